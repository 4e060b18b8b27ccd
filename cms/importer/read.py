"""From the bytes of a file to its lines: encodings, line ends, HTML."""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from cms.content.plain_text import plain_text
from cms.importer.findings import Code, Finding

LARGEST_FILE = 20_000_000  # bytes
MAX_STRAY_TAGS = 2  # in a text that is no HTML
MAX_LINE = 200_000  # characters; a long paragraph has some thousand
BOMS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
NAMES = {"utf-16": "UTF-16", "utf-32": "UTF-32", "cp1252": "Windows-1252", "iso-8859-1": "Latin-1"}
# What no text holds: control characters but for tab, line ends, form feed and the substitute at the end of old files.
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0e-\x19\x1b-\x1f]")
# Windows-1252 has printable characters where Latin-1 has control characters.
WINDOWS_ONLY = re.compile(rb"[\x80-\x9f]")
MARKUP = re.compile(r"<(?:!doctype\s+html|html|body|head|div|p|br|h[1-6]|table)\b[^<>]*>", re.IGNORECASE)
# To be joined again: soft hyphens and what has no width.
INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff\x1a"))
SPACES = {0x00A0: " ", 0x202F: " ", 0x0009: "    "}


class RefusedError(Exception):
    """The file cannot be imported; `finding` says why."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(str(finding.code))
        self.finding = finding


class Line(NamedTuple):
    """A line as it stands in the file; `number` counts from 1."""

    number: int
    text: str

    @property
    def is_blank(self) -> bool:
        return not self.text or self.text.isspace()


@dataclass(frozen=True)
class Text:
    """The lines of a file and what was noticed while reading it."""

    lines: list[Line]
    findings: list[Finding]


def read_file(path: Path) -> bytes:
    """The bytes of the file; raises RefusedError where it cannot be read or is too large to be a text."""
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise RefusedError(Finding(Code.TOO_LARGE, details={"most": LARGEST_FILE}))
        return path.read_bytes()
    except OSError as error:
        raise RefusedError(Finding(Code.UNREADABLE, details={"reason": error.strerror or str(error)})) from error


def read(data: bytes) -> Text:
    """The text of a file; raises RefusedError for an empty file, for what is no text and for a line that is none."""
    if not data.strip():
        raise RefusedError(Finding(Code.EMPTY))
    text, findings = _decoded(data)
    text = unicodedata.normalize("NFC", text)
    if CONTROLS.search(text):
        raise RefusedError(Finding(Code.BINARY))
    if any(len(line) > MAX_LINE for line in text.splitlines()):
        raise RefusedError(Finding(Code.LONG_LINE, details={"most": MAX_LINE}))
    if len(MARKUP.findall(text)) > MAX_STRAY_TAGS:
        text = plain_text(text, lines=True)
        findings.append(Finding(Code.HTML))
    lines = [Line(number, line) for number, line in enumerate(_lines(text), start=1)]
    if all(line.is_blank for line in lines):
        raise RefusedError(Finding(Code.EMPTY))
    return Text(lines, findings)


def _decoded(data: bytes) -> tuple[str, list[Finding]]:
    """The text with a finding where it was not UTF-8; raises RefusedError for what is in no known encoding."""
    for mark, encoding in BOMS.items():
        if data.startswith(mark):
            try:
                text = data.decode(encoding)
            except UnicodeDecodeError as error:
                raise RefusedError(Finding(Code.BINARY)) from error
            name = NAMES.get(encoding)
            return text.lstrip("\ufeff"), [Finding(Code.DECODED, details={"encoding": name})] if name else []
    try:
        return data.decode("utf-8"), []
    except UnicodeDecodeError:
        pass
    encoding = "cp1252" if WINDOWS_ONLY.search(data) else "iso-8859-1"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise RefusedError(Finding(Code.BINARY)) from error
    return text, [Finding(Code.DECODED, details={"encoding": NAMES[encoding]})]


def _lines(text: str) -> Iterator[str]:
    """The lines without what cannot be seen; a form feed begins a page, and so a line."""
    for line in re.split(r"\r\n|[\n\r\f\u2028\u2029\x85]", text.translate(INVISIBLE | SPACES)):
        yield line.rstrip()
