"""Inline HTML as XLIFF's inline codes, and back: the tags lie in the unit's original data, the codes name them."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from typing import Any

from lxml import etree

from cms.translation.exchange.received import canonical

NAMESPACE = "urn:oasis:names:tc:xliff:document:2.0"
# What XML cannot hold is written as a code point.
_IMPOSSIBLE = re.compile("([^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff])")
_TAG = re.compile(r"(<[^>]*>)")
# What tools show for a tag; the prefix is XLIFF's own.
_SUBTYPES = {"b": "xlf:b", "i": "xlf:i", "br": "xlf:lb"}


class InlineCodeError(ValueError):
    """An inline code that stands for no tag of the original."""


def tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


class Codes:
    """The codes of one unit: those of the source, which the target uses again."""

    def __init__(self) -> None:
        self.data: dict[str, str] = {}
        self._ids: dict[str, list[str]] = {}
        self._number = 0

    def write(self, parent: Any, text: str) -> None:
        """Write inline HTML below the element."""
        used: dict[str, int] = {}
        open_elements = [parent]
        for piece in _TAG.split(canonical(text)):
            if piece.startswith("</"):
                open_elements.pop().set("dataRefEnd", self._ref(piece))
            elif piece.startswith("<"):
                made = self._code(open_elements[-1], piece, used)
                if made.tag == tag("pc"):
                    open_elements.append(made)
            else:
                _append(open_elements[-1], html.unescape(piece))

    def _code(self, parent: Any, piece: str, used: dict[str, int]) -> Any:
        name = re.sub(r"\W.*", "", piece[1:])
        is_pair = not piece.endswith("/>") and not piece.startswith(("<!", "<?"))
        code = etree.SubElement(parent, tag("pc" if is_pair else "ph"))
        code.set("id", self._id(piece, used))
        if name == "a":
            code.set("type", "link")
        elif name in _SUBTYPES:
            code.set("type", "fmt")
            code.set("subType", _SUBTYPES[name])
        code.set("dataRefStart" if is_pair else "dataRef", self._ref(piece))
        return code

    def _id(self, piece: str, used: dict[str, int]) -> str:
        """The n-th of like tags has the same id in source and target."""
        ids, number = self._ids.setdefault(piece, []), used.get(piece, 0)
        used[piece] = number + 1
        if number == len(ids):
            self._number += 1
            ids.append(str(self._number))
        return ids[number]

    def _ref(self, piece: str) -> str:
        return self.data.setdefault(piece, f"d{len(self.data) + 1}")


def _append(parent: Any, text: str) -> None:
    for piece in _IMPOSSIBLE.split(text):
        if _IMPOSSIBLE.fullmatch(piece):
            etree.SubElement(parent, tag("cp")).set("hex", f"{ord(piece):04X}")
        elif len(parent):
            parent[-1].tail = (parent[-1].tail or "") + piece
        else:
            parent.text = (parent.text or "") + piece


def without_impossible(text: str) -> str:
    """The text without the characters that XML cannot hold."""
    return _IMPOSSIBLE.sub("", text)


def read(element: Any, data: Mapping[str, str]) -> str:
    """The inline HTML below the element; raises InlineCodeError."""
    return "".join(_pieces(element, data))


def _pieces(element: Any, data: Mapping[str, str]) -> Iterator[str]:
    yield html.escape(element.text or "", quote=False)
    for child in element:
        match etree.QName(child).localname:
            case "pc":
                yield _tag_of(child, "dataRefStart", data)
                yield from _pieces(child, data)
                yield _tag_of(child, "dataRefEnd", data)
            case "ph" | "sc" | "ec":
                yield _tag_of(child, "dataRef", data)
            case "mrk":  # a tool's remark about the words inside
                yield from _pieces(child, data)
            case "sm" | "em":
                pass
            case "cp":
                yield html.escape(_character(child.get("hex", "")), quote=False)
            case other:
                raise InlineCodeError(other)
        yield html.escape(child.tail or "", quote=False)


def _tag_of(element: Any, attribute: str, data: Mapping[str, str]) -> str:
    try:
        return data[element.get(attribute)]
    except KeyError:
        raise InlineCodeError(attribute) from None


def _character(number: str) -> str:
    try:
        character = chr(int(number, 16))
        character.encode()
    except (ValueError, OverflowError):
        raise InlineCodeError(number) from None
    return character
