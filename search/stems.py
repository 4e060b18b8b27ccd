"""What inflected words have in common."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Any

import snowballstemmer

from cms import locales
from search.analysis import tokens

# Snowball has no rules for Ukrainian; these are the commonest endings of its cases, as `search.analysis` folds them.
_UKRAINIAN = re.compile(r"(?:ами|ями|ому|ого|ою|ею|ах|ях|ів|ам|ям|ии|іи|ои|ем|ом|а|я|у|ю|і|и|о|е|ь)$")
_SHORTEST = 3  # letters of a stem
# Pendlerinnen, Kundinnen; of one woman, endings that no other German words have.
_WOMEN = re.compile(
    r"(?<=\w{4})innen$|(?<=er|og|or)in$|(?<=ist|ent|ant|eur|leg)in$|(?<=kund|arzt|walt|koch)in$|(?<=freund)in$|(?<=\bpat)in$"
)
# What looks like an ending and is none: a Tandem has no stem tand, a Kurs no kur.
_NO_ENDING = re.compile(r"(atem|emblem|modem|problem|system|tandem|theorem|kurs|vers)(?:e|en|es|s)?$")
# Endings of which one word has either: unterschreibt and unterschreiben, anerkannt and Anerkennung, Museum and Museen,
# Visum and Visa, Kita and Kitas.
_PAIRS = (
    ("en", "t"),
    ("en", "te"),
    ("en", "ten"),
    ("en", "et"),
    ("ung", "et"),
    ("um", "en"),
    ("um", "a"),
    ("a", "en"),
    ("aal", "ale"),
    ("aal", "alen"),
    ("is", "en"),
    ("ern", "erung"),
    ("ern", "ert"),
    ("ert", "erung"),
    ("annt", "ennen"),
    ("annt", "ennung"),
    ("a", "as"),
    ("i", "is"),
    ("o", "os"),
    ("u", "us"),
)
_LATE_S = re.compile(r"(?<=\w{2}[aiou])s$")


@lru_cache(maxsize=65_536)
def stem(word: str, language: str) -> str:
    """The stem of a folded word; the word itself in a language of which we know no rules. Gender forms have the stem
    of the other: Pendlerinnen that of Pendler."""
    if word.isdigit():
        return word
    if language == "uk":
        short = _UKRAINIAN.sub("", word)
        return short if len(short) >= _SHORTEST else word
    if language == "de":
        word = _WOMEN.sub("", word)
        if noun := _NO_ENDING.search(word):
            return word[: noun.end(1)]
    stemmer = _stemmer(language)
    return stemmer.stemWord(word) if stemmer else word


def stems(text: str, language: str) -> tuple[str, ...]:
    """What the words of a text have in common with all forms in which somebody may type them, in their order."""
    return tuple(common(token.key, language) for token in tokens(text, language))


def common(word: str, language: str) -> str:
    """The stem of a folded word, in German also without the s of a plural that no stemmer takes off: Kitas, Azubis.
    Good for comparing words with each other, and for nothing else."""
    found = stem(word, language)
    return _LATE_S.sub("", found) if language == "de" else found


def names_woman(word: str) -> bool:
    """True for the German word that has a gender form's ending: Pendlerin, Pendlerinnen."""
    return _WOMEN.search(word) is not None


def siblings(word: str, language: str) -> set[str]:
    """What would be another form of a German word by endings that no stemmer takes off, whether or not there is such a
    word."""
    if language != "de":
        return set()
    pairs = [*_PAIRS, *((other, one) for one, other in _PAIRS)]
    stems = ((word.removesuffix(one), other) for one, other in pairs if word.endswith(one))
    return {begin + ending for begin, ending in stems if len(begin) >= _SHORTEST}


# Mitarbeitende and Mitarbeiter, Studierende and Studenten: the ending of the neutral form, and that of the other.
_NEUTRAL = (("ierend", "ent"), ("end", "er"))
_NEUTRAL_ENDINGS = ("e", "en", "er")
_OTHER_ENDINGS = ("", "n", "s", "en", "in", "innen")


def neutral(word: str) -> set[str]:
    """What would be the same German noun in a form for all genders, or of such a form in the others."""
    found = set()
    for one, other in _NEUTRAL:
        for begin in _before(word, one, _NEUTRAL_ENDINGS):
            found |= {begin + other + ending for ending in _OTHER_ENDINGS}
        for begin in _before(word, other, _OTHER_ENDINGS):
            found |= {begin + one + ending for ending in _NEUTRAL_ENDINGS}
    return found


def _before(word: str, middle: str, endings: Iterable[str]) -> set[str]:
    begins = (word.removesuffix(middle + ending) for ending in endings if word.endswith(middle + ending))
    return {begin for begin in begins if len(begin) >= _SHORTEST}


@cache
def _stemmer(language: str) -> Any:
    name = locales.language(language).search
    return snowballstemmer.stemmer(name) if name else None
