"""How many publications of a type and language there are with each value of a filter, and of each month: tallied by the
flush, so that no list has to look at all rows to say what it can be narrowed by.

Rows that are hidden, or that time has ended, are counted until they are taken away. They are few, and whoever asks what
can be seen subtracts them.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from django.db import connection
from django.db.models import prefetch_related_objects
from django.utils import timezone

from cms.content.filters import Filter
from cms.delivery.generation import remembered
from cms.delivery.models import Publication, PublicationFilter, Tally
from cms.delivery.presenter import AGENCY_ZONE

MONTH = ""  # the kind of the months, such as `2026-11`; no filter has it


class Counted(NamedTuple):
    """As what a publication counts; `label_locale` is empty where the label is in the publication's language."""

    type: str
    locale: str
    kind: str
    value: str
    label: str
    label_locale: str


ADD = """
INSERT INTO delivery_tally (type, locale, kind, value, label, label_locale, number)
VALUES (%s, %s, %s, %s, %s, %s, %s)
ON CONFLICT (type, locale, kind, value, label, label_locale)
DO UPDATE SET number = delivery_tally.number + excluded.number
"""


def counted(row: Publication, filters: Iterable[Filter]) -> list[Counted]:
    """As what a row with these filters counts."""
    local = timezone.localtime(row.sort_at, AGENCY_ZONE)
    month = Counted(row.type, row.locale, MONTH, f"{local.year:04}-{local.month:02}", "", "")
    return [month, *(Counted(row.type, row.locale, *one) for one in filters)]


def add(changes: Iterable[tuple[Counted, int]]) -> None:
    """Change the numbers by these. Whoever calls this holds the counter, so that two never add to one number."""
    total = Counter[Counted]()
    for what, number in changes:
        total[what] += number
    rows = [(*what, number) for what, number in sorted(total.items()) if number]
    if not rows:
        return
    with connection.cursor() as cursor:
        cursor.executemany(ADD, rows)
    if any(number < 0 for *_what, number in rows):
        Tally.objects.filter(number__lte=0).delete()


@remembered
def visible(type_: str, locale: str, *, now: datetime.datetime) -> Counter[Counted]:
    """How many publications of the type and language can be seen at that moment, by all they count as."""
    rows = Tally.objects.filter(type=type_, locale=locale)
    found = Counter({Counted(*what): number for *what, number in rows.values_list(*Counted._fields, "number")})
    for row in _unseen(type_, locale, now):
        found.subtract(counted(row, filters_of(row)))
    return +found


def _unseen(type_: str, locale: str, now: datetime.datetime) -> list[Publication]:
    """The rows that are counted and not seen, with their filters."""
    rows = Publication.objects.only("type", "locale", "sort_at")
    # Two questions rather than one, so that each has an index of the few rows that it is about. Asked for the hidden
    # ones of one list, SQLite would walk all of the list.
    hidden = [row for row in rows.filter(hidden=True) if (row.type, row.locale) == (type_, locale)]
    over = rows.filter(type=type_, locale=locale, hidden=False, expires_at__lte=now)
    found = [*hidden, *over]
    prefetch_related_objects(found, "filters")
    return found


def filters_of(row: Publication) -> list[Filter]:
    """The filters of a row as they are stored."""
    return [(one.kind, one.value, one.label, one.locale) for one in row.filters.all()]


def recounted() -> Counter[Counted]:
    """What the numbers have to be, by the rows there are."""
    found = Counter[Counted]()
    rows = {row.pk: row for row in Publication.objects.only("type", "locale", "sort_at").iterator()}
    for row in rows.values():
        found.update(counted(row, ()))
    names = ("publication", "kind", "value", "label", "locale")
    for pk, *one in PublicationFilter.objects.values_list(*names).iterator():
        found[Counted(rows[pk].type, rows[pk].locale, *one)] += 1
    return found


def stored() -> Counter[Counted]:
    """The numbers as they stand."""
    return Counter({Counted(*what): number for *what, number in Tally.objects.values_list(*Counted._fields, "number")})
