"""The embedded index in SQLite's FTS5, which is given words as `search.analysis` makes them.

A row's number says when its publication stands in lists, so that the index is walked newest first. What the index has
to tell apart without asking the store are words of its own in the column `marks`: they begin with characters that are
no letters, so nobody can ask for them.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence

from django.db import connection
from django.utils import timezone

from cms.delivery.models import Publication
from search.engine import Query
from search.engines.embedded import UNSEEN, EmbeddedEngine, analysed, filters_of, learn_from, with_filters

ID_BITS = 30  # of a row's number; above them are the minutes since the year 1
ID = f"rowid & {(1 << ID_BITS) - 1}"
PUBLICATION = "\ue002"  # before the mark by which a row is found that may stand elsewhere now
LAST = (1 << 63) - 1

ROWS = "SELECT rowid FROM search_words WHERE search_words MATCH %s"
INSERT = "INSERT OR REPLACE INTO search_words (rowid, title, teaser, text, marks) VALUES (%s, %s, %s, %s, %s)"
NEWEST = f"""
SELECT {ID} AS id FROM search_words
WHERE search_words MATCH %s AND rowid BETWEEN %s AND %s AND {ID} NOT IN ({UNSEEN}) ORDER BY rowid DESC LIMIT %s
"""  # noqa: S608 # constants
WORDS = f"SELECT {ID}, title, teaser, text FROM search_words WHERE search_words MATCH %s"  # noqa: S608 # a constant


class SQLiteEngine(EmbeddedEngine):
    table = "search_words"
    key = ID

    def index(self, publications: Iterable[Publication]) -> None:
        publications = list(publications)
        filters = filters_of(row.pk for row in publications)
        rows = [_indexed(row, filters.get(row.pk, [])) for row in publications]
        self.remove(row.pk for row in publications)
        with connection.cursor() as cursor:
            cursor.executemany(INSERT, rows)
        learn_from(publications)

    def remove(self, ids: Iterable[int]) -> None:
        with connection.cursor() as cursor:
            # What a publication was found by is looked up by its mark: its row may have stood elsewhere.
            delete = f"DELETE FROM search_words WHERE rowid IN ({ROWS})"  # noqa: S608 # a constant
            cursor.executemany(delete, [(f'marks : "{PUBLICATION}{pk}"',) for pk in ids])

    def stale(self) -> Iterator[int]:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {ID}, rowid, title, teaser, text, marks FROM search_words")  # noqa: S608 # a constant
            known = {pk: tuple(row) for pk, *row in cursor.fetchall()}
        for row, filters in with_filters():
            if known.pop(row.pk, None) != _indexed(row, filters):
                yield row.pk
        yield from known

    def words(self, ids: Iterable[int]) -> dict[int, tuple[str, str, str]]:
        if not (ids := list(ids)):
            return {}
        rows = " OR ".join(f'"{PUBLICATION}{pk}"' for pk in ids)
        with connection.cursor() as cursor:
            cursor.execute(WORDS, [f"marks : ({rows})"])
            return {pk: (title, lead, text) for pk, title, lead, text in cursor.fetchall()}

    def newest(self, expression: str, query: Query, limit: int) -> list[int]:
        now = connection.ops.adapt_datetimefield_value(timezone.now())
        begin, end = query.period.begin, query.period.end
        first = minutes(begin) << ID_BITS if begin else 0
        last = (minutes(end) << ID_BITS) - 1 if end else LAST
        with connection.cursor() as cursor:
            cursor.execute(NEWEST, [expression, first, last, now, limit])
            return [pk for (pk,) in cursor.fetchall()]

    def all_of(self, expressions: Sequence[str]) -> str:
        return " AND ".join(f"({one})" for one in expressions)

    def any_of(self, expressions: Sequence[str]) -> str:
        return " OR ".join(expressions)

    def phrase(self, phrase: Sequence[str], *, beginning: bool = False) -> str:
        return f'"{" ".join(phrase)}"' + ("*" if beginning else "")


_MINUTE = datetime.timedelta(minutes=1)


def minutes(moment: datetime.datetime) -> int:
    """How many minutes after the beginning of the year 1."""
    return (moment.astimezone(datetime.UTC).replace(tzinfo=None) - datetime.datetime.min) // _MINUTE


def _indexed(row: Publication, filters: Iterable[tuple[str, str]]) -> tuple[int, str, str, str, str]:
    """The row of the index for a publication."""
    title, lead, text, marks = analysed(row, filters)
    return minutes(row.sort_at) << ID_BITS | row.pk, title, lead, text, f"{marks} {PUBLICATION}{row.pk}"
