"""The words of a page or snippet in their places, as wagtail-localize takes them apart."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.text import capfirst

from cms.translation import localize
from cms.translation.localize import TranslationSource
from cms.translation.models import Texts

# An address is no text: each language's follows from its title.
NOT_WORDS = {"slug"}


def texts_of(instance: Any) -> Texts:
    """All words of the instance as it stands in memory."""
    return _texts(localize.strings_of(instance))


def texts_of_source(source: TranslationSource) -> Texts:
    """All words of the frozen original."""
    return _texts(localize.strings_of_source(source))


def label_of(model: type[Any], path: str) -> str:
    """What the place is called in the editor's form."""
    field = model._meta.get_field(path.split(".")[0])
    return capfirst(str(getattr(field, "verbose_name", None) or field.related_model._meta.verbose_name))


def _texts(pairs: Iterable[tuple[str, str]]) -> Texts:
    """The words by path, each once: however often a string stands in one place, one translation stands for it."""
    found: Texts = {}
    for path, words in pairs:
        if path not in NOT_WORDS and words not in found.setdefault(path, []):
            found[path].append(words)
    return found
