"""What the engines inside a database share: the store lies next to the index, so one statement joins the two.

Of a word that most texts hold, not all hits are ranked and counted, since that would take longer the more there are:
where there are more than MANY, so many are given, and it is said that there are more.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain
from typing import Any, ClassVar

from django.db import connection
from django.utils import timezone

from cms.delivery.models import Publication, PublicationQuerySet
from search.engine import Hit, Query, Results

MANY = 1_000
"""So many hits are found of a search, at most."""

# What `visible` leaves out, by the indexes that there are of these few rows.
UNSEEN = """
SELECT id FROM delivery_publication WHERE hidden UNION ALL SELECT id FROM delivery_publication WHERE expires_at <= %s
"""
# Beginnings of words take the index longer than whole words: they are looked for where these are not many already, and
# titles where hits are so many that they are not ranked. What stands before a CROSS JOIN decides whether what stands
# after it is walked at all.
NEWEST = """
WITH whole AS MATERIALIZED ({whole_text}), number AS MATERIALIZED (SELECT count(*) AS found FROM whole),
    many AS (SELECT found FROM number WHERE found > {many}), few AS (SELECT found FROM number WHERE found <= {many}),
    beginning AS MATERIALIZED (SELECT id, place FROM few CROSS JOIN ({text}) texts),
    number_of_beginnings AS MATERIALIZED (SELECT count(*) AS found FROM beginning),
    many_beginnings AS (SELECT found FROM number_of_beginnings WHERE found > {unranked})
SELECT 'text', id, place FROM many CROSS JOIN whole
UNION ALL SELECT 'title', id, place FROM many CROSS JOIN ({whole_title}) whole_titles
UNION ALL SELECT 'text', id, place FROM beginning
UNION ALL SELECT 'title', id, place FROM many_beginnings CROSS JOIN ({title}) titles
"""

Statement = tuple[str, tuple[Any, ...]]


class EmbeddedEngine:
    """A search in three statements: the newest hits up to a bound, their ranks where these are all, the wanted rows."""

    table: ClassVar[str]
    key: ClassVar[str]

    def prune(self) -> None:
        with connection.cursor() as cursor:
            # The names are those of the engine's own table.
            cursor.execute(f"DELETE FROM {self.table} WHERE {self.key} NOT IN (SELECT id FROM delivery_publication)")  # noqa: S608

    def search(self, query: Query) -> Results:
        if not query.terms:
            return Results()
        ids, are_more = of_all_types = self._newest(query)
        if query.type and not are_more:
            of_all_types = self._newest(replace(query, type=""))
        if of_all_types[1]:
            return Results(self._wanted(query, ids), total=len(ids), total_is_exact=not are_more, counts=None)
        public = self.public(query).values("id", "type", "sort_at").query.sql_with_params()
        ranked = self._rows(*self.ranked(query, of_all_types[0], public)) if of_all_types[0] else []
        ids = [pk for pk, type_ in ranked if query.type in {"", type_}]
        counts = dict(Counter(type_ for _pk, type_ in ranked))
        return Results(self._wanted(query, ids), total=len(ids), counts=counts)

    def newest(
        self, query: Query, unseen: Statement, limit: int, *, whole: bool = False, in_title: bool = False
    ) -> Statement:
        """A statement for id and place of so many hits, the newest first by their place: of those that hold the terms
        as whole words, or the last one as a beginning; `in_title`, or anywhere. `unseen` is one for the ids that are
        passed over."""
        raise NotImplementedError

    def ranked(self, query: Query, ids: list[int], public: Statement) -> Statement:
        """A statement for id and type of all hits, which have these ids, the best first; `public` is one for id, type
        and sort_at of all publications that may be found."""
        raise NotImplementedError

    def hits(self, query: Query, ids: list[int]) -> Iterator[Hit]:
        """The hits with these ids that may be found, in any order."""
        raise NotImplementedError

    def public(self, query: Query) -> PublicationQuerySet:
        return Publication.objects.visible().filter(locale=query.locale)

    def _newest(self, query: Query) -> tuple[list[int], bool]:
        """The ids of at most MANY hits, those with the words in their title and then others, each the newest first;
        and whether there are more."""
        unseen = (UNSEEN, (connection.ops.adapt_datetimefield_value(timezone.now()),))
        parts = {
            "whole_text": self.newest(query, unseen, MANY + 1, whole=True),
            "text": self.newest(query, unseen, MANY + 1),
            "whole_title": self.newest(query, unseen, MANY, whole=True, in_title=True),
            "title": self.newest(query, unseen, MANY, in_title=True),
        }  # in the order in which the statement holds them
        texts_of_parts = {name: part for name, (part, _values) in parts.items()}
        statement = NEWEST.format(many=MANY, unranked=0 if query.type else MANY, **texts_of_parts)
        found: dict[str, list[tuple[Any, int]]] = {"title": [], "text": []}
        for where, pk, place in self._rows(
            statement, tuple(chain.from_iterable(values for _, values in parts.values()))
        ):
            found[where].append((place, pk))
        titles, texts = ([pk for _place, pk in sorted(found[where], reverse=True)] for where in ("title", "text"))
        are_more, known = len(texts) > MANY, set(texts)
        if not are_more:  # an index may split a title otherwise than a text
            titles = [pk for pk in titles if pk in known]
        return list(dict.fromkeys([*titles, *texts]))[:MANY], are_more

    def _wanted(self, query: Query, ids: list[int]) -> list[Hit]:
        """The hits of the wanted part, in the order of their ids."""
        wanted = ids[query.offset : query.offset + query.limit]
        found = {hit.publication.pk: hit for hit in self.hits(query, wanted)} if wanted else {}
        return [found[pk] for pk in wanted if pk in found]

    def _rows(self, statement: str, params: tuple[Any, ...]) -> list[tuple[Any, ...]]:
        with connection.cursor() as cursor:
            cursor.execute(statement, params)
            return list(cursor.fetchall())


def teaser(publication: Publication) -> str:
    return publication.summary.get("teaser") or ""
