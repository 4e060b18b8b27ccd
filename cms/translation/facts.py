"""Facts are held once: whatever is not words has in every language the value of the original.

They are brought in line at the flush that ends a unit of work, before anything is presented (`follow`), so that a fact
changes in all languages in one transaction, whichever way it was changed.
"""

from __future__ import annotations

import datetime
import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import UUID

from django.apps import apps
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models
from django.utils import timezone
from modelcluster.fields import ParentalKey
from modelcluster.models import get_field_value, get_serializable_data_for_fields
from wagtail.fields import StreamField
from wagtail.models import DraftStateMixin, Page, Revision, RevisionMixin, TranslatableMixin

from cms.content.forms import Elsewhere
from cms.content.models import EmbargoedPage, Message, OwnLife
from cms.content.panels import label_of
from cms.content.rows import read_with
from cms.delivery import publications
from cms.delivery.rebuild import Difference
from cms.delivery.sources import Source, page_source
from cms.translation import localize, own
from cms.translation.models import Job
from cms.translation.streams import with_facts

TIMES = frozenset({"embargo_until", "release_together"})
"""The facts of EmbargoedPage, which say when a page is public."""
_KEPT_BY_WAGTAIL = frozenset(field.name for model in (Page, DraftStateMixin) for field in model._meta.get_fields())


@dataclass(frozen=True)
class Facts:
    """Of a model: the fields that hold facts only, those whose facts stand among words, the children that are facts,
    and those whose words are translated."""

    fields: list[Any]
    streams: list[StreamField]
    children: list[Any]
    translated_children: list[Any]


@cache
def facts_of(label: str) -> Facts:
    """What of the model with that label is the same in every language; what Wagtail keeps of any page or draft, such as
    its place, is not, nor what a model says of its language (`of_language`)."""
    model = apps.get_model(label)
    shared, words = localize.fields_of(model)
    left = {*_KEPT_BY_WAGTAIL, *getattr(model, "of_language", ())}
    fields = [field for field in shared if not field.one_to_many and field.name not in left]
    return Facts(
        # Of another object its own languages are shown, so which one is meant is a fact.
        fields=[*fields, *(field for field in words if isinstance(field, models.ForeignKey))],
        streams=[field for field in words if isinstance(field, StreamField)],
        children=[field for field in shared if field.one_to_many],
        translated_children=[field for field in words if field.one_to_many],
    )


def follow(keys: Iterable[UUID], touched: Iterable[Source]) -> dict[UUID, Any]:
    """Bring the facts of everything touched in line with its original, or its translations with it: of the pages with
    these keys, and of the snippets among the sources. Returns the originals that are public, by their keys."""
    said = {key: follow_message(key) for key in sorted(keys)}
    for source in sorted(touched):
        model = snippet_model(source)
        if model is not None:
            follow_snippet(model, source.value)
    return {key: original for key, original in said.items() if original is not None and original.live}


def follow_message(key: Any) -> Any:
    """Give all translations of a page the facts of the original as it is public, or as it was approved for later;
    returns that, or None where there is neither.

    Whoever writes at a message waits here for others who do, so that the last of them has seen the original as it is.
    """
    message = Message.objects.select_for_update().filter(key=key).first()
    original, translations = _languages(key, message.original_locale_id if message is not None else None)
    said = in_force(original) if original is not None and translations else None
    if original is None or said is None:
        return None
    mine, free = _locked(translations), _free(key)
    waiting = _waiting(mine)
    for target in _read(type(said), mine):
        times = TIMES if target.locale_id in free else frozenset()
        left = times | own.fields_of(target)
        if stale(said, target, left):
            bring_in_line(said, target, left)
            target.save(clean=False)
        for revision in waiting[target.pk]:
            _follow_in_revision(said, original, target, revision, times)
    return said


def follow_snippet(model: type[Any], key: Any) -> None:
    """Give all translations of a snippet the facts of its original."""
    original, translations = _snippet(model, key)
    for translation in translations if original is not None else []:
        if stale(original, translation):
            bring_in_line(original, translation)
            translation.save()


def left_out(translation: Page) -> frozenset[str]:
    """The facts that a translation does not share: those it has values of its own in, and, with a life of its own,
    when it is public."""
    free = translation.locale_id in _free(translation.translation_key)
    return own.fields_of(translation) | (TIMES if free else frozenset())


def _free(key: Any) -> set[int]:
    """The locales of a message that have a life of their own."""
    return set(OwnLife.objects.filter(message=key).values_list("locale", flat=True))


def in_force(original: Page) -> Any:
    """The version of the original that counts: the public one, else the one that was approved for later; None for a
    draft."""
    if original.live:
        [public] = _read(original.specific_class, [original])
        return public
    approved = original.revisions.exclude(approved_go_live_at=None).order_by("-pk").first()
    return approved.as_object() if approved is not None else None


# What differs, and what is done about it


def stale(original: Any, translation: Any, left: frozenset[str] = frozenset()) -> list[str]:
    """The names of the fields and children in which a translation has other facts than its original, but for those
    left out."""
    facts = facts_of(translation._meta.label)
    names = [field.name for field in facts.fields if _value(original, field) != _value(translation, field)]
    names += [field.name for field, merged in _streams(original, translation) if merged != _raw(translation, field)]
    names = [name for name in names if name not in left]
    names += [rel.name for rel in facts.children if _children(original, rel) != _children(translation, rel)]
    names += [rel.name for rel in facts.translated_children if _stale_children(original, translation, rel)]
    return names


def bring_in_line(original: Any, translation: Any, left: frozenset[str] = frozenset()) -> None:
    """Give the translation in memory the facts of its original, but for those left out."""
    facts = facts_of(translation._meta.label)
    for field in facts.fields:
        if field.name not in left:
            setattr(translation, field.attname, getattr(original, field.attname))
    for field, merged in _streams(original, translation):
        if field.name not in left:
            setattr(translation, field.name, field.to_python(json.dumps(merged)))
    for rel in facts.children:
        if _children(original, rel) != _children(translation, rel):
            _copy_children(original, translation, rel)
    for rel in facts.translated_children:
        theirs = getattr(translation, rel.name)
        for child, partner in _pairs(original, translation, rel):
            if partner is None:
                theirs.remove(child)
            else:
                child.translation_key = partner.translation_key
                bring_in_line(partner, child)
                theirs.add(child)


def _copy_children(original: Any, translation: Any, rel: Any) -> None:
    """Give the translation children that say what those of its original say. Its own rows are kept, as far as there are
    as many: versions of it name them."""
    rows = list(getattr(translation, rel.name).all())
    found = []
    for number, child in enumerate(getattr(original, rel.name).all()):
        row = rows[number] if number < len(rows) else rel.related_model()
        for field in _fields_of_child(rel):
            setattr(row, field.attname, field.value_from_object(child))
        row.sort_order = number
        found.append(row)
    setattr(translation, rel.name, found)


def _value(instance: Any, field: Any) -> Any:
    return field.value_from_object(instance)


def _raw(instance: Any, field: StreamField) -> list[Any]:
    return list(getattr(instance, field.name).get_prep_value())


def _streams(original: Any, translation: Any) -> list[tuple[StreamField, list[Any]]]:
    """Each running text of the translation with the facts of its original."""
    found = []
    for field in facts_of(translation._meta.label).streams:
        merged = with_facts(field.stream_block, _raw(original, field), _raw(translation, field))
        found.append((field, merged))
    return found


def _children(instance: Any, rel: Any) -> list[Any]:
    """What the children say, in their order."""
    fields = _fields_of_child(rel)
    return [[field.value_from_object(child) for field in fields] for child in getattr(instance, rel.name).all()]


def _fields_of_child(rel: Any) -> list[Any]:
    parent = rel.field.attname
    fields = rel.related_model._meta.concrete_fields
    return [
        field for field in fields if not field.primary_key and field.attname != parent and field.name != "sort_order"
    ]


def _stale_children(original: Any, translation: Any, rel: Any) -> bool:
    return any(
        partner is None or partner.translation_key != child.translation_key or stale(partner, child)
        for child, partner in _pairs(original, translation, rel)
    )


def _pairs(original: Any, translation: Any, rel: Any) -> list[tuple[Any, Any]]:
    """Every child of the translation with that of the original that it stands for: the one with its key, else one with
    the same facts, as where it was written by hand; else None."""
    theirs = list(getattr(translation, rel.name).all())
    ours = {child.translation_key: child for child in getattr(original, rel.name).all()}
    found = {id(child): ours.pop(child.translation_key, None) for child in theirs}
    for child in theirs:
        if found[id(child)] is None:
            same = next((one for one in ours.values() if not stale(one, child)), None)
            found[id(child)] = ours.pop(same.translation_key) if same is not None else None
    return [(child, found[id(child)]) for child in theirs]


# Versions of a translation that are still to go out


def _waiting(translations: Collection[Page]) -> dict[int, list[Revision]]:
    """Of each translation, the newest draft and what was approved for later."""
    ids = [str(page.pk) for page in translations]
    newest = [page.latest_revision_id for page in translations]
    counts = models.Q(approved_go_live_at__isnull=False) | models.Q(pk__in=newest)
    found: dict[int, list[Revision]] = defaultdict(list)
    for revision in Revision.page_revisions.filter(counts, object_id__in=ids).order_by("pk"):
        found[int(revision.object_id)].append(revision)
    return found


def _follow_in_revision(said: Any, original: Page, target: Any, revision: Revision, times: frozenset[str]) -> None:
    """Give a version that is still to go out the facts as well, and an approved one its original's moment. Written past
    the signals: who approved the words has not approved others."""
    content = _content_with_facts(said, target, revision, times)
    moment = revision.approved_go_live_at if times else _moment(said, original, revision)
    if content != revision.content or moment != revision.approved_go_live_at:
        Revision.objects.filter(pk=revision.pk).update(content=content, approved_go_live_at=moment)


def _content_with_facts(said: Any, target: Any, revision: Revision, times: frozenset[str]) -> dict[str, Any]:
    facts = facts_of(said._meta.label)
    left = times | own.fields_in(type(said), revision.content)
    fields = (field for field in facts.fields if field.name not in left)
    content = {**revision.content, **{field.name: get_field_value(field, said) for field in fields}}
    for field in facts.streams:
        theirs = json.loads(content.get(field.name) or "[]")
        merged = with_facts(field.stream_block, _raw(said, field), theirs)
        if merged != theirs and field.name not in left:
            content[field.name] = json.dumps(merged)
    for rel in facts.children:
        content[rel.name] = [get_serializable_data_for_fields(child) for child in getattr(target, rel.name).all()]
    for rel in facts.translated_children:
        rows = {child.pk for child in getattr(target, rel.name).all()}
        # A form refuses a row that is gone.
        content[rel.name] = [
            {**child, "pk": child["pk"] if child["pk"] in rows else None} for child in content.get(rel.name, [])
        ]
    if isinstance(said, EmbargoedPage) and not times:
        content["go_live_at"] = content["embargo_until"]
    encoded: dict[str, Any] = json.loads(json.dumps(content, cls=DjangoJSONEncoder))
    return encoded


def _moment(said: Any, original: Page, revision: Revision) -> datetime.datetime | None:
    """When an approved version goes live: with an original that is under embargo, at once where that is public."""
    moment = revision.approved_go_live_at
    if moment is None or not isinstance(said, EmbargoedPage):
        return moment
    if original.live and not (said.embargo_until and said.embargo_until > timezone.now()):
        return min(moment, timezone.now())
    return said.embargo_until or moment


# The forms of translations that are written by hand


def decided_elsewhere(text: Any) -> Elsewhere | None:
    """What the original decides of a text that is a translation."""
    original = _original_of(text)
    if original is None:
        return None
    facts = facts_of(text._meta.label)
    left = {*getattr(text, "own_facts", ()), *(left_out(text) if isinstance(text, Page) else ())}
    names = frozenset(field.name for field in (*facts.fields, *facts.children)) - left
    return Elsewhere(original, names, settle=lambda text: own.settle(text, original))


def overruled(text: Any) -> list[str]:
    """The names of the fields in which a translation, as it was saved last, says something else than its original."""
    original = _original_of(text)
    if original is None:
        return []
    saved = text.get_latest_revision_as_object() if isinstance(text, RevisionMixin) else text
    names = stale(original, saved, left_out(saved) if isinstance(saved, Page) else frozenset())
    return [label_of(type(text), name) for name in names]


def _original_of(text: Any) -> Any:
    """The original of a text in the version that counts; None where the text is one itself or stands alone."""
    if text.pk is None or not isinstance(text, TranslatableMixin):
        return None
    original, translations = (
        _message(text.translation_key) if isinstance(text, Page) else _snippet(type(text), text.translation_key)
    )
    if original is None or all(one.pk != text.pk for one in translations):
        return None
    return in_force(original) or original.specific if isinstance(text, Page) else original


# Which texts belong together


def _message(key: Any) -> tuple[Page | None, list[Page]]:
    """The original of a message and its translations; aliases follow by themselves."""
    return _languages(key, Message.objects.filter(key=key).values_list("original_locale", flat=True).first())


def _languages(key: Any, locale: int | None) -> tuple[Page | None, list[Page]]:
    """The same where it is known which locale the original is in."""
    pages = list(Page.objects.filter(translation_key=key, alias_of=None).order_by("pk"))
    original = next((page for page in pages if page.locale_id == locale), None)
    return original, [page for page in pages if page is not original]


def _locked(translations: list[Page]) -> list[Page]:
    """Those of the pages that nobody else is writing, read anew and locked; the others are marked: whoever has them
    may have read the original before it changed."""
    skip = connection.features.has_select_for_update_skip_locked
    mine = Page.objects.select_for_update(of=("self",), skip_locked=skip).filter(
        pk__in=[page.pk for page in translations]
    )
    found = list(mine.order_by("pk"))
    publications.touch_later(*(page_source(page.pk) for page in translations if page not in found))
    return found


def _read(model: type[Any], pages: Collection[Page]) -> list[Any]:
    """Those of the pages that are of that type, whole, with the children that are compared."""
    facts = facts_of(model._meta.label)
    children = [rel.name for rel in (*facts.children, *facts.translated_children)]
    of_model = model._default_manager.filter(pk__in=[page.pk for page in pages]).order_by("pk")
    found = list(of_model.select_related("locale"))
    read_with(found, *children)
    return found


def _snippet(model: type[Any], key: Any) -> tuple[Any, list[Any]]:
    """The original of a snippet, known by the translations asked for, or else in the site's first language, or else
    the oldest; and its translations."""
    found = list(model._default_manager.filter(translation_key=key).select_related("locale").order_by("pk"))
    if len(found) <= 1:
        return None, []
    sources = set(Job.objects.filter(key=key).values_list("source_locale", flat=True))
    original = (
        [one for one in found if one.locale_id in sources]
        or [one for one in found if one.locale.language_code == settings.LANGUAGE_CODE]
        or found
    )[0]
    return original, [one for one in found if one is not original]


def locale_of_original(snippet: Any) -> int | None:
    """The locale of a snippet's original, by its id; None for one that has no translations."""
    original, _translations = _snippet(type(snippet), snippet.translation_key)
    return original.locale_id if original is not None else None


def snippet_model(source: Source) -> type[Any] | None:
    """The model of a source that names a translatable snippet by its key; None for any other source."""
    if source.kind.count(".") != 1 or source.value == "*":
        return None
    model = apps.get_model(source.kind)
    return model if issubclass(model, TranslatableMixin) and not issubclass(model, Page) else None


# Whether all is in line


def differences() -> Iterator[Difference]:
    """Every fact in which a translation differs from its original; nothing where all is as promised."""
    for key in _keys(Page.objects.filter(alias_of=None)):
        original, translations = _message(key)
        said = in_force(original) if original is not None else None
        for translation in _read(type(said), translations) if said is not None else []:
            for name in stale(said, translation, left_out(translation)):
                yield Difference(translation.pk, translation.url_path, f"another {name} than its original")
            if original is not None and not _stands_as_it_should(translation, original):
                yield Difference(translation.pk, translation.url_path, "below another page than its original")
    for model in snippet_models():
        for key in _keys(model._default_manager.all()):
            original, translations = _snippet(model, key)
            for translation in translations if original is not None else []:
                for name in stale(original, translation):
                    label = f"{model._meta.label} {translation.pk} {translation}"
                    yield Difference(0, label, f"another {name} than its original")


def _stands_as_it_should(translation: Page, original: Page) -> bool:
    """True for a translation below the page that its original is below, such as the series of an event, where that is a
    fact; one with a life of its own may have stayed where it was."""
    if not translation.place_is_a_fact or translation.locale_id in _free(translation.translation_key):
        return True
    places = {page.pk: page.get_parent() for page in (translation, original)}
    return places[translation.pk].translation_key == places[original.pk].translation_key


def restore() -> None:
    """Give every translation the facts of its original, each message in a unit of its own."""
    for key in _keys(Page.objects.filter(alias_of=None)):
        with publications.unit():
            follow_message(key)
    for model in snippet_models():
        for key in _keys(model._default_manager.all()):
            with publications.unit():
                follow_snippet(model, key)


def _keys(found: models.QuerySet[Any]) -> list[Any]:
    """The keys that several of them share."""
    shared = found.order_by().values("translation_key").annotate(number=models.Count("pk")).filter(number__gt=1)
    return list(shared.values_list("translation_key", flat=True))


def snippet_models() -> list[type[Any]]:
    """The translatable models that are no pages; children are compared with their parents."""
    found = (model for model in localize.translatable_models() if not issubclass(model, Page))
    return [model for model in found if not any(isinstance(field, ParentalKey) for field in model._meta.fields)]
