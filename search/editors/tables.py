"""The tables of the admin's own index: a row for each object, of the words and marks of its entry.

A row is known by a *kind*, the number of the content type of the model in which the object's key is counted, and by
that key. Each database has a table of its own sort, so no model describes them.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from django.contrib.contenttypes.models import ContentType
from django.db import connection, models
from django.db.models.expressions import RawSQL
from modelsearch.backends.base import get_model_root
from modelsearch.index import get_indexed_models

from search.dialects import FTS5, Dialect, TSQuery, vector
from search.editors.entries import Entry


def kind_of(model: type[models.Model]) -> int:
    """The kind of a model's objects: pages of all types are of one, since they share their keys."""
    return int(ContentType.objects.get_for_model(get_model_root(model)).pk)


class Table(Dialect):
    """The index in one kind of database, which writes rows and expressions its own way."""

    kind: ClassVar[str]  # what a row's kind is in its statements, and its key
    key: ClassVar[str]

    def write(self, kind: int, entries: Iterable[Entry]) -> None:
        """Take the entries in, in place of what was known of their objects."""
        raise NotImplementedError

    def forget(self, kind: int, key: int) -> None:
        """Take an object out, known or not."""
        raise NotImplementedError

    def keys(self, kind: int, expression: str) -> RawSQL:
        """The keys of the objects of a kind that the expression fits, as a subquery."""
        raise NotImplementedError

    def clear(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM search_editors")

    def prune(self) -> None:
        """Take out every object that is no more."""
        roots = {kind_of(model): get_model_root(model)._meta for model in get_indexed_models()}
        with connection.cursor() as cursor:
            for kind, meta in roots.items():
                own = f"SELECT {meta.pk.column} FROM {meta.db_table}"  # noqa: S608 # names of models
                cursor.execute(
                    f"DELETE FROM search_editors WHERE {self.kind} = %s AND {self.key} NOT IN ({own})",  # noqa: S608 # constants
                    [kind],
                )
            unknown = ", ".join(map(str, roots))
            cursor.execute(f"DELETE FROM search_editors WHERE {self.kind} NOT IN ({unknown})")  # noqa: S608 # numbers


KEY_BITS = 40  # of a row's number in SQLite; above them is the kind
GAP = "\ue004"  # between texts, so that no phrase spans two


class SQLite(FTS5, Table):
    """Full text in which a row's number is its kind and key."""

    kind = f"(rowid >> {KEY_BITS})"
    key = f"(rowid & {(1 << KEY_BITS) - 1})"

    def write(self, kind: int, entries: Iterable[Entry]) -> None:
        rows = [
            (kind << KEY_BITS | one.key, f" {GAP} ".join([*map(" ".join, one.texts), " ".join(one.marks)]))
            for one in entries
        ]
        with connection.cursor() as cursor:
            cursor.executemany("INSERT OR REPLACE INTO search_editors (rowid, words) VALUES (%s, %s)", rows)

    def forget(self, kind: int, key: int) -> None:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM search_editors WHERE rowid = %s", [kind << KEY_BITS | key])

    def keys(self, kind: int, expression: str) -> RawSQL:
        found = f"SELECT {self.key} FROM search_editors WHERE search_editors MATCH %s AND rowid BETWEEN %s AND %s"  # noqa: S608 # a constant
        return RawSQL(found, (expression, kind << KEY_BITS, (kind + 1 << KEY_BITS) - 1))  # noqa: S611 # the same


WRITE = """
INSERT INTO search_editors (kind, key, vector) VALUES (%s, %s, %s::tsvector)
ON CONFLICT (kind, key) DO UPDATE SET vector = excluded.vector
"""


class PostgreSQL(TSQuery, Table):
    """A vector of words and marks."""

    kind, key = "kind", "key"

    def write(self, kind: int, entries: Iterable[Entry]) -> None:
        with connection.cursor() as cursor:
            cursor.executemany(WRITE, [(kind, one.key, vector(one.texts, more=one.marks)) for one in entries])

    def forget(self, kind: int, key: int) -> None:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM search_editors WHERE kind = %s AND key = %s", [kind, key])

    def keys(self, kind: int, expression: str) -> RawSQL:
        found = "SELECT key FROM search_editors WHERE kind = %s AND vector @@ %s::tsquery"
        return RawSQL(found, (kind, expression))  # noqa: S611 # a constant


TABLES: dict[str, Any] = {"sqlite": SQLite, "postgresql": PostgreSQL}


def table() -> Table:
    """The index in the database in use."""
    made: Table = TABLES[connection.vendor]()
    return made
