"""The same checks for HTML: tags are passed over, entities read, and places are those in the HTML."""

from __future__ import annotations

import html
import re
from dataclasses import replace

from cms.plain_language.findings import Finding, Rule
from cms.plain_language.rules import check

# Every alternative matches at least one character, and none looks further than the next `<` or `>`.
_PIECE = re.compile(r"<[^<>]*>|&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});|[^<&]+|[<&]")
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
INLINE = {"a", "abbr", "b", "em", "i", "mark", "small", "span", "strong", "sub", "sup", "u"}
BOLD = {"b", "strong"}


class _Reader:
    """The text of HTML, and for each of its characters where it begins and ends there."""

    def __init__(self, source: str) -> None:
        self.letters: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.bold: list[bool] = []
        self._depth = 0
        for match in _PIECE.finditer(source):
            self._take(match)

    def _take(self, match: re.Match[str]) -> None:
        piece, place = match.group(), match.start()
        if piece.startswith("<") and len(piece) > 1:
            self._tag(piece, match)
        elif piece.startswith("&") and len(piece) > 1:
            for letter in html.unescape(piece):
                self._put(letter, place, match.end())
        else:
            for number, letter in enumerate(piece):
                self._put(letter, place + number, place + number + 1)

    def _tag(self, piece: str, match: re.Match[str]) -> None:
        found = _TAG.match(piece)
        name = found.group(2).lower() if found else ""
        if found and name in BOLD:
            self._depth = max(0, self._depth + (-1 if found.group(1) else 1))
        if found and name not in INLINE:
            # Two lines, so that nothing reads on from one block to the next.
            for letter in "\n" if name == "br" else "\n\n":
                self._put(letter, *match.span())

    def _put(self, letter: str, start: int, end: int) -> None:
        self.letters.append(letter)
        self.starts.append(start)
        self.ends.append(end)
        self.bold.append(self._depth > 0)


def check_html(source: str) -> list[Finding]:
    """What in the text of the HTML breaks the rules, as `check` finds it; a negation in bold does not.

    `start` and `end` count characters of the HTML; the excerpts are text.
    """
    read = _Reader(source)
    return [
        replace(one, start=read.starts[one.start], end=read.ends[one.end - 1])
        for one in check("".join(read.letters))
        if not (one.rule == Rule.NEGATION and read.bold[one.start])
    ]
