"""What changed between two texts, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import SequenceMatcher
from typing import Literal

Kind = Literal["equal", "insert", "delete"]
Part = tuple[str, Kind]

# Every character is in exactly one of them, so that nothing is lost between the words.
_PIECES = re.compile(r"\w+|\s+|[^\w\s]")


def difference(old: str, new: str) -> list[Part]:
    """The texts as parts that stayed, came or went: the first two kinds give the new text back, equal and delete the
    old one."""
    before, after = _PIECES.findall(old), _PIECES.findall(new)
    parts: list[Part] = []
    for _kind, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if before[i1:i2] == after[j1:j2]:
            parts.append(("".join(before[i1:i2]), "equal"))
        else:
            parts += [("".join(before[i1:i2]), "delete"), ("".join(after[j1:j2]), "insert")]
    return list(_readable([part for part in parts if part[0]]))


def _readable(parts: list[Part]) -> Iterable[Part]:
    """One change where only a space lies between two: `alte Frist` became `neue Regel`, not word for word."""
    gone = came = ""
    for index, (text, kind) in enumerate(parts):
        between = 0 < index < len(parts) - 1 and text.isspace() and (gone or came)
        if kind == "delete" or (kind == "equal" and between):
            gone += text
        if kind == "insert" or (kind == "equal" and between):
            came += text
        if kind == "equal" and not between:
            yield from _change(gone, came)
            yield text, kind
            gone = came = ""
    yield from _change(gone, came)


def _change(gone: str, came: str) -> Iterable[Part]:
    if gone:
        yield gone, "delete"
    if came:
        yield came, "insert"
