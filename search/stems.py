"""What inflected words have in common."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any

import snowballstemmer

from cms import locales

# Snowball has no rules for Ukrainian; these are the commonest endings of its cases, as `search.analysis` folds them.
_UKRAINIAN = re.compile(r"(?:ами|ями|ому|ого|ою|ею|ах|ях|ів|ам|ям|ии|іи|ои|ем|ом|а|я|у|ю|і|и|о|е|ь)$")
_SHORTEST = 3  # letters of a stem


@lru_cache(maxsize=65_536)
def stem(word: str, language: str) -> str:
    """The stem of a folded word; the word itself in a language of which we know no rules. Gender forms have the stem
    of the other: Pendlerinnen that of Pendler."""
    if word.isdigit():
        return word
    if language == "uk":
        short = _UKRAINIAN.sub("", word)
        return short if len(short) >= _SHORTEST else word
    stemmer = _stemmer(language)
    return stemmer.stemWord(word) if stemmer else word


@cache
def _stemmer(language: str) -> Any:
    name = locales.language(language).search
    return snowballstemmer.stemmer(name) if name else None
