"""Search by SQLite's FTS5, folded to letters without diacritics; titles count ten times as much as texts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.db import connection
from django.db.models.expressions import RawSQL

from cms.delivery.models import Publication
from search.engine import Query
from search.engines.embedded import START, STOP, EmbeddedEngine, teaser

MATCHING = "SELECT rowid FROM search_words WHERE search_words MATCH %s"

# Each list of matches is walked once from its beginning: CROSS JOIN keeps SQLite from asking the index row by row.
BEST = """
WITH matches AS MATERIALIZED (
    SELECT rowid AS id, bm25(search_words, 10.0, 4.0, 1.0) AS score FROM search_words WHERE search_words MATCH %s
), best AS MATERIALIZED (
    SELECT matches.id, matches.score, public.sort_at
    FROM matches CROSS JOIN ({public}) public ON public.id = matches.id
    ORDER BY matches.score, public.sort_at DESC, matches.id DESC LIMIT %s OFFSET %s
)
SELECT found.id, found.summary, found.updated_at, snippet(search_words, 2, %s, %s, '…', 32) AS excerpt
FROM search_words CROSS JOIN best ON best.id = search_words.rowid
CROSS JOIN delivery_publication found ON found.id = best.id
WHERE search_words MATCH %s
ORDER BY best.score, best.sort_at DESC, best.id DESC
"""


class SQLiteEngine(EmbeddedEngine):
    table = "search_words"
    key = "rowid"

    def index(self, publications: Iterable[Publication]) -> None:
        rows = [(row.pk, row.title, teaser(row), row.text) for row in publications]
        self.remove(row[0] for row in rows)
        with connection.cursor() as cursor:
            cursor.executemany("INSERT INTO search_words (rowid, title, teaser, text) VALUES (%s, %s, %s, %s)", rows)

    def remove(self, ids: Iterable[int]) -> None:
        with connection.cursor() as cursor:
            cursor.executemany("DELETE FROM search_words WHERE rowid = %s", [(row_id,) for row_id in ids])

    def stale(self) -> Iterator[int]:
        with connection.cursor() as cursor:
            cursor.execute("SELECT rowid, title, teaser, text FROM search_words")
            known = {pk: words for pk, *words in cursor.fetchall()}
        for row in Publication.objects.defer("document").iterator():
            if known.pop(row.pk, None) != [row.title, teaser(row), row.text]:
                yield row.pk
        yield from known

    def matching(self, query: Query) -> RawSQL:
        return RawSQL(MATCHING, [_expression(query.terms)])  # noqa: S611 # a constant; words are parameters

    def best(self, query: Query, public: str, params: tuple[Any, ...]) -> tuple[str, list[Any]]:
        expression = _expression(query.terms)
        values = [expression, *params, query.limit, query.offset, START, STOP, expression]
        return BEST.format(public=public), values


def _expression(terms: list[str]) -> str:
    """All terms as quoted strings, so that none is read as an operator; the last one as a prefix."""
    return " ".join(f'"{term}"' for term in terms) + "*"
