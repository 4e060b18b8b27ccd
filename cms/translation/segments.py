"""The words of a page or snippet in their places, as wagtail-localize takes them apart."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.text import capfirst
from wagtail.models import Page
from wagtail_localize.models import StringSegment, TranslationSource
from wagtail_localize.segments import StringSegmentValue
from wagtail_localize.segments.extract import extract_segments

from cms.translation.models import Texts

# An address is no text: each language's follows from its title.
NOT_WORDS = {"slug"}


def texts_of(instance: Any) -> Texts:
    """All words of the instance as it stands in memory."""
    instance = instance.specific if isinstance(instance, Page) else instance
    found = (segment for segment in extract_segments(instance) if isinstance(segment, StringSegmentValue))
    return _texts((segment.path, segment.string.data) for segment in found)


def texts_of_source(source: TranslationSource) -> Texts:
    """All words of the frozen original."""
    found = StringSegment.objects.filter(source=source).order_by("order")
    return _texts(found.values_list("context__path", "string__data"))


def label_of(model: type[Any], path: str) -> str:
    """What the place is called in the editor's form."""
    field = model._meta.get_field(path.split(".")[0])
    return capfirst(str(getattr(field, "verbose_name", None) or field.related_model._meta.verbose_name))


def _texts(pairs: Iterable[tuple[str, str]]) -> Texts:
    """The words by path, each once: wagtail-localize keeps a string that stands twice in one place only once."""
    found: Texts = {}
    for path, words in pairs:
        if path not in NOT_WORDS and words not in found.setdefault(path, []):
            found[path].append(words)
    return found
