"""Files in a folder: whole, or not there."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.core.files import File
from django.core.files.storage import FileSystemStorage


class WholeFiles(FileSystemStorage):
    """Django's, which names a file when all of it is written: a full disk or a kill leaves none half-written."""

    def _save(self, name: str, content: Any) -> str:
        folder = Path(self.location)
        folder.mkdir(parents=True, exist_ok=True)
        handle, part = tempfile.mkstemp(dir=folder, prefix=".", suffix=".part")
        try:
            with os.fdopen(handle, "wb") as written:
                for chunk in content.chunks():
                    written.write(chunk if isinstance(chunk, bytes) else chunk.encode())
            return super()._save(name, _Written(content, part))  # type: ignore[misc]  # of Django, which its stubs leave out
        finally:
            with suppress(FileNotFoundError):  # it has its name by now
                os.unlink(part)


class _Written(File):
    """A file that lies on the disk and is only to be moved to its place."""

    def __init__(self, content: Any, path: str) -> None:
        super().__init__(content)
        self._path = path

    def temporary_file_path(self) -> str:
        return self._path
