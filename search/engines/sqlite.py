"""The embedded index in SQLite's FTS5, which is given words as `search.analysis` makes them.

A row's number says when its publication stands in lists, so that the index is walked newest first, and of one moment
publications before files. What the index has to tell apart without asking the store are words of its own in the column
`marks`: they begin with characters that are no letters, so nobody can ask for them.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Collection, Iterable, Iterator

from django.db import connection
from django.utils import timezone

from search import entries
from search.dialects import FTS5
from search.engine import Query
from search.engines import postings
from search.engines.embedded import UNSEEN_ENTRIES, EmbeddedEngine, Period
from search.entries import Entry

ID_BITS = 30  # of a row's number; above them are the minutes since the year 1
FILES = 1 << (ID_BITS - 1)  # what is added to ids, as those of files are negative
ID = f"((rowid & {(1 << ID_BITS) - 1}) - {FILES})"
ENTRY, FILE = "\ue002", "f"  # before the mark by which a row is found that may stand elsewhere now
LAST = (1 << 63) - 1

ROWS = "SELECT rowid FROM search_words WHERE search_words MATCH %s"
INSERT = "INSERT OR REPLACE INTO search_words (rowid, title, teaser, text, marks) VALUES (%s, %s, %s, %s, %s)"
NEWEST = f"""
SELECT {ID} AS id FROM search_words
WHERE search_words MATCH %s AND rowid BETWEEN %s AND %s
    AND {ID} NOT IN ({UNSEEN_ENTRIES})
ORDER BY rowid DESC LIMIT %s
"""  # noqa: S608 # constants
WORDS = f"SELECT {ID}, title, teaser, text FROM search_words WHERE search_words MATCH %s"  # noqa: S608 # a constant


# In one row, since fetching many takes longer than finding them.
FITTING = f"SELECT json_group_array({ID}) FROM search_words WHERE search_words MATCH %s AND rowid BETWEEN %s AND %s"  # noqa: S608 # a constant
MARKS = f"SELECT {ID}, marks FROM search_words WHERE search_words MATCH %s"  # noqa: S608 # a constant


class SQLiteEngine(FTS5, EmbeddedEngine):
    table = "search_words"
    key = ID

    def index(self, new: Iterable[Entry]) -> None:
        new = list(new)
        self.remove(entry.id for entry in new)
        with connection.cursor() as cursor:
            cursor.executemany(INSERT, [_indexed(entry) for entry in new])

    def remove(self, ids: Iterable[int]) -> None:
        if not (ids := list(ids)):
            return
        with connection.cursor() as cursor:
            # An entry is looked up by its mark: its row may have stood elsewhere.
            delete = f"DELETE FROM search_words WHERE rowid IN ({ROWS})"  # noqa: S608 # a constant
            cursor.executemany(delete, [(f'marks : "{_name(id_)}"',) for id_ in ids])
        postings.touch(ids)

    def stale(self) -> Iterator[int]:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {ID}, rowid, title, teaser, text, marks FROM search_words")  # noqa: S608 # a constant
            known = {id_: tuple(row) for id_, *row in cursor.fetchall()}
        for entry in entries.everything():
            if known.pop(entry.id, None) != _indexed(entry):
                yield entry.id
        yield from known

    def words(self, ids: Iterable[int]) -> dict[int, tuple[str, str, str]]:
        if not (ids := list(ids)):
            return {}
        with connection.cursor() as cursor:
            cursor.execute(WORDS, [_named(ids)])
            return {id_: (title, lead, text) for id_, title, lead, text in cursor.fetchall()}

    def newest(self, expression: str, query: Query, limit: int) -> list[int]:
        now = connection.ops.adapt_datetimefield_value(timezone.now())
        between = _rows_between(query.period.begin, query.period.end)
        with connection.cursor() as cursor:
            cursor.execute(NEWEST, [expression, *between, now, now, limit])
            return [id_ for (id_,) in cursor.fetchall()]

    def fitting(self, expression: str, period: Period, among: Collection[int] | None) -> list[int]:
        if among is not None:
            expression = self.all_of([expression, _named(among)])
        with connection.cursor() as cursor:
            cursor.execute(FITTING, [expression, *_rows_between(*period)])
            ids: list[int] = json.loads(cursor.fetchone()[0])
        return ids

    def marks(self, ids: Collection[int]) -> dict[int, list[str]]:
        with connection.cursor() as cursor:
            cursor.execute(MARKS, [_named(ids)])
            return {id_: marks.split() for id_, marks in cursor.fetchall()}


_MINUTE = datetime.timedelta(minutes=1)


def minutes(moment: datetime.datetime) -> int:
    """How many minutes after the beginning of the year 1."""
    return (moment.astimezone(datetime.UTC).replace(tzinfo=None) - datetime.datetime.min) // _MINUTE


def _rows_between(begin: datetime.datetime | None, end: datetime.datetime | None) -> tuple[int, int]:
    """The first and the last number of rows that stand in a period."""
    return minutes(begin) << ID_BITS if begin else 0, (minutes(end) << ID_BITS) - 1 if end else LAST


def _named(ids: Iterable[int]) -> str:
    """An expression for the rows of these entries."""
    names = " OR ".join(f'"{_name(id_)}"' for id_ in ids)
    return f"marks : ({names})"


def _name(id_: int) -> str:
    """The mark by which the row of an entry is found."""
    return f"{ENTRY}{id_}" if id_ > 0 else f"{ENTRY}{FILE}{-id_}"


def _indexed(entry: Entry) -> tuple[int, str, str, str, str]:
    """The row of the index for an entry."""
    number = minutes(entry.sort_at) << ID_BITS | entry.id + FILES
    return number, entry.title, entry.lead, entry.text, f"{entry.marks} {_name(entry.id)}"
