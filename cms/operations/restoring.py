"""A backup played in, where nothing is: looked at before anything is written, and mute until somebody releases it."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.db import connection

from cms.operations import databases, manifest
from cms.operations.backing_up import files_below
from cms.operations.manifest import BackupError, Kept, Manifest


def restore(folder: Path, name: str = "") -> Manifest:
    """Play in the backup of that name, else the newest; raises BackupError, and then nothing was written, or files
    alone."""
    own = chosen(folder, name)
    found = manifest.read(own)
    _refuse_target(found)
    _look_at(own / manifest.DATABASE, found.database)
    _restore_files(folder, found)
    databases.load(own / manifest.DATABASE)
    return found


def chosen(folder: Path, name: str) -> Path:
    whole = {path.name: path for path in manifest.all_in(folder)}
    if not whole:
        raise BackupError(f"There is no whole backup in {folder}.")
    if name and name not in whole:
        raise BackupError(f"There is no backup {name} in {folder}; there are {', '.join(whole)}.")
    return whole[name or max(whole)]


def _refuse_target(found: Manifest) -> None:
    if found.vendor != connection.vendor:
        raise BackupError(f"This is a backup of {found.vendor}, and DATABASE_URL names {connection.vendor}.")
    if not databases.is_empty():
        raise BackupError("DATABASE_URL names a database that has tables: a backup is played into an empty one only.")
    if any(files_below(Path(settings.MEDIA_ROOT))):
        raise BackupError(f"There are files in {settings.MEDIA_ROOT}: a backup is played into an empty folder only.")


def _restore_files(folder: Path, found: Manifest) -> None:
    """All files, each looked at; what was restored goes again where one of them is not what it was."""
    root = Path(settings.MEDIA_ROOT)
    done: list[Path] = []
    try:
        for name, kept in found.files.items():
            target = root / name
            if not target.resolve().is_relative_to(root.resolve()):
                raise BackupError(f"{name} lies outside of the folder of files.")
            done.append(target)
            if manifest.copy(_there(manifest.place_of(folder, kept.sha256), name), target) != kept.sha256:
                raise BackupError(f"{name} is damaged in the backup.")
    except BackupError:
        for path in done:
            path.unlink(missing_ok=True)
        raise


def _there(place: Path, name: str) -> Path:
    if not place.is_file():
        raise BackupError(f"{name} is missing in the backup.")
    return place


def _look_at(path: Path, kept: Kept) -> None:
    if not path.is_file() or manifest.hash_of(path) != kept.sha256:
        raise BackupError(f"{path} is damaged or missing.")
