"""How long whoever writes waits for others who are writing.

On SQLite one lock is all there is, and whoever wants it waits for it (cms/settings/env.py). Who only looks at a page
must not: `patience(0)` has it written at once, or not at all. A transaction that only reads takes no lock then, though
all others take it as they begin. On PostgreSQL nobody waits for who writes something else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import OperationalError, connection

BEGIN = "BEGIN IMMEDIATE"
WRITING = ("INSERT", "UPDATE", "DELETE", "REPLACE")


class BusyError(Exception):
    """Others were writing for longer than this one waits; nothing was written."""


@contextmanager
def patience(seconds: float) -> Iterator[None]:
    """What is written inside, in whatever transaction begins there, waits no longer for others than that many seconds;
    raises BusyError then, and where what its transaction has read was changed meanwhile. Reading waits for nobody."""
    if connection.vendor != "sqlite":
        yield
        return

    def impatiently(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        if sql == BEGIN:
            return execute("BEGIN", params, many, context)
        if not sql.startswith(WRITING):
            return execute(sql, params, many, context)
        raw = connection.connection
        usual = raw.execute("PRAGMA busy_timeout").fetchone()[0]
        raw.execute(f"PRAGMA busy_timeout = {int(seconds * 1000)}")
        try:
            return execute(sql, params, many, context)
        except OperationalError as error:
            if "database is locked" in str(error):
                raise BusyError from error
            raise
        finally:
            raw.execute(f"PRAGMA busy_timeout = {usual}")

    with connection.execute_wrapper(impatiently):
        yield


# What bounds on PostgreSQL how long a statement waits for a lock, in milliseconds.
LIMITS = ("lock_timeout", "statement_timeout")


@contextmanager
def waiting_long(seconds: float) -> Iterator[None]:
    """A row that is locked inside is waited for that many seconds, in place of what the settings allow a statement.

    Must be called in a transaction. SQLite, where whoever writes has waited before, is left as it is.
    """
    if connection.vendor != "postgresql":
        yield
        return
    _set_limits("%s", seconds * 1000)
    yield
    _set_limits("reset_val")


def _set_limits(value: str, *given: float) -> None:
    """For the rest of the transaction; where something is raised meanwhile, its end takes them back."""
    with connection.cursor() as cursor:
        limits = ", ".join(["%s"] * len(LIMITS))
        change = f"SELECT set_config(name, {value}, true) FROM pg_settings WHERE name IN ({limits})"  # noqa: S608 # ours
        cursor.execute(change, [*(str(int(number)) for number in given), *LIMITS])
