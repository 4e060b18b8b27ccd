"""Sentences and their words, with their places in the text. Every scan goes over the text once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from cms.plain_language import words

MAX_LETTERS_BEFORE = 12  # of the word before a stop; no abbreviation is longer
# Hyphens and mediopoints hold a word together: Bildungs-Angebot, Bildungs·angebot.
JOINERS = "-‑·‧•⁠"
_TOKEN = re.compile(
    rf"(?P<word>[^\W\d_]+(?:[{JOINERS}][^\W\d_]+)*)|(?P<number>\d+(?:[.,   ]\d{{3}}(?!\d))*(?:,\d+)?)|(?P<comma>,)"
)
# The look-behind lets a run of stops be tried once, at its beginning.
_STOP = re.compile(r"(?<![.!?:…])[.!?:…]+[\"'“”»«)\]]*(?=\s|\Z)|\n")
_BULLET = re.compile(r"[-–—•*·]\s")


class Token(NamedTuple):
    """A word, a number or a comma; `lower` is its text in small letters."""

    kind: str
    text: str
    start: int
    end: int
    lower: str


@dataclass(frozen=True)
class Sentence:
    start: int
    end: int
    tokens: list[Token] = field(default_factory=list)

    @property
    def words(self) -> list[Token]:
        """Its words and numbers."""
        return [token for token in self.tokens if token.kind != "comma"]


def sentences(text: str, addresses: Sequence[tuple[int, int]] = ()) -> list[Sentence]:
    """The sentences of the text in their order. A line that goes on in small letters belongs to the one before, and an
    address, of which the places are given in order, counts as one word."""
    found = []
    outside = _Outside(addresses)
    for start, end in _spans(text):
        tokens = [
            Token(match.lastgroup or "", match.group(), *match.span(), match.group().lower())
            for match in _TOKEN.finditer(text, start, end)
            if outside.or_first(match.start())
        ]
        if tokens:
            found.append(Sentence(tokens[0].start, end, tokens))
    return found


class _Outside:
    """Tells of places, asked for in their order, whether they lie outside of all spans or are the first in one."""

    def __init__(self, spans: Sequence[tuple[int, int]]) -> None:
        self._spans = spans
        self._next = 0
        self._inside = -1

    def or_first(self, place: int) -> bool:
        while self._next < len(self._spans) and self._spans[self._next][1] <= place:
            self._next += 1
        if self._next == len(self._spans) or place < self._spans[self._next][0]:
            return True
        is_first, self._inside = self._inside != self._next, self._next
        return is_first


def _spans(text: str) -> Iterator[tuple[int, int]]:
    begin = 0
    for match in _STOP.finditer(text):
        if _ends(text, match):
            yield begin, match.end()
            begin = match.end()
    if begin < len(text):
        yield begin, len(text)


def _ends(text: str, match: re.Match[str]) -> bool:
    """True where a sentence ends at the stop, false after an abbreviation, an ordinal, or amid a sentence's lines."""
    if match.group() == "\n":
        following = text[match.end() : match.end() + 40].lstrip(" \t")
        return not following[:1].islower()
    if match.group() != ".":
        return True
    before = _word_before(text, match.start())
    if before.isdigit():
        following = text[match.end() : match.end() + 20]
        return following.strip() == "" or "\n" in following[:2] or _first_word(following) in words.STARTERS
    return before.lower() not in words.ENDS_NO_SENTENCE


def _word_before(text: str, end: int) -> str:
    begin = end
    while begin > 0 and end - begin < MAX_LETTERS_BEFORE and text[begin - 1].isalnum():
        begin -= 1
    return text[begin:end]


def _first_word(text: str) -> str:
    parts = text.split(maxsplit=1)
    return parts[0].strip("„“\"'.,:;!?") if parts else ""


def is_bullet(text: str, place: int) -> bool:
    """True for a mark before an item of a list, at the beginning of a line."""
    line_start = place == 0 or text[max(0, place - 4) : place].strip(" \t").endswith("\n") or text[place - 1] == "\n"
    return line_start and _BULLET.match(text, place) is not None
