"""XLIFF 1.2 (OASIS) as tools of translators write it: read only. The place of a string is in its unit's id, or is
called by its `resname`."""

from __future__ import annotations

import html
from collections.abc import Iterator
from typing import Any

from lxml import etree

from cms.translation.exchange.inline import InlineCodeError
from cms.translation.exchange.received import Received, Unit, moment, path_in

VERSION = "1.2"
NAMESPACE = f"urn:oasis:names:tc:xliff:document:{VERSION}"
# Of a target in one of these states somebody has still to say that it is a translation.
UNFINISHED = {"new", "needs-translation", "needs-adaptation", "needs-l10n"}
# The tags of codes that bring none of their own, by their kind.
PAIRS = {"bold": "b", "italic": "i"}
SINGLE = {"lb": "<br/>"}


def read(root: Any) -> list[Received]:
    """What the file says of each text in it."""
    return [_read_file(file) for file in root.iterchildren("{*}file")]


def _read_file(file: Any) -> Received:
    units = [_read_unit(unit) for unit in file.iter("{*}trans-unit") if unit.get("translate") != "no"]
    return Received(file.get("original", ""), file.get("target-language", ""), units, moment(file.get("date")))


def _read_unit(unit: Any) -> Unit:
    path, target = path_in(unit.get("id", "")), unit.find("{*}target")
    original, translation, problem = "", "", ""
    try:
        original = _read(unit.find("{*}source"))
        translation = _read(target)
    except InlineCodeError as error:
        translation, problem = "", str(error)
    finished = bool(translation) and target.get("state") not in UNFINISHED
    return Unit(path, original, translation, finished, problem, unit.get("resname", ""))


def _read(element: Any) -> str:
    """The inline HTML below the element, which may be missing; raises InlineCodeError."""
    return "" if element is None else "".join(_pieces(element))


def _pieces(element: Any) -> Iterator[str]:
    yield html.escape(element.text or "", quote=False)
    for child in element:
        match etree.QName(child).localname:
            case "mrk":  # a segment, or a tool's remark about the words inside
                yield from _pieces(child)
            case "bpt" | "ept" | "ph" | "it":  # they hold the tag that they stand for
                yield _tag_in(child)
            case "g":
                name = _known(PAIRS, child)
                yield f"<{name}>"
                yield from _pieces(child)
                yield f"</{name}>"
            case "x":
                yield _known(SINGLE, child)
            case other:
                raise InlineCodeError(other)
        yield html.escape(child.tail or "", quote=False)


def _tag_in(code: Any) -> str:
    tag = "".join(code.itertext()).strip()
    if not (tag.startswith("<") and tag.endswith(">")):
        raise InlineCodeError(etree.QName(code).localname)
    return tag


def _known(tags: dict[str, str], code: Any) -> str:
    try:
        return tags[code.get("ctype")]
    except KeyError:
        raise InlineCodeError(code.get("ctype") or etree.QName(code).localname) from None
