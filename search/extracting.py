"""A program that writes to stdout what is written in the PDF or DOCX on stdin.

It runs in a process of its own, since files may be broken, or made to do harm: it may take so much time and memory, may
write no file, and knows nothing of the site. What it has read until it is stopped stands on stdout.
"""

from __future__ import annotations

import io
import os
import resource
import sys
import zipfile
from collections.abc import Iterator

PDF, ZIP = b"%PDF-", b"PK\x03\x04"  # the latter is how a DOCX begins, as all that is packed so
PROCESSOR = 15  # seconds of a processor's time
MEMORY = 768 * 1024 * 1024  # bytes of addresses
PAGES = 500
CHARACTERS = 300_000
UNPACKED = 50 * 1024 * 1024  # bytes of XML in a DOCX

FOREIGN, ENCRYPTED, TOO_LARGE = 64, 65, 66
"""Why nothing was read, as the program's exit says it."""


class NotReadError(Exception):
    """Raised with what the program's exit shall say."""


def main() -> int:
    """Read what is on stdin; returns 0, or why nothing was read."""
    _limit()
    content = sys.stdin.buffer.read()
    length = 0
    try:
        for part in _parts(content):
            sys.stdout.buffer.write(part[: CHARACTERS - length].encode("utf-8", "ignore") + b"\n")
            sys.stdout.buffer.flush()
            length += len(part)
            if length >= CHARACTERS:
                break
    except NotReadError as error:
        return int(error.args[0])
    return 0


def _limit() -> None:
    os.nice(10)
    resource.setrlimit(resource.RLIMIT_CPU, (PROCESSOR, PROCESSOR))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _parts(content: bytes) -> Iterator[str]:
    if PDF in content[:1024]:
        return _pages(content)
    if content.startswith(ZIP):
        return _paragraphs(content)
    raise NotReadError(FOREIGN)


def _pages(content: bytes) -> Iterator[str]:
    from pypdf import PdfReader

    reader = PdfReader(io.BytesIO(content))
    if reader.is_encrypted:
        raise NotReadError(ENCRYPTED)
    for number, page in enumerate(reader.pages):
        if number == PAGES:
            break
        yield page.extract_text()


def _paragraphs(content: bytes) -> Iterator[str]:
    import mammoth

    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        parts = {part.filename: part.file_size for part in packed.infolist()}
    if not {"[Content_Types].xml", "word/document.xml"} <= parts.keys():
        raise NotReadError(FOREIGN)
    # None is unpacked further than it says.
    if sum(size for name, size in parts.items() if name.endswith((".xml", ".rels"))) > UNPACKED:
        raise NotReadError(TOO_LARGE)
    yield mammoth.extract_raw_text(io.BytesIO(content)).value


if __name__ == "__main__":
    sys.exit(main())
