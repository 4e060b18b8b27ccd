"""Which hits a reader would want first. All that is tuned stands here; the run that measures it is `make judge`."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import log1p

from search.asking import Group, Level, Question

LEVELS = {
    Level.EXACT: 1.0,
    Level.STEM: 0.9,
    Level.SAME: 0.85,
    Level.PART: 0.6,
    Level.BEGINNING: 0.5,
    Level.TYPO: 0.45,
}
TITLE, LEAD, TEXT = 6.0, 2.0, 1.0
AGAIN = 0.35  # what a word that comes again and again adds, by the logarithm of how often
SHORT = 0.25  # how much a title counts more that says nothing else
PHRASE = 3.0  # what it adds that words stand one behind the other as they were typed
NEAR = 1.5  # what it adds that they stand together, the less the more is between them
HELPING = 0.1  # of what helps only, such as "für"
ABSENT = -4.0  # of what a text lacks where texts with some of the words are given
NEAREST = 10  # words between two that are still near


def score(question: Question, title: str, lead: str, text: str) -> float:
    """How well a text, given as the words of its fields, answers the question; more is better."""
    fields = [(TITLE, title.split()), (LEAD, lead.split()), (TEXT, text.split())]
    groups = question.groups
    total = 0.0
    places = [[_places(group, words) for group in groups] for _weight, words in fields]
    for number, group in enumerate(groups):
        best, often = 0.0, 0
        for (weight, words), found in zip(fields, places, strict=True):
            if not (levels := found[number]):
                continue
            level = Level(min(levels))
            value = weight * LEVELS[level]
            if weight == TITLE:
                value *= 1 + SHORT * len(groups) / max(len(words), len(groups))
            best, often = max(best, value), often + sum(map(len, levels.values()))
        if best:
            total += (best + AGAIN * log1p(often)) * (1 if group.required else HELPING)
        elif group.required:
            total += ABSENT
    if len(groups) > 1:
        total += max(
            _together(groups, found) * (weight if weight != TITLE else TITLE / 2)
            for (weight, _words), found in zip(fields, places, strict=True)
        )
    return total


def _places(group: Group, words: Sequence[str]) -> dict[int, list[int]]:
    """Where in these words something stands for the group, by its level."""
    found: dict[int, list[int]] = {}
    levels = group.levels
    for at, word in enumerate(words):
        if word in levels:
            found.setdefault(levels[word], []).append(at)
    for one in group.alternatives:
        if len(one.words) > 1:
            for at in _phrases(one.words, words):
                found.setdefault(one.level, []).append(at)
        elif one.beginning:
            for at, word in enumerate(words):
                if word.startswith(one.words[0]):
                    found.setdefault(one.level, []).append(at)
    return found


def _phrases(phrase: Sequence[str], words: Sequence[str]) -> list[int]:
    first = phrase[0]
    return [
        at for at, word in enumerate(words) if word == first and tuple(words[at : at + len(phrase)]) == tuple(phrase)
    ]


def _together(groups: Sequence[Group], places: list[dict[int, list[int]]]) -> float:
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
