"""Files that were just uploaded: what has to be read from them is read once, before anything is written.

Reading a file of many megabytes takes long, and on SQLite everybody who writes would wait for it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from typing import Any

from django.db import transaction
from django.http import HttpRequest
from PIL import ExifTags, Image
from wagtail.utils.file import hash_filelike

LYING = {5, 6, 7, 8}  # orientations in EXIF of pictures that are to be turned by a quarter
CHUNK = 256 * 1024  # bytes that are read at once
FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")


def receive(request: HttpRequest) -> None:
    """Take in all that the browser sends, however slowly, and read what will be asked of its files."""
    if request.content_type not in FORMS:
        _ = request.body
        return
    for file in (one for _name, files in request.FILES.lists() for one in files):
        hash_of(file)
        with suppress(Exception):  # no picture, or a broken one: its form says so
            shown_size(file)


def hash_of(file: Any) -> str:
    """The SHA-1 of what is in the file, in hexadecimal."""
    if not hasattr(file, "known_hash"):
        file.seek(0)
        try:
            file.known_hash = hash_filelike(file)
        finally:
            file.seek(0)
    return file.known_hash


def sha256_of(file: Any) -> str:
    """The SHA-256 of what is in the file, in hexadecimal."""
    if not hasattr(file, "known_sha256"):
        found = hashlib.sha256()
        file.seek(0)
        try:
            while part := file.read(CHUNK):
                found.update(part)
        finally:
            file.seek(0)
        file.known_sha256 = found.hexdigest()
    return file.known_sha256


def shown_size(file: Any) -> tuple[int, int]:
    """Width and height of a picture as it is shown: after the rotation that its file asks for."""
    if not hasattr(file, "known_size"):
        file.seek(0)
        try:
            with Image.open(file) as picture:
                width, height = picture.size
                lies = picture.getexif().get(ExifTags.Base.Orientation) in LYING
        finally:
            # Who reads it next begins at its beginning, also where it is no picture.
            file.seek(0)
        file.known_size = (height, width) if lies else (width, height)
    return file.known_size


# The new files of a request whose rows are not committed.
_unsettled: ContextVar[list[Any] | None] = ContextVar("unsettled", default=None)


@contextmanager
def undone_with_rows() -> Iterator[None]:
    """Where it ends with an error, new files that were stored inside go again unless their rows are committed."""
    files: list[Any] = []
    token = _unsettled.set(files)
    try:
        yield
    except Exception:
        for file in files:
            if file._committed:
                file.storage.delete(file.name)
        raise
    finally:
        _unsettled.reset(token)


@contextmanager
def going_with_row(file: Any) -> Iterator[None]:
    """Save the row of the file inside: a new file stays only if the row does (`undone_with_rows`)."""
    files = _unsettled.get()
    if files is None or not file or file._committed:
        yield
        return
    files.append(file)
    yield
    transaction.on_commit(files.clear)
