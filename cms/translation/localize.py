"""wagtail-localize, as far as this newsroom relies on it. No other module imports it, and what is relied on has a test
each (tests/translation/test_localize.py): an upgrade that changes one of them fails there by name."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator
from contextlib import suppress
from importlib import import_module
from typing import Any

import wagtail_localize
from django.apps import apps
from django.db.models import ForeignKey, QuerySet
from modelcluster.models import (
    ClusterableModel,
    get_serializable_data_for_fields,
    model_from_serializable_data,
)
from wagtail import hooks
from wagtail.fields import StreamField
from wagtail.models import Locale, Page, RevisionMixin, TranslatableMixin
from wagtail_localize.fields import SynchronizedField, copy_synchronised_fields, get_translatable_fields
from wagtail_localize.locales import components
from wagtail_localize.models import (
    LocaleSynchronization,
    SourceDeletedError,
    String,
    StringSegment,
    StringTranslation,
    Translation,
    TranslationContext,
    TranslationSource,
)
from wagtail_localize.segments import RelatedObjectSegmentValue, StringSegmentValue
from wagtail_localize.segments.extract import extract_segments
from wagtail_localize.segments.ingest import ingest_segments
from wagtail_localize.strings import StringValue, extract_ids, validate_translation_links

# Its tables, which hold the words.
__all__ = ["String", "StringSegment", "StringTranslation", "Translation", "TranslationContext", "TranslationSource"]

MANUAL = StringTranslation.TRANSLATION_TYPE_MANUAL
MACHINE = StringTranslation.TRANSLATION_TYPE_MACHINE
REPORT = "wagtail_localize:translations_report"
"""The name of the address of its own report."""
ASK = "wagtail_localize.submit_translation"
"""The permission to ask for translations, of which its buttons speak."""

# Raised with every change of ours to what counts as a word of a text: in this module, in `shared_fields`, in a block.
OWN_EXTRACTION = 1


def stamp() -> str:
    """Which way of taking texts apart is in use: the library's version and our own."""
    return f"{wagtail_localize.__version__}/{OWN_EXTRACTION}"


# Which fields are translated


def share_fields() -> None:
    """Let every translation have the values of its original in the `shared_fields` that its model names."""
    for model in translatable_models():
        names = getattr(model, "shared_fields", ())
        for name in names:
            model._meta.get_field(name)  # a misspelt one is said at the start
        model.override_translatable_fields = [SynchronizedField(name, overridable=False) for name in names]


def translatable_models() -> list[type[Any]]:
    """All models whose instances are in one language and can be translated."""
    return [model for model in apps.get_models() if issubclass(model, TranslatableMixin)]


def fields_of(model: type[Any]) -> tuple[list[Any], list[Any]]:
    """Of a translatable model, the fields that are the same in every language, and those that hold words: fields and
    relations to children."""
    shared: list[Any] = []
    words: list[Any] = []
    for field in get_translatable_fields(model):
        (shared if isinstance(field, SynchronizedField) else words).append(field.get_field(model))
    return shared, words


# Originals


def strings_of(instance: Any) -> Iterator[tuple[str, str]]:
    """All strings of the instance as it stands in memory, as inline HTML, each after the path of its place."""
    instance = instance.specific if isinstance(instance, Page) else instance
    for segment in extract_segments(instance):
        if isinstance(segment, StringSegmentValue):
            yield segment.path, segment.string.data


def strings_of_source(source: TranslationSource) -> Iterator[tuple[str, str]]:
    """All strings of the frozen original, as they were taken from it then."""
    found = StringSegment.objects.filter(source=source).order_by("order")
    yield from found.values_list("context__path", "string__data")


def source_of(instance: Any) -> TranslationSource | None:
    """The frozen original of the text; None where nobody asked for a translation yet."""
    return TranslationSource.objects.get_for_instance_or_none(instance)


def freeze(instance: Any) -> TranslationSource:
    """Take the text apart as it stands in memory; where it is the same as before, its strings stay as they are."""
    source, _changed = TranslationSource.update_or_create_from_instance(instance)
    return source


def frozen(source: TranslationSource) -> Any:
    """The original in memory, with the content it had when it was frozen."""
    return source.as_instance()


def take_apart_anew(source: TranslationSource) -> None:
    """Take the strings from the frozen original once more, as an upgrade may want it; those of a text that was deleted
    stay as they were."""
    with suppress(SourceDeletedError):
        source.refresh_segments()


def sources_without(sources: QuerySet[Any]) -> QuerySet[TranslationSource]:
    """The frozen originals that are not among these ids."""
    return TranslationSource.objects.exclude(pk__in=sources)


def named_by(instance: Any) -> list[Any]:
    """The translatable objects in the instance's language that it names as it stands in memory, but for those in fields
    that all its translations share."""
    segments = (segment for segment in extract_segments(instance) if isinstance(segment, RelatedObjectSegmentValue))
    found = (
        segment.content_type.model_class()
        .objects.filter(translation_key=segment.translation_key, locale=instance.locale_id)
        .first()
        for segment in segments
    )
    return [one for one in found if one is not None]


# Translations


def translation_into(source: TranslationSource, locale: Locale) -> Translation:
    """The translation of the frozen original into the language, made or enabled again."""
    found, _made = Translation.objects.update_or_create(source=source, target_locale=locale, defaults={"enabled": True})
    return found


def translated(source: TranslationSource, locale: Locale, target: Any = None) -> Any:
    """The target in memory, or a copy of the original where there is none, with what the original shares and the words
    that stand so far; what is missing is in the original's words. Nothing is saved."""
    original = frozen(source)
    # As `source.get_ephemeral_translated_instance`, which fails for a snippet that is still to be made.
    target = target or original.copy_for_translation(locale)
    copy_synchronised_fields(original, target)
    segments = source._get_segments_for_translation(locale, fallback=True)
    ingest_segments(original, target, source.locale, locale, segments)
    return target


def renewed(source: TranslationSource, locale: Locale, target: Any, shown: Collection[str]) -> Any:
    """As `translated`, but of the target's fields only those change that are shown to translators, that its model
    shares, and that say how the text is built: streams and what it is linked with. A stream without words that the
    original never had is the translation's own choice and stays. Nothing is saved."""
    kept = {
        field.attname: getattr(target, field.attname)
        for field in target._meta.concrete_fields
        if not _follows(field, source, target, {*shown, *getattr(target, "shared_fields", ())})
    }
    translated(source, locale, target)
    for name, value in kept.items():
        setattr(target, name, value)
    return target


def _follows(field: Any, source: TranslationSource, target: Any, changing: Collection[str]) -> bool:
    """True where the field has after a renewal what the original says."""
    value = field.value_from_object(target)
    if field.name in changing:
        return True
    if isinstance(field, StreamField):
        # As values: databases order the names in a block as they like.
        return not value or json.loads(field.value_to_string(target)) in _streams_of_original(source, field.name)
    if isinstance(field, ForeignKey) and issubclass(field.related_model, TranslatableMixin):
        return value is None
    return False


def _streams_of_original(source: TranslationSource, name: str) -> list[Any]:
    """What the stream was in any version of the original."""
    original = source.get_source_instance()
    contents = original.revisions.values_list("content", flat=True) if isinstance(original, Page) else ()
    return [json.loads(content.get(name) or "[]") for content in contents]


def serialised(instance: Any) -> dict[str, Any]:
    """All that the instance says, with its children, as it stands in memory."""
    data = (
        instance.serializable_data()
        if isinstance(instance, ClusterableModel)
        else get_serializable_data_for_fields(instance)
    )
    return dict(data)


def restored(source: TranslationSource, data: dict[str, Any], target: Any = None) -> Any:
    """The translation in memory as it was serialised, in place of the target where there is one; with what the original
    shares as it is now."""
    model = source.specific_content_type.model_class()
    if target is not None and isinstance(target, RevisionMixin):
        instance = target.with_content_json(data)
    elif issubclass(model, ClusterableModel):
        instance = model.from_serializable_data({**data, "pk": target.pk if target else None})
    else:
        instance = model_from_serializable_data(model, {**data, "pk": target.pk if target else None})
    original = frozen(source)
    for name in getattr(model, "shared_fields", ()):
        setattr(instance, name, getattr(original, name))
    return instance


# Strings


def link_ids(html: str) -> set[str]:
    """The ids by which the links of a string find their addresses again."""
    return set(extract_ids(html))


def markup_problem(original: str, words: str) -> str:
    """What is wrong with the markup of words for an original; empty where nothing is."""
    try:
        StringValue.from_translated_html(words)
        validate_translation_links(original, words)
    except ValueError as error:
        return str(error)
    return ""


def strings_named(originals: set[str], locale_id: int) -> list[String]:
    """The strings in a language that say one of these, with the same markup."""
    hashes = {String._get_data_hash(original) for original in originals}
    return list(String.objects.filter(locale_id=locale_id, data_hash__in=hashes))


def is_own_hook(hook: Callable[..., Any]) -> bool:
    """True for what wagtail-localize does by itself when the admin opens a form: its own editor, which publishes."""
    return hook.__module__.startswith("wagtail_localize.")


def remove_listing_buttons() -> None:
    """Take its buttons from lists of pages: for each page they ask several questions of the database."""
    theirs = _their_hooks().__name__
    for place in ("register_page_listing_more_buttons", "register_page_header_buttons"):
        buttons = hooks._hooks[place]
        buttons[:] = [found for found in buttons if found[0].__module__ != theirs]


def header_buttons(page: Page, user: Any, view_name: str, next_url: str | None) -> Any:
    """What it offers above a page's form."""
    return _their_hooks().page_listing_more_buttons(page, user, view_name, next_url)


def _their_hooks() -> Any:
    return import_module("wagtail_localize.wagtail_hooks")  # which registers them, if nobody has asked for it


def copy_nothing_by_itself() -> None:
    """Take the copying of a whole language off the form of languages: what is to be translated is asked for."""
    components.LOCALE_COMPONENTS[:] = [
        found for found in components.LOCALE_COMPONENTS if found["model"] is not LocaleSynchronization
    ]


def has_own_editor(instance: Any) -> bool:
    """True where wagtail-localize would open its own editor in place of the form."""
    return Translation.objects.filter(
        source__object_id=instance.translation_key, target_locale=instance.locale_id
    ).exists()
