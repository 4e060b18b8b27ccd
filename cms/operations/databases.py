"""A database as a file, and a file as a database: SQLite's by its own API, PostgreSQL's by its own programs."""

from __future__ import annotations

import os
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path
from typing import Any

from django.db import connection

from cms.delivery.models import Counter, new_epoch
from cms.operations.manifest import BackupError
from cms.outbox.models import Mute

# What libpq reads from the environment, by the names of Django's settings and psycopg's options.
OF_SETTINGS = {"NAME": "PGDATABASE", "USER": "PGUSER", "PASSWORD": "PGPASSWORD", "HOST": "PGHOST", "PORT": "PGPORT"}
OF_OPTIONS = {"sslmode": "PGSSLMODE", "sslrootcert": "PGSSLROOTCERT", "sslcert": "PGSSLCERT", "sslkey": "PGSSLKEY"}
DUMP = ("pg_dump", "--format=custom", "--no-owner", "--no-privileges")
TO_SQL = ("pg_restore", "--no-owner", "--no-privileges", "--exit-on-error")
PLAY_IN = ("psql", "--quiet", "--no-psqlrc", "--single-transaction", "--set=ON_ERROR_STOP=1", "--output=/dev/null")


def dump(target: Path) -> None:
    """Write down the database as it stands at one moment, while others go on writing."""
    if connection.vendor == "sqlite":
        _copy_sqlite(target)
    else:
        _run(*DUMP, f"--file={target}")


def is_empty() -> bool:
    """True where there is no database yet, or none with tables."""
    if connection.vendor == "sqlite" and not Path(_name()).exists():
        return True
    return not connection.introspection.table_names()


def load(source: Path) -> None:
    """Play it in: mute and in an epoch of its own from its first moment on."""
    if connection.vendor == "sqlite":
        _load_sqlite(source)
        return
    script = source.with_suffix(".sql")
    try:
        _run(*TO_SQL, f"--file={script}", str(source))
        # What pg_restore writes leaves no schema to look for tables in.
        last = "; ".join(["RESET search_path", *_mute()])
        _run(*PLAY_IN, f"--file={script}", f"--command={last}")
    finally:
        script.unlink(missing_ok=True)


def _mute() -> list[str]:
    """The statements that make a copy of what was played in. As text, since psql takes no other; all of it is ours."""
    return [
        f"INSERT INTO {Mute._meta.db_table} (since) VALUES (CURRENT_TIMESTAMP)",  # noqa: S608
        f"UPDATE {Counter._meta.db_table} SET epoch = '{new_epoch()}'",  # noqa: S608
    ]


def _copy_sqlite(target: Path) -> None:
    # In one step: a reader of a database in WAL mode, which holds up nobody and sees one moment.
    own = sqlite3.connect(f"file:{_name()}?mode=ro", uri=True, timeout=20)
    with closing(own) as source, closing(sqlite3.connect(target)) as copy:
        source.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")  # all in one file
        if (said := copy.execute("PRAGMA quick_check").fetchone()[0]) != "ok":
            raise BackupError(f"The database is damaged: {said}")


def _load_sqlite(source: Path) -> None:
    name = Path(_name())
    part = name.with_name(f".{name.name}.part")
    try:
        part.write_bytes(source.read_bytes())
        with closing(sqlite3.connect(part)) as copy, copy:
            for statement in _mute():
                copy.execute(statement)
        connection.close()
        for rest in ("-wal", "-shm"):
            name.with_name(name.name + rest).unlink(missing_ok=True)
        part.rename(name)
    finally:
        part.unlink(missing_ok=True)


def _name() -> str:
    return str(connection.settings_dict["NAME"])


def _run(*command: str) -> None:
    """Run a program of PostgreSQL's; who may log in stands in its environment, where no list of processes shows it."""
    try:
        done = subprocess.run(command, env=_environment(), capture_output=True, text=True, check=False)  # noqa: S603 # ours
    except FileNotFoundError as error:
        raise BackupError(f"{command[0]} is missing: install the postgresql-client of the server's version.") from error
    if done.returncode:
        raise BackupError(f"{command[0]}: {done.stderr.strip().splitlines()[0] if done.stderr else done.returncode}")


def _environment() -> dict[str, str]:
    settings: dict[str, Any] = connection.settings_dict
    options = settings.get("OPTIONS", {})
    said = {name: settings.get(key) for key, name in OF_SETTINGS.items()}
    said |= {name: options.get(key) for key, name in OF_OPTIONS.items()}
    return {**os.environ, **{name: str(value) for name, value in said.items() if value}}
