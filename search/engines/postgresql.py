"""The embedded index in PostgreSQL: vectors of the words that `search.analysis` makes, none of the server's own.

The words of an entry and its marks are in one vector, and by its statistics the server knows whether a word is so
frequent that the newest rows are walked, or the index of words is quicker.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Iterator
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from search import entries
from search.dialects import TSQuery, vector
from search.engine import Query
from search.engines import postings
from search.engines.embedded import UNSEEN, EmbeddedEngine, Period
from search.entries import Entry

INDEX = """
INSERT INTO search_vectors (id, publication_id, locale, sort_at, title, lead, text, vector)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s::tsvector)
ON CONFLICT (id) DO UPDATE SET publication_id = excluded.publication_id, locale = excluded.locale,
    sort_at = excluded.sort_at, title = excluded.title, lead = excluded.lead, text = excluded.text,
    vector = excluded.vector
"""
SAME = """
SELECT 1 FROM search_vectors WHERE id = %s AND publication_id = %s AND locale = %s AND sort_at = %s AND title = %s
    AND lead = %s AND text = %s AND vector = %s::tsvector
"""
NEWEST = f"""
SELECT id FROM search_vectors
WHERE locale = %s AND vector @@ %s::tsquery AND sort_at >= %s AND sort_at < %s AND publication_id NOT IN ({UNSEEN})
ORDER BY sort_at DESC, id DESC LIMIT %s
"""  # noqa: S608 # constants
# In one row, since fetching many takes long.
FITTING = "SELECT array_agg(id) FROM search_vectors WHERE vector @@ %s::tsquery AND sort_at >= %s AND sort_at < %s"
AMONG = f"{FITTING} AND id = ANY(%s)"
MARKS = "SELECT id, tsvector_to_array(vector) FROM search_vectors WHERE id = ANY(%s)"
WORDS = "SELECT id, title, lead, text FROM search_vectors WHERE id = ANY(%s)"
EVER = (datetime.datetime(1, 1, 2, tzinfo=datetime.UTC), datetime.datetime(9999, 12, 30, tzinfo=datetime.UTC))


class PostgreSQLEngine(TSQuery, EmbeddedEngine):
    table = "search_vectors"
    key = "id"

    def index(self, new: Iterable[Entry]) -> None:
        new = list(new)
        with connection.cursor() as cursor:
            cursor.executemany(INDEX, [_indexed(entry) for entry in new])
        postings.touch(entry.id for entry in new)

    def remove(self, ids: Iterable[int]) -> None:
        if not (ids := list(ids)):
            return
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM search_vectors WHERE id = ANY(%s)", [ids])
        postings.touch(ids)

    def stale(self) -> Iterator[int]:
        seen = set()
        with connection.cursor() as cursor:
            for entry in entries.everything():
                seen.add(entry.id)
                cursor.execute(SAME, _indexed(entry))
                if cursor.fetchone() is None:
                    yield entry.id
            cursor.execute("SELECT id FROM search_vectors")
            known = {id_ for (id_,) in cursor.fetchall()}
        yield from known - seen

    def words(self, ids: Iterable[int]) -> dict[int, tuple[str, str, str]]:
        with connection.cursor() as cursor:
            cursor.execute(WORDS, [list(ids)])
            return {id_: (title, lead, text) for id_, title, lead, text in cursor.fetchall()}

    def newest(self, expression: str, query: Query, limit: int) -> list[int]:
        begin, end = query.period.begin or EVER[0], query.period.end or EVER[1]
        with connection.cursor() as cursor:
            cursor.execute(NEWEST, [query.locale, expression, begin, end, timezone.now(), limit])
            return [id_ for (id_,) in cursor.fetchall()]

    def fitting(self, expression: str, period: Period, among: Collection[int] | None) -> list[int]:
        between = [period[0] or EVER[0], period[1] or EVER[1]]
        with transaction.atomic(), connection.cursor() as cursor:
            if among is None:
                # A walk over the table would unpack all vectors, which the server does not reckon with.
                cursor.execute("SET LOCAL enable_seqscan = off")
                cursor.execute(FITTING, [expression, *between])
            else:
                cursor.execute(AMONG, [expression, *between, list(among)])
            return cursor.fetchone()[0] or []

    def marks(self, ids: Collection[int]) -> dict[int, list[str]]:
        with connection.cursor() as cursor:
            cursor.execute(MARKS, [list(ids)])
            return dict(cursor.fetchall())


def _indexed(entry: Entry) -> tuple[Any, ...]:
    """The parameters of INDEX and SAME."""
    texts = entry.title, entry.lead, entry.text
    made = vector([text.split() for text in texts], entry.marks.split())
    return entry.id, entry.publication, entry.locale, entry.sort_at, *texts, made
