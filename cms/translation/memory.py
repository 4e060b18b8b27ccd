"""What was translated once is known everywhere: the very same words stand at once, like ones are offered."""

from __future__ import annotations

import operator
from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from heapq import nlargest

from django.db.models import F, Q
from django.db.models.expressions import Combinable
from django.db.models.functions import Length
from rapidfuzz import fuzz, process
from wagtail.models import Locale

from cms.content.plain_text import plain_text
from cms.translation import editing
from cms.translation.difference import Part, difference
from cms.translation.localize import StringTranslation
from cms.translation.models import Job

# The tool that words come from which stood for the same string elsewhere.
MEMORY = "memory"
# What is less alike is quicker written anew.
ALIKE = 75
# The newest that are looked at: more would take longer than an editor waits.
LOOKED_AT = 5000


@dataclass(frozen=True)
class Match:
    """A translation of words that are like others: how much in percent, and what the others say differently."""

    original: str
    translation: str
    score: int
    difference: list[Part]


def fill_in(job: Job) -> int:
    """Let the words that stand for the very same string elsewhere stand for it here; returns for how many."""
    missing = editing.missing(job)
    found = StringTranslation.objects.filter(
        translation_of__in={segment.string_id for segment in missing},
        locale_id=job.locale_id,
        has_error=False,
        translation_type=editing.MANUAL,
    ).exclude(tool_name=editing.KEPT)
    known: dict[int, str] = dict(found.order_by("updated_at").values_list("translation_of_id", "data"))
    filled = [segment for segment in missing if segment.string_id in known]
    for segment in filled:
        editing.put(job, segment, known[segment.string_id], tool=MEMORY)
    return len(filled)


def matches(
    texts: Iterable[str], source_locale: Locale, target_locale: Locale, limit: int = 3
) -> dict[str, list[Match]]:
    """For each text up to `limit` translations by people whose original is more than 75 % alike, the best first.

    One query for all texts. Markup does not count; the difference leads from the original to the text.
    """
    texts = list(dict.fromkeys(texts))
    if not texts:
        return {}
    known = _known(texts, source_locale, target_locale)
    plain = {original: plain_text(original) for original in known}
    return {text: _matches(text, known, plain, limit) for text in texts}


def _matches(text: str, known: dict[str, str], plain: dict[str, str], limit: int) -> list[Match]:
    words = plain_text(text)
    found = process.extract(words, plain, scorer=fuzz.ratio, score_cutoff=ALIKE, limit=None)
    alike = ((_percent(text, original, score), original) for _words, score, original in found if score > ALIKE)
    best = nlargest(limit, alike, key=operator.itemgetter(0))
    return [Match(one, known[one], score, difference(plain[one], words)) for score, one in best]


def _percent(text: str, original: str, score: float) -> int:
    """A hundred means the very same words in the very same markup."""
    return 100 if text == original else min(int(score), 99)


def _known(texts: list[str], source_locale: Locale, target_locale: Locale) -> dict[str, str]:
    """The newest translation by people of every original that is about as long as one of the texts.

    Nearly all rows are of the two languages asked for, but right after an import PostgreSQL's statistics may call them
    rare; it would then join by the indexes of the languages, every row with every other. `_of` keeps it from that.
    """
    windows = reduce(operator.or_, (Q(length__range=window) for window in _windows(texts)))
    found = (
        StringTranslation.objects.annotate(target=_of("locale_id"), source=_of("translation_of__locale_id"))
        .filter(
            target=target_locale.pk,
            source=source_locale.pk,
            translation_type=editing.MANUAL,
            has_error=False,
        )
        .exclude(tool_name=editing.KEPT)
        .annotate(length=Length("translation_of__data"))
        .filter(windows)
        .order_by("-updated_at", "-pk")
    )
    known: dict[str, str] = {}
    for original, words in found.values_list("translation_of__data", "data")[:LOOKED_AT]:
        known.setdefault(original, words)
    return known


def _of(key: str) -> Combinable:
    """The key of a language as a sum, which no index knows."""
    return F(key) + 0


def _windows(texts: list[str]) -> list[tuple[int, int]]:
    """The lengths that originals of interest have, as few ranges that do not overlap."""
    ranges = sorted((int(0.75 * len(text)), int(len(text) / 0.75) + 1) for text in texts)
    merged = [ranges[0]]
    for low, high in ranges[1:]:
        if low <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(high, merged[-1][1]))
        else:
            merged.append((low, high))
    return merged
