"""What a folder of backups holds: one folder for each, named by its moment, and the files of all by their content.

DIR/2026-11-30T21-40-05Z/manifest.json    written last: what has none is no backup
DIR/2026-11-30T21-40-05Z/database
DIR/files/ab/abcdef…                      by SHA-256, each once, whatever backups have it
"""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

MANIFEST, DATABASE, FILES = "manifest.json", "database", "files"
CHUNK = 1024 * 1024


class BackupError(Exception):
    """There is no backup, or it is not whole; the message says what is wrong."""


@dataclass(frozen=True)
class Kept:
    """A file as it was: its size, when it was written, and the hash by which it lies among the files."""

    size: int
    written: int  # nanoseconds
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """A backup: of when, of which kind of database, with which migrations, and which files belong to it by path."""

    at: str
    vendor: str
    migrations: list[list[str]]
    database: Kept
    files: dict[str, Kept]


def write(folder: Path, manifest: Manifest) -> None:
    """Say that the backup in the folder is whole."""
    part = folder / f".{MANIFEST}"
    with part.open("w", encoding="utf-8") as file:
        json.dump(asdict(manifest), file, indent=1, sort_keys=True)
        file.flush()
        os.fsync(file.fileno())
    part.rename(folder / MANIFEST)


def read(folder: Path) -> Manifest:
    """Raises BackupError where it is none, or was changed."""
    try:
        raw = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        files = {path: Kept(**kept) for path, kept in raw.pop("files").items()}
        return Manifest(database=Kept(**raw.pop("database")), files=files, **raw)
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise BackupError(f"{folder} holds no backup: {error}") from error


def all_in(folder: Path) -> list[Path]:
    """The folders of the whole backups, the newest last."""
    return sorted(path.parent for path in folder.glob(f"*/{MANIFEST}"))


def place_of(folder: Path, sha256: str) -> Path:
    return folder / FILES / sha256[:2] / sha256


def copy(source: Path, target: Path) -> str:
    """Copy the file, whole or not at all; returns the hash of what was copied."""
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f".{target.name}.part")
    digest = hashlib.sha256()
    try:
        with source.open("rb") as read_from, part.open("wb") as write_to:
            while chunk := read_from.read(CHUNK):
                digest.update(chunk)
                write_to.write(chunk)
            write_to.flush()
            os.fsync(write_to.fileno())
        part.rename(target)
    finally:
        part.unlink(missing_ok=True)
    return digest.hexdigest()


def hash_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
