"""Search by SQLite's FTS5, folded to letters without diacritics; titles count ten times as much as texts.

A row's number says when its publication stands in lists, so that the index is walked newest first. What the index has
to tell apart without asking the store are words of its own in the column `marks`: they begin with characters that are
no letters, so nobody can ask for them.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator

from django.db import connection

from cms.delivery.models import Publication
from search import excerpts
from search.engine import Hit, Query, words_of
from search.engines.embedded import EmbeddedEngine, Statement, teaser

ID_BITS = 30  # of a row's number; above them are the minutes since the year 1
ID = f"rowid & {(1 << ID_BITS) - 1}"
LOCALE, TYPE, PUBLICATION, IN_TITLE = "\ue000\ue001\ue002\ue003"  # before the words of the column `marks`

ROWS = "SELECT rowid FROM search_words WHERE search_words MATCH %s"
INSERT = "INSERT OR REPLACE INTO search_words (rowid, title, teaser, text, marks) VALUES (%s, %s, %s, %s, %s)"
NEWEST = """
SELECT {id} AS id, rowid AS place FROM search_words
WHERE search_words MATCH %s AND {id} NOT IN ({unseen}) ORDER BY rowid DESC LIMIT %s
"""
# The list of matches is walked once from its beginning: CROSS JOIN keeps SQLite from asking the index row by row.
RANKED = """
WITH matches AS MATERIALIZED (
    SELECT {id} AS id, bm25(search_words, 10.0, 4.0, 1.0, 0.0) AS score FROM search_words WHERE search_words MATCH %s
)
SELECT public.id, public.type FROM matches CROSS JOIN ({public}) public ON public.id = matches.id
ORDER BY matches.score, public.sort_at DESC, public.id DESC
"""


class SQLiteEngine(EmbeddedEngine):
    table = "search_words"
    key = ID

    def index(self, publications: Iterable[Publication]) -> None:
        rows = [_indexed(row) for row in publications]
        self.remove(row[0] & (1 << ID_BITS) - 1 for row in rows)
        with connection.cursor() as cursor:
            cursor.executemany(INSERT, rows)

    def remove(self, ids: Iterable[int]) -> None:
        with connection.cursor() as cursor:
            # What a publication was found by is looked up by its mark: its row may have stood elsewhere.
            delete = f"DELETE FROM search_words WHERE rowid IN ({ROWS})"  # noqa: S608 # a constant
            cursor.executemany(delete, [(f'marks : "{PUBLICATION}{row_id}"',) for row_id in ids])

    def stale(self) -> Iterator[int]:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {ID}, rowid, title, teaser, text, marks FROM search_words")  # noqa: S608 # a constant
            known = {pk: tuple(row) for pk, *row in cursor.fetchall()}
        for row in Publication.objects.defer("document").iterator():
            if known.pop(row.pk, None) != _indexed(row):
                yield row.pk
        yield from known

    def newest(
        self, query: Query, unseen: Statement, limit: int, *, whole: bool = False, in_title: bool = False
    ) -> Statement:
        words = _expression(query.terms, whole=whole, before=IN_TITLE if in_title else "")
        marks = [_mark(LOCALE, query.locale), *([_mark(TYPE, query.type)] if query.type else [])]
        marked = _expression(marks, whole=True)
        expression = f"marks : ({words} AND {marked})" if in_title else f"{words} AND marks : ({marked})"
        return NEWEST.format(id=ID, unseen=unseen[0]), (expression, *unseen[1], limit)

    def ranked(self, query: Query, ids: list[int], public: Statement) -> Statement:
        return RANKED.format(id=ID, public=public[0]), (_expression(query.terms), *public[1])

    def hits(self, query: Query, ids: list[int]) -> Iterator[Hit]:
        pattern = excerpts.pattern(query.terms)
        for row in self.public(query).filter(pk__in=ids).only("summary", "updated_at", "modified_at", "text"):
            yield Hit(publication=row, excerpt=excerpts.excerpt(row.text or teaser(row), pattern))


def _indexed(row: Publication) -> tuple[int, str, str, str, str]:
    """The row of the index for a publication."""
    minutes = (row.sort_at.astimezone(datetime.UTC).replace(tzinfo=None) - datetime.datetime.min) // _MINUTE
    marks = [_mark(LOCALE, row.locale), _mark(TYPE, row.type), f"{PUBLICATION}{row.pk}"]
    marks += [IN_TITLE + word for word in words_of(row.title)]
    return minutes << ID_BITS | row.pk, row.title, teaser(row), row.text, " ".join(marks)


_MINUTE = datetime.timedelta(minutes=1)


def _mark(kind: str, name: str) -> str:
    """One word for the index, whatever the name holds."""
    return kind + "".join(filter(str.isalnum, name))


def _expression(terms: list[str], *, whole: bool = False, before: str = "") -> str:
    """All terms as quoted strings, so that none is read as an operator; the last one as a prefix."""
    return " AND ".join(f'"{before}{term}"' for term in terms) + ("" if whole else "*")
