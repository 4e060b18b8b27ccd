"""Which hits a reader would want first. All that is tuned stands here; the run that measures it is `make judge`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import compress, count, pairwise
from math import log1p

from search.asking import Group, Level, Question

LEVELS = {
    Level.EXACT: 1.0,
    Level.STEM: 0.9,
    Level.SAME: 0.85,
    Level.PART: 0.4,
    Level.BEGINNING: 0.35,
    Level.TYPO: 0.35,
}
TITLE, LEAD, TEXT = WEIGHTS = 6.0, 2.0, 1.0
WEIGHTS_TOGETHER = TITLE / 2, LEAD, TEXT
AGAIN = 0.35  # what a word that comes again and again adds, by the logarithm of how often
SHORT = 0.25  # how much a title counts more that says nothing else
PHRASE = 3.0  # what it adds that words stand one behind the other as they were typed
NEAR = 1.5  # what it adds that they stand together, the less the more is between them
HELPING = 0.1  # of what helps only, such as "für"
ABSENT = -100.0  # of what a text lacks: those with all words come first
LACKING = -4.0  # of what a text lacks that it may lack, such as a question's verb
NEAREST = 10  # words between two that are still near


Places = dict[int, list[int]]
Text = tuple[str, str, str]


def scores(question: Question, texts: Mapping[int, Text]) -> dict[int, float]:
    """How well each of the texts, given as the words of title, lead and text, answers the question; more is better."""
    fields = {pk: [field.split() for field in text] for pk, text in texts.items()}
    return {pk: round(_score(question.groups, of, _all_places(question.groups, of)), 2) for pk, of in fields.items()}


def _all_places(groups: Sequence[Group], fields: Sequence[Sequence[str]]) -> list[list[Places]]:
    return [[_places(group, words) for group in groups] for words in fields]


def _score(groups: Sequence[Group], fields: Sequence[Sequence[str]], places: Sequence[Sequence[Places]]) -> float:
    total = 0.0
    for number, group in enumerate(groups):
        best, often = 0.0, 0
        for weight, words, of_field in zip(WEIGHTS, fields, places, strict=True):
            if not (levels := of_field[number]):
                continue
            value = weight * LEVELS[Level(min(levels))]
            if weight == TITLE:
                value *= 1 + SHORT * len(groups) / max(len(words), len(groups))
            best, often = max(best, value), often + sum(map(len, levels.values()))
        if best:
            total += (best + AGAIN * log1p(often)) * (HELPING if group.idle else 1)
        elif not group.idle:
            total += ABSENT if group.required else LACKING
    if len(groups) > 1:
        total += max(_together(of_field) * weight for weight, of_field in zip(WEIGHTS_TOGETHER, places, strict=True))
    return total


def _places(group: Group, words: Sequence[str]) -> Places:
    """Where in these words something stands for the group, by its level."""
    found: Places = {}
    if not words:
        return found
    if any(one.beginning or len(one.words) > 1 for one in group.alternatives):
        for level, begin, _end in group.places(words):
            found.setdefault(level, []).append(begin)
        return found
    levels = group.levels
    for begin in compress(count(), map(levels.__contains__, words)):
        found.setdefault(levels[words[begin]], []).append(begin)
    return found


def _together(places: Sequence[Places]) -> float:
    """From 0 to PHRASE: how near the words of neighbouring groups stand to each other."""
    total, pairs = 0.0, 0
    for one, other in pairwise(places):
        pairs += 1
        first = sorted(at for found in one.values() for at in found)
        second = sorted(at for found in other.values() for at in found)
        if not first or not second:
            continue
        gap = _least_gap(first, second)
        if gap == 1:
            total += PHRASE
        elif abs(gap) <= NEAREST:
            total += NEAR * (1 - (abs(gap) - 1) / NEAREST)
    return total / pairs


def _least_gap(first: Sequence[int], second: Sequence[int]) -> int:
    """How many words further the nearest of the second ones stands; 1 right behind."""
    best, at = 10**6, 0
    for place in second:
        while at + 1 < len(first) and first[at + 1] < place:
            at += 1
        for other in first[at : at + 2]:
            gap = place - other
            if gap and (abs(gap), -gap) < (abs(best), -best):
                best = gap
    return best
