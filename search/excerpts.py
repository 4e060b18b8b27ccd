"""The words around a match, from the text itself: as readers type words, with or without diacritics, and to their end
where the last one was a beginning."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from functools import cache

BEFORE, LENGTH = 80, 240  # characters, give or take a word
_MARKED = range(0x80, 0x2000)  # where letters with diacritics stand


def pattern(terms: Sequence[str]) -> re.Pattern[str]:
    """What finds each of the words, the last one as a beginning."""
    *whole, last = (_folded(term) for term in terms)
    found = "|".join([*(rf"{word}(?![^\W_])" for word in whole), rf"{last}[^\W_]*"])
    return re.compile(rf"(?<![^\W_])(?:{found})", re.IGNORECASE)


def excerpt(text: str, found: re.Pattern[str]) -> list[tuple[str, bool]]:
    """The words around the first match, in parts of which the matches are marked; without one, the first words."""
    first = found.search(text)
    start = text.rfind(" ", 0, max(0, first.start() - BEFORE)) + 1 if first else 0
    end = text.find(" ", start + LENGTH)
    shown = text[start : end if end >= 0 else len(text)].strip()
    parts, done = [("…", False)] if start else [], 0
    for match in found.finditer(shown):
        parts += [(shown[done : match.start()], False), (match[0], True)]
        done = match.end()
    parts += [(shown[done:], False), ("…" if end >= 0 else "", False)]
    return [(part, is_match) for part, is_match in parts if part]


def _folded(term: str) -> str:
    """An expression for the word, whichever diacritics its letters bear."""
    bases = (letter for letter in unicodedata.normalize("NFD", term) if not unicodedata.combining(letter))
    return "".join(f"[{re.escape(letter)}{_siblings().get(letter, '')}]" for letter in bases)


@cache
def _siblings() -> dict[str, str]:
    """Each letter's forms with diacritics, in lower case."""
    found = defaultdict[str, str](str)
    for letter in map(chr, _MARKED):
        base, *marks = list(unicodedata.normalize("NFD", letter))
        if marks and all(map(unicodedata.combining, marks)) and letter == letter.lower():
            found[base] += letter
    return found
