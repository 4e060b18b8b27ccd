"""Lists of publications by what they can be narrowed with: for index pages and for the API."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.paginator import EmptyPage, Paginator
from django.db.models import Case, F, Q, Value, When
from django.utils import timezone

from cms.content.filters import FilterKind
from cms.delivery import registry
from cms.delivery.models import Publication, PublicationFilter, PublicationQuerySet
from cms.delivery.presenter import AGENCY_ZONE, midnight

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


def _upcoming_first(found: PublicationQuerySet, now: datetime.datetime) -> PublicationQuerySet:
    """What is to come in the order of days, then backwards what is past; each says in `is_past` which it is."""
    is_past = Case(When(_to_come(now), then=Value(False)), default=Value(True))
    next_first = Case(When(_to_come(now), then=F("sort_at")), default=None)
    return found.annotate(is_past=is_past).order_by(is_past, next_first, "-sort_at", "-id")


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
    found = select(criteria)
    if upcoming_first:
        found = _upcoming_first(found, now)
    paginator: Any = Paginator(found.only("summary"), PER_PAGE)
    try:
        page = paginator.page(number)
    except EmptyPage as error:
        raise CriteriaError("page") from error
    asked = params.copy()
    asked.pop("page", None)
    return Listing(
        items=[registry.as_of(row.summary, now) for row in page.object_list if not upcoming_first or row.is_past],
        upcoming=[registry.as_of(row.summary, now) for row in page.object_list if upcoming_first and not row.is_past],
        facets=facets(type_, locale, values),
        years=_years(type_, locale),
        year=year,
        number=number,
        pages=paginator.num_pages,
        total=paginator.count,
        query=asked.urlencode(),
    )


def facets(type_: str, locale: str, chosen: Mapping[str, str]) -> list[Facet]:
    """What the visible publications of a type can be narrowed by, each option once, by label."""
    rows = PublicationFilter.objects.filter(
        publication__in=Publication.objects.visible().filter(type=type_, locale=locale)
    )
    options: dict[str, dict[str, tuple[str, str, str]]] = {}
    for kind, *option in rows.order_by("label").values_list("kind", "value", "label", "locale").distinct():
        options.setdefault(kind, {}).setdefault(option[0], (option[0], option[1], option[2]))
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


def _years(type_: str, locale: str) -> list[int]:
    moments = Publication.objects.visible().filter(type=type_, locale=locale)
    years = moments.datetimes("sort_at", "year", order="DESC", tzinfo=AGENCY_ZONE)
    return [timezone.localtime(moment, AGENCY_ZONE).year for moment in years]


def _whole(value: str | None, name: str, least: int, most: int) -> int | None:
    if not value:
        return None
    if not re.fullmatch(r"[0-9]{1,6}", value) or not least <= int(value) <= most:
        raise CriteriaError(name)
    return int(value)
