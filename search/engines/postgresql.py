"""The embedded index in PostgreSQL: vectors of the words that `search.analysis` makes, none of the server's own.

The words of a publication and its marks are in one vector, and by its statistics the server knows whether a word is so
frequent that the newest rows are walked, or the index of words is quicker.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db import connection
from django.utils import timezone

from cms.delivery.models import Publication
from search.engine import Query
from search.engines.embedded import UNSEEN, EmbeddedEngine, analysed, filters_of, learn_from, with_filters

# A vector may hold 1 MB, and no more places of a word than these; a longer one would fail the whole transaction.
MAX_VECTOR = 900_000
MAX_PLACES, LAST_PLACE = 200, 16_383

COLUMNS = ("publication_id", "locale", "sort_at", "title", "lead", "text", "vector")
INDEX = """
INSERT INTO search_vectors (publication_id, locale, sort_at, title, lead, text, vector)
VALUES (%s, %s, %s, %s, %s, %s, %s::tsvector)
ON CONFLICT (publication_id) DO UPDATE SET locale = excluded.locale, sort_at = excluded.sort_at, title = excluded.title,
    lead = excluded.lead, text = excluded.text, vector = excluded.vector
"""
SAME = """
SELECT 1 FROM search_vectors WHERE publication_id = %s AND locale = %s AND sort_at = %s AND title = %s AND lead = %s
    AND text = %s AND vector = %s::tsvector
"""
NEWEST = f"""
SELECT publication_id FROM search_vectors
WHERE locale = %s AND vector @@ %s::tsquery AND sort_at >= %s AND sort_at < %s AND publication_id NOT IN ({UNSEEN})
ORDER BY sort_at DESC, publication_id DESC LIMIT %s
"""  # noqa: S608 # constants
WORDS = "SELECT publication_id, title, lead, text FROM search_vectors WHERE publication_id = ANY(%s)"
EVER = (datetime.datetime(1, 1, 2, tzinfo=datetime.UTC), datetime.datetime(9999, 12, 30, tzinfo=datetime.UTC))


class PostgreSQLEngine(EmbeddedEngine):
    table = "search_vectors"
    key = "publication_id"

    def index(self, publications: Iterable[Publication]) -> None:
        publications = list(publications)
        filters = filters_of(row.pk for row in publications)
        with connection.cursor() as cursor:
            cursor.executemany(INDEX, [_indexed(row, filters.get(row.pk, [])) for row in publications])
        learn_from(publications)

    def remove(self, ids: Iterable[int]) -> None:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM search_vectors WHERE publication_id = ANY(%s)", [list(ids)])

    def stale(self) -> Iterator[int]:
        with connection.cursor() as cursor:
            for row, filters in with_filters():
                cursor.execute(SAME, _indexed(row, filters))
                if cursor.fetchone() is None:
                    yield row.pk
            cursor.execute("SELECT publication_id FROM search_vectors")
            known = {pk for (pk,) in cursor.fetchall()}
        yield from known - set(Publication.objects.values_list("pk", flat=True))

    def words(self, ids: Iterable[int]) -> dict[int, tuple[str, str, str]]:
        with connection.cursor() as cursor:
            cursor.execute(WORDS, [list(ids)])
            return {pk: (title, lead, text) for pk, title, lead, text in cursor.fetchall()}

    def newest(self, expression: str, query: Query, limit: int) -> list[int]:
        begin, end = query.period.begin or EVER[0], query.period.end or EVER[1]
        with connection.cursor() as cursor:
            cursor.execute(NEWEST, [query.locale, expression, begin, end, timezone.now(), limit])
            return [pk for (pk,) in cursor.fetchall()]

    def all_of(self, expressions: Sequence[str]) -> str:
        return " & ".join(f"({one})" for one in expressions)

    def any_of(self, expressions: Sequence[str]) -> str:
        return " | ".join(f"({one})" for one in expressions)

    def phrase(self, phrase: Sequence[str], *, beginning: bool = False) -> str:
        return " <-> ".join(f"'{word}'" for word in phrase) + (":*" if beginning else "")


def _indexed(row: Publication, filters: Iterable[tuple[str, str]]) -> tuple[Any, ...]:
    """The parameters of INDEX and SAME."""
    title, lead, text, marks = analysed(row, filters)
    return row.pk, row.locale, row.sort_at, title, lead, text, _vector([title, lead, text], marks.split())


def _vector(fields: Sequence[str], marks: Iterable[str]) -> str:
    """A vector as PostgreSQL writes it: each word with its places, and between fields a gap that no phrase spans."""
    places: dict[str, list[int]] = {}
    at = 1
    for field in fields:
        for word in field.split():
            places.setdefault(word, []).append(min(at, LAST_PLACE))
            at += 1
        at += 1
    length, found = 0, [f"'{mark}'" for mark in marks]
    for word, of_word in places.items():
        length += len(word.encode()) + 2 * min(len(of_word), MAX_PLACES) + 8
        if length > MAX_VECTOR:
            break
        found.append(f"'{word}':{','.join(map(str, dict.fromkeys(of_word[:MAX_PLACES])))}")
    return " ".join(found)
