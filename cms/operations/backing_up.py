"""A backup: the database as of one moment, and every file that it may name, of which only new ones are copied."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils import timezone

from cms import schema
from cms.operations import databases, manifest
from cms.operations.manifest import BackupError, Kept, Manifest

NAME = "%Y-%m-%dT%H-%M-%SZ"


@dataclass
class Taken:
    """What a backup took: where it lies, and how much of it is new."""

    folder: Path
    manifest: Manifest
    copied: int = 0


class Backup:
    """Files are looked at before the database and once more after it: what is deleted meanwhile is in the first look,
    and what is new to the database in the second."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.files: dict[str, Kept] = {}
        self.before = manifest.read(newest).files if (newest := newest_in(folder)) else {}
        self.copied = 0

    def take(self) -> Taken:
        now = timezone.now()
        own = self.folder / now.strftime(NAME)
        try:
            own.mkdir()
        except FileExistsError as error:
            raise BackupError(f"There is a backup of this second already: {own}") from error
        try:
            self._take_files()
            databases.dump(own / manifest.DATABASE)
            self._take_files()
            made = Manifest(
                at=now.isoformat(),
                vendor=connection.vendor,
                migrations=sorted(map(list, schema.newest())),
                database=_kept(own / manifest.DATABASE),
                files=self.files,
            )
            manifest.write(own, made)
        except BaseException:
            shutil.rmtree(own, ignore_errors=True)
            raise
        return Taken(own, made, self.copied)

    def _take_files(self) -> None:
        root = Path(settings.MEDIA_ROOT)
        for path in files_below(root):
            name = path.relative_to(root).as_posix()
            try:
                self.files[name] = self._take_file(path, self.files.get(name) or self.before.get(name))
            except FileNotFoundError:
                continue  # it was deleted just now; where it was seen before, it is there

    def _take_file(self, path: Path, known: Kept | None) -> Kept:
        found = path.stat()
        if known and (known.size, known.written) == (found.st_size, found.st_mtime_ns) and self._has(known.sha256):
            return known
        part = self.folder / manifest.FILES / f".{os.getpid()}"
        sha256 = manifest.copy(path, part)
        if self._has(sha256):
            part.unlink()
        else:
            place = manifest.place_of(self.folder, sha256)
            place.parent.mkdir(exist_ok=True)
            part.rename(place)
            self.copied += 1
        return Kept(found.st_size, found.st_mtime_ns, sha256)

    def _has(self, sha256: str) -> bool:
        return manifest.place_of(self.folder, sha256).is_file()


def take(folder: Path, *, keep: int = 0) -> Taken:
    """Make a backup in the folder, and of those that are there keep so many; 0 keeps all. Raises BackupError."""
    with _alone(folder):
        taken = Backup(folder).take()
        if keep:
            forget(folder, keep)
    return taken


def forget(folder: Path, keep: int) -> None:
    """Leave the newest backups alone, and the files that they have."""
    for old in manifest.all_in(folder)[:-keep]:
        shutil.rmtree(old)
    needed = {kept.sha256 for left in manifest.all_in(folder) for kept in manifest.read(left).files.values()}
    for path in files_below(folder / manifest.FILES):
        if path.name not in needed:
            path.unlink()


def newest_in(folder: Path) -> Path | None:
    return next(reversed(manifest.all_in(folder)), None)


def files_below(root: Path) -> Iterator[Path]:
    """All files but those that are still being written, whose names begin with a dot."""
    for folder, _folders, names in os.walk(root):
        yield from (Path(folder) / name for name in sorted(names) if not name.startswith("."))


def _kept(path: Path) -> Kept:
    found = path.stat()
    return Kept(found.st_size, found.st_mtime_ns, manifest.hash_of(path))


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """One backup at a time, which nobody else on the machine can read: it holds drafts and names."""
    before = os.umask(0o077)
    try:
        (folder / manifest.FILES).mkdir(parents=True, exist_ok=True)
        with (folder / ".lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise BackupError(f"Another backup is being made in {folder}.") from error
            yield
    finally:
        os.umask(before)
