"""The words around a match, from the text itself: what stands for what was typed is marked, however it is written."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cms import locales
from search.analysis import Date, dates, tokens
from search.asking import Group, Question

BEFORE, LENGTH = 80, 240  # characters, give or take a word
FIRST, TIMES = 600, 5  # characters that are looked at first, and how many times more where these are not enough
MARGIN = 200  # characters behind an excerpt, so that nothing in it could be read otherwise
_DAY = re.compile(r"[dmt][0-9]{4,8}")
MOST = 60_000  # characters in which a match is looked for


def excerpt(text: str, question: Question, locale: str) -> list[tuple[str, bool]]:
    """The words around the place where most of the question is, in parts of which the matches are marked; without
    a match, the first words."""
    language, wanted = locales.base(locale), len(question.required)
    for beginning in _beginnings(text[:MOST]):
        marks = _matches(beginning, question, language)
        begin, groups = _best(marks)
        start = text.rfind(" ", 0, max(0, begin - BEFORE)) + 1 if marks else 0
        end = text.find(" ", start + LENGTH)
        stop = end if end >= 0 else len(text)
        if groups == wanted and stop + MARGIN < len(beginning):
            break  # what comes behind is no better
    parts: list[tuple[str, bool]] = [("…", False)] if start else []
    done = start
    for match in marks:
        if done <= match[0] and match[1] <= stop:
            parts += [(text[done : match[0]], False), (text[match[0] : match[1]], True)]
            done = match[1]
    rest = text[done:stop].rstrip()
    parts += [(rest.rstrip(".…") if end >= 0 else rest, False), ("…" if end >= 0 else "", False)]
    return [(part, is_match) for part, is_match in parts if part]


def _beginnings(text: str) -> Iterator[str]:
    """More and more of a text, up to all of it; none ends inside of a word."""
    length = FIRST
    while length < len(text) and (end := text.find(" ", length)) >= 0:
        yield text[:end]
        length = end * TIMES
    yield text


def _matches(text: str, question: Question, language: str) -> list[tuple[int, int, int]]:
    """Where something stands for what was typed: from, to, and the number of the group."""
    found = list(tokens(text, language))
    words = [token.word for token in found]
    has_days = any(_DAY.fullmatch(word) for group in question.required for word in group.levels)
    days = list(dates(text, language)) if has_days else []
    marks: dict[tuple[int, int], int] = {}
    for number, group in enumerate(question.groups):
        if not group.required:
            continue
        for _level, begin, end in group.places(words):
            marks.setdefault((found[begin].start, found[end - 1].end), number)
        for day in days:
            if group.levels.keys() & set(day.words) or (not day.year and _is_of_any_year(day, group)):
                marks.setdefault((day.start, day.end), number)
    return sorted((start, end, number) for (start, end), number in marks.items())


def _is_of_any_year(day: Date, group: Group) -> bool:
    """True for a day of which the text does not say the year, where one of some year was typed."""
    return any(
        word.startswith("d") and word.endswith(day.words[-1][1:]) for word in group.levels if _DAY.fullmatch(word)
    )


def _best(marks: list[tuple[int, int, int]]) -> tuple[int, int]:
    """Where the words begin among which most different groups are, the first of such places; and how many these are."""
    best, most = 0, 0
    for at, (start, _end, _number) in enumerate(marks):
        here = {number for begin, _stop, number in marks[at : at + 20] if begin < start + LENGTH - BEFORE}
        if len(here) > most:
            best, most = start, len(here)
    return best, most
