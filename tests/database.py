"""The tests' databases: they are migrated once a run, and every worker works in copies of its own.

`bare` is what migrations leave, `furnished` what every newsroom has besides. `python -m tests.database` makes both,
unless this run has them already; workers that come meanwhile wait for it. With `--reuse-db` the bare one is taken again
as long as no migration and no package has changed.
"""

from __future__ import annotations

import fcntl
import gc
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from django.conf import settings
from django.db import connection, connections
from psycopg import sql

_in_use = ""

BARE, FURNISHED = "bare", "furnished"
# Keeps what all tables and sequences hold in a schema of its own, and a function that brings it back.
REMEMBER = """
CREATE SCHEMA remembered;
CREATE TABLE remembered.sequences AS
    SELECT quote_ident(sequencename) AS name, last_value FROM pg_sequences WHERE schemaname = 'public';
DO $$
DECLARE found record;
BEGIN
    FOR found IN SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' LOOP
        EXECUTE format('CREATE TABLE remembered.%I AS TABLE public.%I', found.name, found.name);
    END LOOP;
END $$;
CREATE FUNCTION remembered.restore() RETURNS void LANGUAGE plpgsql AS $$
DECLARE found record;
BEGIN
    PERFORM pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid();
    SET LOCAL session_replication_role = replica;
    FOR found IN
        SELECT table_name AS name, string_agg(quote_ident(column_name), ', ') AS columns
        FROM information_schema.columns WHERE table_schema = 'public' AND is_generated = 'NEVER' GROUP BY table_name
    LOOP
        EXECUTE format('DELETE FROM public.%I', found.name);
        EXECUTE format('INSERT INTO public.%1$I (%2$s) SELECT %2$s FROM remembered.%1$I', found.name, found.columns);
    END LOOP;
    PERFORM setval(('public.' || name)::regclass, coalesce(last_value, 1), last_value IS NOT NULL)
        FROM remembered.sequences;
END $$;
"""
RUN = "TEST_RUN"  # the environment's name for the run that the databases are made for


def start_making(*, reuse: bool) -> None:
    """Begin to make them, in a process beside this one, the bare one only where it cannot be taken again."""
    os.environ[RUN] = str(os.getpid())
    if not reuse:
        _stamp(BARE).unlink(missing_ok=True)
    subprocess.Popen([sys.executable, "-m", "tests.database"])


def make() -> None:
    """Make both databases, unless this run has."""
    with _lock():
        _make(BARE, _schema(), _migrate)
        _make(FURNISHED, os.environ.get(RUN, ""), _furnish)


def _make(name: str, state: str, fill: Callable[[], None]) -> None:
    """Fill the database of that name, unless it is in that state already."""
    stamp = _stamp(name)
    wanted = f"{state} {_name(name)}"
    if stamp.is_file() and stamp.read_text() == wanted and _exists(_name(name)):
        return
    stamp.unlink(missing_ok=True)
    fill()
    connections.close_all()
    stamp.write_text(wanted)


def _migrate() -> None:
    _drop(_name(BARE))
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)


def _furnish() -> None:
    """What every newsroom has: front pages in two languages, German lists, roles and the workflow of their review."""
    from cms.editorial.roles import make_roles
    from tests.factories import Newsroom

    work_in_copy(FURNISHED, of=BARE)
    Newsroom.build()
    make_roles()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(REMEMBER)


def work_in_copy(name: str, *, of: str) -> None:
    """Let this process work in a new copy of that database, in place of any earlier copy of that name."""
    global _in_use
    connections.close_all()
    copy, _in_use = _name(name), name
    _drop(copy)
    if connection.vendor == "sqlite":
        shutil.copyfile(_name(of), copy)
    else:
        _on_server("CREATE DATABASE {} TEMPLATE {}", copy, _name(of))
    settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = copy


@contextmanager
def bare() -> Iterator[None]:
    """Let this process work in a database that migrations have left, and furnished as before in the end."""
    from wagtail.models import Site

    worker = copy_in_use()
    work_in_copy(worker, of=BARE)
    Site.clear_site_root_paths_cache()
    try:
        yield
    finally:
        work_in_copy(worker, of=FURNISHED)
        Site.clear_site_root_paths_cache()


def restore() -> None:
    """Bring the copy that this process works in back to what every newsroom has, whatever was committed in it."""
    if connection.vendor == "sqlite":
        work_in_copy(_in_use, of=FURNISHED)
        return
    # A new copy would wait for the disk several times, which takes seconds on a busy one.
    connections.close_all()
    with _server(_name(_in_use)) as server:
        server.execute("SELECT remembered.restore()")


def copy_in_use() -> str:
    """The name of the copy that this process works in."""
    return _in_use


def drop(name: str) -> None:
    """Take the copy of that name away, whoever is still connected to it."""
    connections.close_all()
    _drop(_name(name))


def _exists(name: str) -> bool:
    """True where there is a database of that name."""
    if connection.vendor == "sqlite":
        return Path(name).is_file()
    with _server() as server:
        return server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone() is not None


def _drop(name: str) -> None:
    """Take a database away, whoever is still connected to it."""
    if connection.vendor == "sqlite":
        for suffix in ("", "-wal", "-shm"):
            Path(f"{name}{suffix}").unlink(missing_ok=True)
    else:
        _on_server("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)


def _name(copy: str) -> str:
    """The name of a database, which Django's own for tests begins."""
    name = str(connection.creation._get_test_db_name())
    root, extension = os.path.splitext(name)
    return name if copy == BARE else f"{root}_{copy}{extension}"


def _schema() -> str:
    """What changes where the tables do: a digest of our migrations and of the packages that bring theirs."""
    root = Path(settings.BASE_DIR)
    files = [
        root / "requirements.txt",
        *sorted(root.glob("*/migrations/*.py")),
        *sorted(root.glob("*/*/migrations/*.py")),
    ]
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()


def _stamp(name: str) -> Path:
    """The file that says in which state the database of that name is."""
    return _folder() / f"{name}.txt"


def _folder() -> Path:
    return Path(settings.TEST_DIR)


@contextmanager
def _lock() -> Iterator[None]:
    with (_folder() / "databases.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


@contextmanager
def _server(name: str = "postgres") -> Iterator[psycopg.Connection]:
    found = connection.settings_dict
    with psycopg.connect(
        dbname=name,
        user=found["USER"],
        password=found["PASSWORD"],
        host=found["HOST"],
        port=found["PORT"],
        autocommit=True,
    ) as server:
        yield server


def _on_server(command: str, *names: str) -> None:
    with _server() as server:
        server.execute(sql.SQL(command).format(*map(sql.Identifier, names)))


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.test")
    import django

    gc.disable()  # migrating makes much that goes by itself, and looking for the rest takes a fifth of the time
    django.setup()
    make()
