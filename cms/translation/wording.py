"""Words as they are compared: without markup, case and inflection."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

import snowballstemmer

from cms import locales
from cms.content.plain_text import plain_text

_WORD = re.compile(r"[^\W\d_]+")
# Arabic short vowels, which are written or left out at will, and the hyphen that shows only where a line ends.
_UNWRITTEN = re.compile("[\u064b-\u0652\u00ad]")


def plain(html: str) -> str:
    """The words without inline markup, in one spelling of letters and apostrophes."""
    text = unicodedata.normalize("NFC", plain_text(html))
    return _UNWRITTEN.sub("", text).replace("’", "'")


def words(text: str) -> list[str]:
    """The words of a plain text as they stand; what a hyphen joins is two."""
    return _WORD.findall(text)


@lru_cache(maxsize=50_000)
def stem(word: str, code: str) -> str:
    """What the word has in common with its inflected forms; nearly so in languages whose rules nobody wrote down."""
    stemmer = locales.language(code).search
    lower = word.casefold()
    if not stemmer:
        return lower[: max(4, len(lower) - 3)]
    return str(snowballstemmer.stemmer(stemmer).stemWord(lower))


def says(text: str, phrase: str, code: str) -> bool:
    """True where the plain text has the words of the phrase in any inflection and order."""
    if phrase.casefold() in text.casefold():
        return True
    said = {stem(word, code) for word in words(text)}
    return {stem(word, code) for word in words(phrase)} <= said


def whole(phrase: str) -> re.Pattern[str]:
    """A pattern of the very phrase as whole words, in any case and spacing."""
    inner = r"\s+".join(re.escape(part) for part in phrase.split())
    return re.compile(rf"(?<!\w){inner}(?!\w)", re.IGNORECASE)
