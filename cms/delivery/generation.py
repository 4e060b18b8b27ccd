"""The generation of the site: a number that every transaction raises which could change a public answer.

Triggers of the database raise it, so that no way of writing can forget to: not in bulk, not by hand-written SQL, not in
an app that is added later and writes a table watched here. On PostgreSQL they wait for the end of the transaction, so
that nobody who writes holds up another one; on SQLite there is one who writes anyway.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Hashable
from functools import wraps
from typing import Any, NamedTuple, TypeVar

from django.db import Error, connection
from django.utils import timezone

from cms.delivery.presenter import AGENCY_ZONE, midnight


class Watched(NamedTuple):
    """A table that public answers are read from. Where `columns` are named, only what is, was or becomes live counts,
    and of it only changes of these."""

    table: str
    columns: tuple[str, ...] = ()


WATCHED = (
    Watched("content_menu"),
    Watched("content_menuitem"),
    Watched("content_organisation"),
    Watched("content_sitetexts"),
    Watched("delivery_counter"),
    Watched("delivery_oncepublished"),
    Watched("delivery_publication"),
    Watched("delivery_publicationfilter"),
    Watched("delivery_tally"),
    Watched("delivery_tombstone"),
    Watched("search_promotion"),
    Watched("search_synonym"),
    Watched("wagtailcore_locale"),
    # Saving a draft writes its page's row, and changes nothing that anybody else can see.
    Watched("wagtailcore_page", ("live", "path", "url_path", "locale_id", "translation_key", "alias_of_id")),
    Watched("wagtailcore_site"),
    Watched("wagtailredirects_redirect"),
)

# Never a number that was there before, even where a backup is played in: it is the time in milliseconds, or more.
RAISE = {
    "sqlite": """
        INSERT INTO delivery_generation (id, value) VALUES (1, CAST(strftime('%s', 'now') AS INTEGER) * 1000)
        ON CONFLICT (id) DO UPDATE SET value = max(value + 1, excluded.value)
    """,
    "postgresql": """
        INSERT INTO delivery_generation (id, value)
        VALUES (1, CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS bigint))
        ON CONFLICT (id) DO UPDATE SET value = greatest(delivery_generation.value + 1, excluded.value)
    """,
}
# Once a transaction is enough: the setting forgets with it, and with a savepoint that is undone.
FUNCTION = f"""
CREATE OR REPLACE FUNCTION raise_generation() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF current_setting('newsroom.raised_in', true) IS DISTINCT FROM pg_current_xact_id()::text THEN
        {RAISE["postgresql"]};
        PERFORM set_config('newsroom.raised_in', pg_current_xact_id()::text, true);
    END IF;
    RETURN NULL;
END $$;
"""
KNOWN = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
}
CURRENT = "SELECT value FROM delivery_generation WHERE id = 1"


def install(**kwargs: Any) -> None:
    """Have the database watch all tables; done after each migration, since SQLite makes changed tables anew, and after
    `flush`, which tells no trigger what it takes away."""
    with connection.cursor() as cursor:
        there = set(connection.introspection.table_names(cursor))
        if "delivery_generation" not in there:
            return
        if connection.vendor == "postgresql":
            cursor.execute(FUNCTION)
        for watched in WATCHED:
            if watched.table in there:
                for statement in _triggers(watched):
                    cursor.execute(statement)
    raise_now()


def unwatched() -> list[str]:
    """The tables that are to be watched and are not, each once."""
    with connection.cursor() as cursor:
        there = set(connection.introspection.table_names(cursor))
        cursor.execute(KNOWN[connection.vendor])
        known = {name for (name,) in cursor.fetchall()}
    return [
        watched.table
        for watched in WATCHED
        if watched.table in there and not {_name(watched, event) for event in _conditions(watched)} <= known
    ]


def _name(watched: Watched, event: str) -> str:
    return f"{watched.table}_{event.lower()}_raises_generation"


def _triggers(watched: Watched) -> list[str]:
    """The statements that make the triggers of a table, in place of those it has."""
    statements = []
    for event, condition in _conditions(watched).items():
        name = _name(watched, event)
        on = f"AFTER {event} ON {watched.table}"
        if connection.vendor == "postgresql":
            statements += [
                f"DROP TRIGGER IF EXISTS {name} ON {watched.table}",
                f"CREATE CONSTRAINT TRIGGER {name} {on} DEFERRABLE INITIALLY DEFERRED FOR EACH ROW"
                f" {condition} EXECUTE FUNCTION raise_generation()",
            ]
        else:
            statements += [
                f"DROP TRIGGER IF EXISTS {name}",
                f"CREATE TRIGGER {name} {on} FOR EACH ROW {condition} BEGIN {RAISE['sqlite']}; END",
            ]
    return statements


def _conditions(watched: Watched) -> dict[str, str]:
    """The events that raise the generation, each with what has to be so."""
    if not watched.columns:
        return dict.fromkeys(("INSERT", "UPDATE", "DELETE"), "")
    differs = "IS DISTINCT FROM" if connection.vendor == "postgresql" else "IS NOT"
    old, new = (", ".join(f"{row}.{column}" for column in watched.columns) for row in ("OLD", "NEW"))
    return {
        "INSERT": "WHEN (NEW.live)",
        "UPDATE": f"WHEN ((OLD.live OR NEW.live) AND ({old}) {differs} ({new}))",
        "DELETE": "WHEN (OLD.live)",
    }


class Standing(NamedTuple):
    """How the site stands: its generation, and until when what follows from it holds if nothing changes."""

    generation: int
    until: datetime.datetime


# With the moment at which it was found: a clock that is set back makes it void.
_newest: tuple[datetime.datetime, Standing] | None = None


def standing() -> Standing | None:
    """How the site stands now; None where the database does not answer, or is asked in the midst of a transaction."""
    global _newest
    if connection.in_atomic_block:
        return None
    now = timezone.now()
    try:
        number = current()
        since, known = _newest or (now, None)
        if known is None or known.generation != number or not since <= now < known.until:
            known = Standing(number, next_turn(now))
            _newest = now, known
    except (Error, connection.Database.Error):  # type: ignore[attr-defined]  # as every wrapper has
        connection.close()
        return None
    return known


def current() -> int:
    """The generation that this connection sees; 0 before anything was ever public."""
    if not connection.in_atomic_block:
        connection.close_if_unusable_or_obsolete()
    connection.ensure_connection()
    # Asked at every request: Django's cursors would take longer than the database.
    found = connection.connection.execute(CURRENT).fetchone()
    return found[0] if found else 0


ResultT = TypeVar("ResultT")


def remembered(make: Callable[..., ResultT]) -> Callable[..., ResultT]:
    """Let a function of hashable arguments, which reads only what is watched, be called once in each process for as
    long as the site stands as it does. What it returns is shared: nobody changes it. Arguments given by name, such as
    the moment, make no difference meanwhile."""
    kept: tuple[Standing | None, dict[Hashable, ResultT]] = (None, {})

    @wraps(make)
    def made(*args: Hashable, **more: Any) -> ResultT:
        nonlocal kept
        now = standing()
        if now is None:
            return make(*args, **more)
        at, known = kept
        if at != now:
            known = {}
            kept = now, known
        if args not in known:
            known[args] = make(*args, **more)
        return known[args]

    return made


def raise_now() -> None:
    """Raise it in the transaction that is open, for what no trigger can see: the tables of a search index."""
    with connection.cursor() as cursor:
        cursor.execute(RAISE[connection.vendor])


def next_turn(now: datetime.datetime) -> datetime.datetime:
    """The first moment after `now` at which time alone changes a public answer: something ends, is over or closes, or
    a day begins in the agency's zone."""
    from cms.delivery.models import Publication

    turns = [midnight(now.astimezone(AGENCY_ZONE).date() + datetime.timedelta(days=1))]
    for name in ("expires_at", "over_at", "closes_at"):
        later = Publication.objects.filter(**{f"{name}__gt": now}).order_by(name)
        turns += later.values_list(name, flat=True)[:1]
    return min(turns)
