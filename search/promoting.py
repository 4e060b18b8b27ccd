"""Which pages the agency recommends to whom searches for what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from cms import locales
from cms.delivery.generation import remembered
from cms.delivery.models import Publication
from search.analysis import stop_words
from search.engine import Query
from search.models import Promotion
from search.stems import common, stems

Words = frozenset[str]


def promoted(query: Query) -> list[int]:
    """The publications that are recommended to who searches for exactly that, in their order: of those in the query's
    language what is visible."""
    language = locales.base(query.locale)
    known = _promotions(language)
    keys = known.get(wanted(query.text, language)) or known.get(wanted(query.question.meant, language)) if known else ()
    if not keys:
        return []
    visible = Publication.objects.visible().filter(locale=query.locale, key__in=keys)
    found = dict(visible.values_list("key", "pk"))
    return [found[key] for key in keys if key in found]


def led_by(first: Sequence[int], ids: Sequence[int]) -> list[int]:
    """The ids with those before all others that are to stand first, each once."""
    there = set(ids)
    return list(dict.fromkeys([*(pk for pk in first if pk in there), *ids]))


def wanted(text: str, language: str) -> Words:
    """What somebody wants who types that, however it is put: its words without those that mean nothing alone."""
    found = frozenset(stems(text, language))
    return found - _idle(language) or found


def is_promoted(text: str, language: str) -> bool:
    """True where anything is recommended for that."""
    return wanted(text, language) in _promotions(language)


def _idle(language: str) -> Words:
    return frozenset(common(word, language) for word in stop_words(language))


@remembered
def _promotions(language: str) -> dict[Words, tuple[UUID, ...]]:
    """By what is searched for, the keys of the pages that stand first."""
    found: defaultdict[Words, dict[UUID, None]] = defaultdict(dict)
    rows = Promotion.objects.filter(language=language).order_by("place", "pk")
    for words, key in rows.values_list("words", "page__translation_key"):
        found[wanted(words, language)][key] = None
    return {words: tuple(keys) for words, keys in found.items() if words}
