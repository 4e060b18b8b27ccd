"""Lists of publications by what they can be narrowed with: for index pages and for the API."""

from __future__ import annotations

import datetime
import math
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q
from django.utils import timezone

from cms.content.filters import FilterKind
from cms.delivery import registry, tallies
from cms.delivery.models import Publication, PublicationFilter, PublicationQuerySet
from cms.delivery.presenter import AGENCY_ZONE, midnight
from cms.delivery.tallies import MONTH, Counted

PER_PAGE = 10


class CriteriaError(ValueError):
    """A list was asked for by something that cannot be a criterion; the text says which."""


@dataclass(frozen=True)
class Criteria:
    """`values` maps a kind of filter to its value; days are inclusive and in the agency's zone."""

    type: str
    locale: str
    values: Mapping[str, str] = field(default_factory=dict)
    since: datetime.date | None = None
    until: datetime.date | None = None


def select(criteria: Criteria) -> PublicationQuerySet:
    """The visible publications that meet all criteria, newest first."""
    found = Publication.objects.visible().filter(type=criteria.type, locale=criteria.locale)
    for kind, value in criteria.values.items():
        matching = PublicationFilter.objects.filter(kind=kind, value=value).values("publication_id")
        found = found.filter(pk__in=matching)
    # Nothing is as old as year 1 or as late as year 9999, and their midnights are beyond what UTC can say.
    if criteria.since and criteria.since.year > datetime.MINYEAR:
        found = found.filter(sort_at__gte=midnight(criteria.since))
    if criteria.until and criteria.until.year == datetime.MINYEAR:
        return found.none()
    if criteria.until and criteria.until.year < datetime.MAXYEAR:
        found = found.filter(sort_at__lt=midnight(criteria.until + datetime.timedelta(days=1)))
    return found.order_by("-sort_at", "-id")


def _to_come(now: datetime.datetime) -> Q:
    """What is not over; of what ends at no time, that which stands at this day or a later one."""
    today = midnight(timezone.localdate(now, AGENCY_ZONE))
    return Q(over_at__gt=now) | Q(over_at=None, sort_at__gte=today)


def latest(
    types: tuple[str, ...], locale: str, *, now: datetime.datetime, count: int = 3
) -> dict[str, list[dict[str, Any]]]:
    """The summaries of each type that matter most at that moment: what is to come, the next first, then the newest."""
    return {type_: _latest(Criteria(type=type_, locale=locale), now, count) for type_ in types}


def _latest(criteria: Criteria, now: datetime.datetime, count: int) -> list[dict[str, Any]]:
    found = select(criteria)
    coming = list(found.filter(_to_come(now)).order_by("sort_at", "id")[:count])
    past = found.exclude(_to_come(now))[: count - len(coming)]
    return [registry.as_of(row.summary, now) for row in [*coming, *past]]


@dataclass(frozen=True)
class Facet:
    """A kind of filter with its options, each as value, label and the label's language where that is another one than
    the list's, and the value chosen."""

    kind: str
    options: list[tuple[str, str, str]]
    chosen: str


@dataclass(frozen=True)
class Listing:
    """One page of a list as an index page shows it; `query` holds the criteria for the links to other pages, and
    `upcoming` what is to come, where that is kept apart from `items`."""

    items: list[dict[str, Any]]
    facets: list[Facet]
    years: list[int]
    year: int | None
    number: int
    pages: int
    total: int
    query: str
    upcoming: list[dict[str, Any]] = field(default_factory=list)


def listing(type_: str, locale: str, params: Any, *, now: datetime.datetime, upcoming_first: bool = False) -> Listing:
    """The list that an index page's address asks for, as it is at that moment; raises CriteriaError for what no form of
    ours sends.

    With `upcoming_first`, what is not over comes first, the next first.
    """
    kinds = registry.filter_kinds()
    year = _whole(params.get("year"), "year", 1900, 2200)
    number = _whole(params.get("page"), "page", 1, 100_000) or 1
    values = {name: checked(kind, params[name]) for name, kind in kinds.items() if params.get(name)}
    criteria = Criteria(
        type=type_,
        locale=locale,
        values=values,
        since=datetime.date(year, 1, 1) if year else None,
        until=datetime.date(year, 12, 31) if year else None,
    )
    numbers = tallies.visible(type_, locale, now=now)
    found = select(criteria)
    total = _total(found, criteria, year, numbers)
    pages = max(1, math.ceil(total / PER_PAGE))
    if number > pages:
        raise CriteriaError("page")
    offset = (number - 1) * PER_PAGE
    if upcoming_first:
        coming, items = _upcoming_first(found, now, offset)
    else:
        coming, items = [], _page(found, offset, {} if values or year else _months(numbers))
    asked = params.copy()
    asked.pop("page", None)
    return Listing(
        items=[registry.as_of(summary, now) for summary in items],
        upcoming=[registry.as_of(summary, now) for summary in coming],
        facets=_facets(numbers, values),
        years=sorted({int(month[:4]) for month in _months(numbers)}, reverse=True),
        year=year,
        number=number,
        pages=pages,
        total=total,
        query=asked.urlencode(),
    )


def _months(numbers: Counter[Counted]) -> dict[str, int]:
    """How many there are of each month, the newest first."""
    found = {what.value: number for what, number in numbers.items() if what.kind == MONTH}
    return dict(sorted(found.items(), reverse=True))


def _total(found: PublicationQuerySet, criteria: Criteria, year: int | None, numbers: Counter[Counted]) -> int:
    """How many there are: counted already, but for what is narrowed by several things."""
    if not criteria.values:
        return sum(number for month, number in _months(numbers).items() if year is None or int(month[:4]) == year)
    if year is None and len(criteria.values) == 1:
        return sum(numbers[what] for what in numbers if (what.kind, what.value) in criteria.values.items())
    return found.count()


def _page(found: PublicationQuerySet, offset: int, months: Mapping[str, int]) -> list[dict[str, Any]]:
    """The summaries from there on, newest first; with the numbers of months, those that come before are passed over."""
    for month, number in months.items():
        if offset < number:
            year, of_year = int(month[:4]), int(month[5:])
            following = datetime.date(year + of_year // 12, of_year % 12 + 1, 1) if year < datetime.MAXYEAR else None
            found = found.filter(sort_at__lt=midnight(following)) if following else found
            break
        offset -= number
    return list(found.values_list("summary", flat=True)[offset : offset + PER_PAGE])


def _upcoming_first(
    found: PublicationQuerySet, now: datetime.datetime, offset: int
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The summaries from there on: of what is to come, in the order of days, and then backwards of what is past."""
    ahead = found.filter(_to_come(now))
    number = ahead.count()
    coming = ahead.order_by("sort_at", "id") if offset < number else ahead.none()
    first = list(coming.values_list("summary", flat=True)[offset : offset + PER_PAGE])
    past, skipped = found.exclude(_to_come(now)), max(0, offset - number)
    return first, list(past.values_list("summary", flat=True)[skipped : skipped + PER_PAGE - len(first)])


def _facets(numbers: Counter[Counted], chosen: Mapping[str, str]) -> list[Facet]:
    """What a list with these numbers can be narrowed by, each option once, by label."""
    options: dict[str, dict[str, tuple[str, str, str]]] = {}
    for what in sorted(numbers, key=lambda what: (what.label, what.value)):
        option = (what.value, what.label, what.label_locale)
        options.setdefault(what.kind, {}).setdefault(what.value, option)
    return [
        Facet(kind=kind, options=list(options[kind].values()), chosen=chosen.get(kind, ""))
        for kind in registry.filter_kinds()
        if kind in options
    ]


def checked(kind: FilterKind, value: str) -> str:
    """A filter's value in the form the store keeps; raises CriteriaError for one that cannot be."""
    try:
        return kind.checked(value)
    except ValueError as error:
        raise CriteriaError(kind.name) from error


def _whole(value: str | None, name: str, least: int, most: int) -> int | None:
    if not value:
        return None
    if not re.fullmatch(r"[0-9]{1,6}", value) or not least <= int(value) <= most:
        raise CriteriaError(name)
    return int(value)
