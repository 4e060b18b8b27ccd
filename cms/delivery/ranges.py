"""Parts of files, as players of videos ask for them to jump to a moment (RFC 9110, section 14)."""

from __future__ import annotations

import re
from typing import BinaryIO

from django.http import HttpRequest

_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})\Z", re.IGNORECASE)


class UnsatisfiableError(Exception):
    """Nothing of the file lies in the range that was asked for."""


def asked_for(request: HttpRequest, size: int, etag: str) -> range | None:
    """The bytes that the request wants of a file of that size; None for all of them.

    Several ranges at once, other units, and a part of another version than the one that `If-Range` names, are answered
    with the whole file, as the RFC allows. Raises UnsatisfiableError where the range lies outside of the file.
    """
    match = _RANGE.match(request.headers.get("Range", "").strip())
    if request.method != "GET" or match is None or request.headers.get("If-Range", etag) != etag:
        return None
    first, last = match.groups()
    if not first:
        return _last_bytes(last, size)
    start, end = int(first), int(last) if last else size - 1
    if end < start and last:
        return None
    if start >= size:
        raise UnsatisfiableError
    return range(start, min(end, size - 1) + 1)


def _last_bytes(number: str, size: int) -> range | None:
    if not number:
        return None
    if int(number) == 0 or size == 0:
        raise UnsatisfiableError
    return range(max(0, size - int(number)), size)


class Part:
    """A file that begins and ends where the range does."""

    def __init__(self, file: BinaryIO, wanted: range) -> None:
        self._file = file
        self._left = len(wanted)
        file.seek(wanted.start)

    def read(self, size: int) -> bytes:
        found = self._file.read(min(size, self._left))
        self._left -= len(found)
        return found

    def close(self) -> None:
        self._file.close()
