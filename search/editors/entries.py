"""What the admin's search finds an object by: the words of its fields, of a page those of its newest version as well.

Words are folded as in the public index, by the rules of German whatever language a text is in, so that a question,
which has no language, is folded by the same. Drafts are in here, so the site's lexicon learns nothing of it. Behind the
words stand marks that nobody can type: stems, and the ends of compounds, which are found by their beginnings anyway.
The words of a field are there once more, marked as that field's, so that it can be searched alone.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import Any, NamedTuple

from django.db import models
from django.db.models import F, Value
from modelcluster.models import get_all_child_relations
from modelsearch.index import AutocompleteField, BaseField, RelatedFields, SearchField
from wagtail import blocks
from wagtail.fields import RichTextField
from wagtail.models import Page, TranslatableMixin

from cms import locales
from cms.content.cleaning import in_stream
from cms.content.kinds import is_edited
from cms.content.plain_text import plain_text
from cms.content.words import stream_fields, text_fields
from cms.delivery.chunks import chunks
from search.analysis import keys
from search.stems import stem

# Before what nobody can type: the stem of a word, the end of one, read backwards, and what the field of a name says.
STEM, END = "\ue001", "\ue002"
_FIELD, _SAYS, _UNDERSCORE = "\ue003", "\ue000", "\ue005"

SHORTEST_END = 5  # letters by which the end of a compound is found
MOST_TEXT = 300_000
"""So many characters of an object are searched, at most: a book."""
OF_EVERY_PAGE = frozenset({"title", "draft_title", "seo_title", "search_description"})
"""What is words of all that Wagtail keeps of any page."""


class Entry(NamedTuple):
    """A row of the index: an object's key, its texts as words in their order, and marks."""

    key: int
    texts: list[list[str]]
    marks: list[str]


class Version(NamedTuple):
    """What the database says beside an object: its language, and the content of its newest version, if there is one."""

    language: str
    content: dict[str, Any] | None


def entries(model: type[models.Model], objects: Iterable[models.Model]) -> Iterator[Entry]:
    """The entries of objects of a model; the database is asked for many at once."""
    objects = list(objects)
    versions = versions_of(model, [one.pk for one in objects])
    return (entry(one, versions[one.pk]) for one in objects if one.pk in versions)


def versions_of(model: type[models.Model], keys: list[Any]) -> dict[Any, Version]:
    """What the database says beside objects of a model, by their keys."""
    language = F("locale__language_code") if issubclass(model, TranslatableMixin) else Value(locales.DEFAULT)
    content = F("latest_revision__content") if issubclass(model, Page) else Value(None, models.JSONField())
    if not isinstance(language, F) and not isinstance(content, F):
        return {key: Version(locales.DEFAULT, None) for key in keys}
    rows = model._default_manager.values_list("pk", language, content)
    found = (row for some in chunks(keys) for row in rows.filter(pk__in=some))
    return {key: Version(locales.base(code), version) for key, code, version in found}


def entry(thing: models.Model, version: Version) -> Entry:
    """What an object is found by."""
    fields: dict[str, set[str]] = {}  # in which a text can be searched for alone
    for field, text in texts_of(thing, version.content):
        fields.setdefault(text, set()).update({field} - {""})
    texts, marks, left = [], set[str](), MOST_TEXT
    for text, its_fields in fields.items():
        said, more = analysed(text[:left], version.language)
        left -= len(text[:left])
        for before in ("", *map(of_field, sorted(its_fields))):
            texts.append([before + word for word in said])
            marks |= {before + mark for mark in more}
    return Entry(int(thing.pk), [said for said in texts if said], sorted(marks))


@lru_cache(maxsize=500)
def analysed(text: str, language: str) -> tuple[list[str], set[str]]:
    """The words of a text, and its marks; most of a page stays as it was from one save to the next."""
    said = keys(text, "de").split()
    return said, {mark for word in set(said) for mark in marks_of(word, language)}


def marks_of(word: str, language: str) -> Iterator[str]:
    """By what else a word is found."""
    root = stem(word, language)
    yield STEM + root
    if len(root) > SHORTEST_END:
        yield END + root[::-1]


def of_field(name: str) -> str:
    """What stands before the words of a field."""
    return f"{_FIELD}{name.replace('_', _UNDERSCORE)}{_SAYS}"


@cache
def title_of(model: Any) -> str:
    """The field that names objects of the model: the first one that is searched."""
    return next((field.field_name for field in searched_fields(model)), "")


@cache
def searched_fields(model: Any) -> list[BaseField]:
    """The model's own fields that can be searched alone, in its order."""
    kinds = (SearchField, AutocompleteField)
    found = [field for field in model.get_search_fields() if isinstance(field, kinds)]
    return list({field.field_name: field for field in found}.values())


def texts_of(thing: Any, content: dict[str, Any] | None) -> Iterator[tuple[str, str]]:
    """The texts of an object, each after the field that it can be searched for in alone, if any."""
    model: Any = type(thing)
    title = title_of(model)
    for field in searched_fields(model):
        yield field.field_name, shown(field.get_value(thing))
    if not isinstance(thing, Page):
        yield from (("", text) for text in related(thing, model.get_search_fields()))
        return
    yield title, (content or {}).get("title") or thing.draft_title
    yield from (("", text) for text in said_in(model, content if content is not None else thing.serializable_data()))
    if content is not None and thing.live and thing.live_revision_id != thing.latest_revision_id:
        yield from (("", text) for text in said_in(model, stored(thing)))


def related(thing: Any, fields: Iterable[Any]) -> Iterator[str]:
    """What a model says to search of what is related to its objects, such as tags."""
    for field in fields:
        if not isinstance(field, RelatedFields):
            continue
        value = field.get_value(thing)
        others = value.all() if isinstance(value, models.Manager) else [value] if value is not None else []
        for other in others:
            for inner in field.fields:
                if isinstance(inner, SearchField | AutocompleteField):
                    yield shown(inner.get_value(other))
            yield from related(other, field.fields)


def shown(value: Any) -> str:
    """The text of a field's value, whichever way the field gives it."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list | tuple):
        return " ".join(map(shown, value))
    return "" if value is None else str(value)


def stored(page: Page) -> dict[str, Any]:
    """The words of the page's own table, in the form of a version."""
    model: Any = type(page)
    held = vars(page)
    streams = {field.name: field.stream_block.get_prep_value(held[field.attname]) for field in stream_fields(model)}
    return {**{name: held[name] for name in text_fields(model)}, **streams}


def said_in(model: Any, content: dict[str, Any]) -> Iterator[str]:
    """The texts that the content of a version says, those of its children included."""
    for field in text_columns(model):
        if isinstance(text := content.get(field.name), str) and text:
            yield plain_text(text) if isinstance(field, RichTextField) else text
    for field in stream_fields(model):
        value = content.get(field.name)
        yield from in_blocks(field.stream_block, json.loads(value or "[]") if isinstance(value, str) else value)
    for relation in get_all_child_relations(model):
        if is_edited(relation.related_model):
            for child in content.get(relation.get_accessor_name()) or ():
                yield from said_in(relation.related_model, child)


@cache
def text_columns(model: Any) -> list[Any]:
    """The model's fields that hold words."""
    texts = [field for field in model._meta.fields if field.attname in text_fields(model)]
    return [field for field in texts if field.editable and (field.model is not Page or field.name in OF_EVERY_PAGE)]


def in_blocks(block: blocks.Block, value: Any) -> list[str]:
    """The texts of a stored stream, in its order."""
    found: list[str] = []

    def way_of(block: blocks.Block) -> Any:
        if isinstance(block, blocks.RichTextBlock | blocks.RawHTMLBlock):
            return lambda text: found.append(plain_text(text))
        return found.append if isinstance(block, blocks.CharBlock | blocks.TextBlock | blocks.BlockQuoteBlock) else None

    in_stream(block, value, way_of)
    return [text for text in found if text]
