"""Search by PostgreSQL's full text in the words of each language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.db import connection
from django.db.models.expressions import RawSQL

from cms import locales
from cms.delivery.models import Publication
from search.engine import Query
from search.engines.embedded import START, STOP, EmbeddedEngine, teaser

# A vector may hold 1 MB; a longer text would fail the whole transaction.
MAX_TEXT = 200_000

VECTOR = """setweight(to_tsvector(%s::regconfig, %s), 'A') || setweight(to_tsvector(%s::regconfig, %s), 'B')
    || setweight(to_tsvector(%s::regconfig, %s), 'D')"""
INDEX = (
    f"INSERT INTO search_vectors (publication_id, vector) VALUES (%s, {VECTOR}) "  # noqa: S608 # a constant
    "ON CONFLICT (publication_id) DO UPDATE SET vector = excluded.vector"
)
SAME = f"SELECT 1 FROM search_vectors WHERE publication_id = %s AND vector = {VECTOR}"  # noqa: S608 # a constant

MATCHING = "SELECT publication_id FROM search_vectors WHERE vector @@ to_tsquery(%s::regconfig, %s)"

# Only the wanted rows get an excerpt, and of the beginning of their texts: making one reads all words.
BEST = """
WITH best AS (
    SELECT public.id, public.sort_at, ts_rank(vector, to_tsquery(%s::regconfig, %s), 1) AS score
    FROM search_vectors JOIN ({public}) public ON public.id = publication_id
    WHERE vector @@ to_tsquery(%s::regconfig, %s)
    ORDER BY score DESC, public.sort_at DESC, public.id DESC LIMIT %s OFFSET %s
)
SELECT found.id, found.summary, found.updated_at,
    ts_headline(%s::regconfig, left(found.text, 20000), to_tsquery(%s::regconfig, %s), %s) AS excerpt
FROM best JOIN delivery_publication found ON found.id = best.id
ORDER BY best.score DESC, best.sort_at DESC, best.id DESC
"""
# With fragments, the match stands in the middle of its words; without, at their beginning.
HEADLINE = f'StartSel="{START}", StopSel="{STOP}", MaxFragments=1, MinWords=20, MaxWords=35'


class PostgreSQLEngine(EmbeddedEngine):
    table = "search_vectors"
    key = "publication_id"

    def index(self, publications: Iterable[Publication]) -> None:
        rows: list[tuple[int | str, ...]] = [(row.pk, *_weighted(row)) for row in publications]
        with connection.cursor() as cursor:
            cursor.executemany(INDEX, rows)

    def remove(self, ids: Iterable[int]) -> None:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM search_vectors WHERE publication_id = ANY(%s)", [list(ids)])

    def stale(self) -> Iterator[int]:
        with connection.cursor() as cursor:
            for row in Publication.objects.defer("document").iterator():
                cursor.execute(SAME, [row.pk, *_weighted(row)])
                if cursor.fetchone() is None:
                    yield row.pk
            cursor.execute("SELECT publication_id FROM search_vectors")
            known = {pk for (pk,) in cursor.fetchall()}
        yield from known - set(Publication.objects.values_list("pk", flat=True))

    def matching(self, query: Query) -> RawSQL:
        return RawSQL(MATCHING, _words(query))  # noqa: S611 # a constant; words are parameters

    def best(self, query: Query, public: str, params: tuple[Any, ...]) -> tuple[str, list[Any]]:
        words = _words(query)
        values = [*words, *params, *words, query.limit, query.offset, words[0], *words, HEADLINE]
        return BEST.format(public=public), values


def _weighted(row: Publication) -> tuple[str, ...]:
    """The parameters of VECTOR: title, teaser and text, each after the configuration of its language."""
    words = _configuration(row.locale)
    return (words, row.title, words, teaser(row)[:MAX_TEXT], words, row.text[:MAX_TEXT])


def _words(query: Query) -> list[str]:
    """The configuration and the expression: all terms quoted, the last one as a prefix."""
    return [_configuration(query.locale), " & ".join(f"'{term}'" for term in query.terms) + ":*"]


def _configuration(locale: str) -> str:
    # Words of other languages are searched as they are written.
    return locales.language(locale).search or "simple"
