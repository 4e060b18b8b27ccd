"""What the store says of hits: statements that take however many ids as one parameter."""

from __future__ import annotations

import datetime
import json
from collections.abc import Collection, Iterable
from typing import Any, NamedTuple

from django.db import connection
from django.utils import timezone

from cms.delivery.presenter import AGENCY_ZONE

GIVEN = {"sqlite": "json_each(%s) AS given", "postgresql": "unnest(%s::bigint[]) AS given(value)"}
NAMED = {"sqlite": "SELECT value FROM json_each(%s)", "postgresql": "SELECT unnest(%s::text[])"}
STANDING = """
SELECT given.value, publication.id, publication.type, publication.sort_at FROM {given}
LEFT JOIN search_carriedfile AS file ON given.value < 0 AND file.id = -given.value
JOIN delivery_publication AS publication ON publication.id = coalesce(file.publication_id, given.value)
"""
VISIBLE = """
SELECT given.value FROM {given}
LEFT JOIN search_carriedfile AS file ON given.value < 0 AND file.id = -given.value
JOIN delivery_publication AS publication ON publication.id = coalesce(file.publication_id, given.value)
WHERE publication.locale = %s AND NOT publication.hidden
    AND (publication.expires_at IS NULL OR publication.expires_at > %s)
"""
HAVING = """
SELECT held.publication_id FROM {given}
JOIN delivery_publicationfilter AS held ON held.publication_id = given.value
WHERE held.kind = %s AND held.value = %s
"""
COUNTED = """
SELECT held.kind, held.value, held.label, held.locale, count(*) FROM {given}
JOIN delivery_publicationfilter AS held ON held.publication_id = given.value
WHERE held.kind IN ({named}) GROUP BY held.kind, held.value, held.label, held.locale
"""


class Fact(NamedTuple):
    """Of a hit its publication, which carries it where it is a file, with that one's type, and when it stands."""

    publication: int
    type: str
    sort_at: datetime.datetime

    @property
    def day(self) -> datetime.date:
        return self.sort_at.astimezone(AGENCY_ZONE).date()


def of_hits(ids: Iterable[int]) -> dict[int, Fact]:
    """What is known of those of these hits that are in the store."""
    return {pk: Fact(publication, type_, _aware(at)) for pk, publication, type_, at in _rows(STANDING, ids)}


def visible(ids: Iterable[int], locale: str) -> set[int]:
    """Those of these hits that anybody can see now, in that language."""
    now = connection.ops.adapt_datetimefield_value(timezone.now())
    return {pk for (pk,) in _rows(VISIBLE, ids, locale, now)}


def having(publications: Iterable[int], kind: str, value: str) -> set[int]:
    """Those of the publications that have the value of a filter."""
    return {pk for (pk,) in _rows(HAVING, publications, kind, value)}


def counted(publications: Iterable[int], kinds: Collection[str]) -> list[tuple[str, str, str, str, int]]:
    """The values of kinds of filters that publications have: kind, value, label, the label's language, and how often;
    a publication that is given several times is counted as often."""
    return _rows(COUNTED, publications, _given(kinds)) if kinds else []


def _rows(statement: str, ids: Iterable[int], *parameters: Any) -> list[Any]:
    if not (ids := list(ids)):
        return []
    made = statement.format(given=GIVEN[connection.vendor], named=NAMED[connection.vendor])
    with connection.cursor() as cursor:
        cursor.execute(made, [_given(ids), *parameters])
        return cursor.fetchall()


def _given(values: Iterable[int] | Iterable[str]) -> Any:
    """Many values as one parameter."""
    return json.dumps(list(values)) if connection.vendor == "sqlite" else list(values)


def _aware(moment: datetime.datetime) -> datetime.datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=datetime.UTC)
