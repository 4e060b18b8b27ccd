"""The words of a page or snippet in their places, as wagtail-localize takes them apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.blocks import StreamValue

from cms.content import panels
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
    try:
        return panels.label_of(model, path.split(".")[0])
    except FieldDoesNotExist:  # what a page shows of others has no field of its own everywhere
        return _("Elsewhere on the page")


def place_of(original: Any, path: str) -> str:
    """The same with the kind of the block that it is, of a running text."""
    name, *inner = path.split(".")
    label = label_of(type(original), path)
    stream = getattr(original, name, None)
    if not inner or not isinstance(stream, StreamValue):
        return label
    block = next((child.block for child in stream if child.id == inner[0]), None)
    return f"{label}: {capfirst(str(block.label))}" if block is not None else label


def places_of(original: Any, paths: Iterable[str]) -> dict[str, str]:
    """What each of the places is called, by its path: no two have the same name."""
    paths = list(dict.fromkeys(paths))
    return dict(zip(paths, numbered(place_of(original, path) for path in paths), strict=True))


def strings_in(place: str, number: int) -> list[str]:
    """What the strings in a place are called that holds that many."""
    return [place] if number == 1 else [f"{place}, {which}" for which in range(1, number + 1)]


def numbered(labels: Iterable[str]) -> list[str]:
    """The labels, each once: those that several share are numbered."""
    labels = list(labels)
    several = {label for label, number in Counter(labels).items() if number > 1}
    counts: Counter[str] = Counter()
    found = []
    for label in labels:
        counts[label] += 1
        found.append(f"{label} {counts[label]}" if label in several else label)
    return found


def _texts(pairs: Iterable[tuple[str, str]]) -> Texts:
    """The words by path, each once: however often a string stands in one place, one translation stands for it."""
    found: Texts = {}
    for path, words in pairs:
        if path not in NOT_WORDS and words not in found.setdefault(path, []):
            found[path].append(words)
    return found
