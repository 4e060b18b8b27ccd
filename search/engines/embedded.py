"""What the engines inside a database share: the store lies next to the index, so one statement joins the two."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, ClassVar

from django.db import connection
from django.db.models import Count
from django.db.models.expressions import RawSQL

from cms.delivery.models import Publication, PublicationQuerySet
from search.engine import Hit, Query, Results

# Around a match in what the database returns; control characters stand in no text.
START, STOP = "\x02", "\x03"


class EmbeddedEngine:
    """A search in two statements: how many there are by type, and the wanted part of them."""

    table: ClassVar[str]
    key: ClassVar[str]

    def prune(self) -> None:
        with connection.cursor() as cursor:
            # The names are those of the engine's own table.
            cursor.execute(f"DELETE FROM {self.table} WHERE {self.key} NOT IN (SELECT id FROM delivery_publication)")  # noqa: S608

    def search(self, query: Query) -> Results:
        if not query.terms:
            return Results()
        found = self.public(query).filter(pk__in=self.matching(query)).order_by()
        counts = dict(found.values_list("type").annotate(Count("pk")))
        total = counts.get(query.type, 0) if query.type else sum(counts.values())
        hits = list(self._hits(query)) if query.offset < total else []
        return Results(hits=hits, total=total, counts=counts)

    def matching(self, query: Query) -> RawSQL:
        """The ids of all publications that hold the terms, as a subquery."""
        raise NotImplementedError

    def best(self, query: Query, public: str, params: tuple[Any, ...]) -> tuple[str, list[Any]]:
        """The statement for the wanted part of the hits: the columns of `_hits` below, best first. `public` is a
        statement for id and sort_at of all publications that may be found, with its parameters."""
        raise NotImplementedError

    def public(self, query: Query) -> PublicationQuerySet:
        return Publication.objects.visible().filter(locale=query.locale)

    def _hits(self, query: Query) -> Iterator[Hit]:
        public = self.public(query)
        if query.type:
            public = public.filter(type=query.type)
        statement, params = self.best(query, *public.values("id", "sort_at").query.sql_with_params())
        # id, summary, updated_at and the excerpt.
        for row in Publication.objects.raw(statement, params):
            yield Hit(publication=row, excerpt=_parts(vars(row)["excerpt"]) or _parts(teaser(row)))


def teaser(publication: Publication) -> str:
    return publication.summary.get("teaser") or ""


def _parts(marked: str) -> list[tuple[str, bool]]:
    """A text with marks in it as its parts, in turn unmarked and marked ones."""
    parts = re.split(f"[{START}{STOP}]", marked.strip())
    return [(part, number % 2 == 1) for number, part in enumerate(parts) if part]
