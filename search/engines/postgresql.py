"""Search by PostgreSQL's full text in the words of each language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from django.db import connection
from django.db.models.expressions import RawSQL

from cms import locales
from cms.delivery.models import Publication
from search.engine import Hit, Query
from search.engines.embedded import EmbeddedEngine, Statement, teaser

# Around a match in what the database returns; control characters stand in no text.
START, STOP = "\x02", "\x03"

# A vector may hold 1 MB; a longer text would fail the whole transaction.
MAX_TEXT = 200_000

VECTOR = """setweight(to_tsvector(%s::regconfig, %s), 'A') || setweight(to_tsvector(%s::regconfig, %s), 'B')
    || setweight(to_tsvector(%s::regconfig, %s), 'D')"""
TITLES = "to_tsvector(%s::regconfig, %s)"
INDEX = f"""
INSERT INTO search_vectors (publication_id, locale, type, sort_at, vector, titles)
VALUES (%s, %s, %s, %s, {VECTOR}, {TITLES})
ON CONFLICT (publication_id) DO UPDATE SET locale = excluded.locale, type = excluded.type, sort_at = excluded.sort_at,
    vector = excluded.vector, titles = excluded.titles
"""  # noqa: S608 # constants
SAME = f"""
SELECT 1 FROM search_vectors WHERE publication_id = %s AND locale = %s AND type = %s AND sort_at = %s
    AND vector = {VECTOR} AND titles = {TITLES}
"""  # noqa: S608 # constants

# By its statistics the server knows whether a word is that frequent that the newest rows are walked, or the index of
# words is quicker.
NEWEST = """
SELECT publication_id AS id, sort_at AS place FROM search_vectors
WHERE {scope} AND {vector} @@ to_tsquery(%s::regconfig, %s) AND publication_id NOT IN ({unseen})
ORDER BY sort_at DESC, publication_id DESC LIMIT %s
"""
RANKED = """
SELECT public.id, public.type FROM search_vectors JOIN ({public}) public ON public.id = publication_id
WHERE publication_id = ANY(%s)
ORDER BY ts_rank(vector, to_tsquery(%s::regconfig, %s), 1) DESC, public.sort_at DESC, public.id DESC
"""
# Of the beginning of a text: making an excerpt reads all words.
EXCERPT = "ts_headline(%s::regconfig, left(text, 20000), to_tsquery(%s::regconfig, %s), %s)"
# With fragments, the match stands in the middle of its words; without, at their beginning.
HEADLINE = f'StartSel="{START}", StopSel="{STOP}", MaxFragments=1, MinWords=20, MaxWords=35'


class PostgreSQLEngine(EmbeddedEngine):
    table = "search_vectors"
    key = "publication_id"

    def index(self, publications: Iterable[Publication]) -> None:
        rows = [_indexed(row) for row in publications]
        with connection.cursor() as cursor:
            cursor.executemany(INDEX, rows)

    def remove(self, ids: Iterable[int]) -> None:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM search_vectors WHERE publication_id = ANY(%s)", [list(ids)])

    def stale(self) -> Iterator[int]:
        with connection.cursor() as cursor:
            for row in Publication.objects.defer("document").iterator():
                cursor.execute(SAME, _indexed(row))
                if cursor.fetchone() is None:
                    yield row.pk
            cursor.execute("SELECT publication_id FROM search_vectors")
            known = {pk for (pk,) in cursor.fetchall()}
        yield from known - set(Publication.objects.values_list("pk", flat=True))

    def newest(
        self, query: Query, unseen: Statement, limit: int, *, whole: bool = False, in_title: bool = False
    ) -> Statement:
        scope = {"locale": query.locale} | ({"type": query.type} if query.type else {})
        conditions = " AND ".join(f"{column} = %s" for column in scope)
        vector = "titles" if in_title else "vector"
        values = (*scope.values(), *_words(query, whole=whole), *unseen[1], limit)
        return NEWEST.format(scope=conditions, vector=vector, unseen=unseen[0]), values

    def ranked(self, query: Query, ids: list[int], public: Statement) -> Statement:
        return RANKED.format(public=public[0]), (*public[1], ids, *_words(query))

    def hits(self, query: Query, ids: list[int]) -> Iterator[Hit]:
        words = _words(query)
        excerpt = RawSQL(EXCERPT, [words[0], *words, HEADLINE])  # noqa: S611 # a constant; words are parameters
        for row in (
            self.public(query).filter(pk__in=ids).annotate(excerpt=excerpt).only("summary", "updated_at", "modified_at")
        ):
            yield Hit(publication=row, excerpt=_parts(row.excerpt) or _parts(teaser(row)))


def _indexed(row: Publication) -> tuple[Any, ...]:
    """The parameters of INDEX and SAME: title, teaser and text each after the configuration of its language."""
    words = _configuration(row.locale)
    weighted = (words, row.title, words, teaser(row)[:MAX_TEXT], words, row.text[:MAX_TEXT])
    return (row.pk, row.locale, row.type, row.sort_at, *weighted, words, row.title)


def _words(query: Query, *, whole: bool = False) -> list[str]:
    """The configuration and the expression: all terms quoted, the last one as a prefix unless `whole`."""
    expression = " & ".join(f"'{term}'" for term in query.terms)
    return [_configuration(query.locale), expression if whole else f"{expression}:*"]


def _parts(marked: str) -> list[tuple[str, bool]]:
    """A text with marks in it as its parts, in turn unmarked and marked ones."""
    parts = re.split(f"[{START}{STOP}]", marked.strip())
    return [(part, number % 2 == 1) for number, part in enumerate(parts) if part]


def _configuration(locale: str) -> str:
    # Words of other languages are searched as they are written.
    return locales.language(locale).search or "simple"
