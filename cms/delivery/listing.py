"""Lists of publications by what they can be narrowed with: for index pages and for the API."""

from __future__ import annotations

import datetime
import math
import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, NamedTuple

from django.db.models import CharField, DateTimeField, Q, QuerySet
from django.utils import timezone

from cms.content.filters import FilterKind
from cms.delivery import registry, tallies
from cms.delivery.generation import remembered
from cms.delivery.models import Publication, PublicationFilter, PublicationQuerySet
from cms.delivery.presenter import AGENCY_ZONE, midnight
from cms.delivery.statements import Parameter, statement
from cms.delivery.tallies import MONTH, Counted

PER_PAGE = 10
DAY = datetime.timedelta(days=1)
# What comes into a statement.
VALUE, MOMENT = CharField(), DateTimeField()


class CriteriaError(ValueError):
    """A list was asked for by something that cannot be a criterion; the text says which."""


@dataclass(frozen=True)
class Criteria:
    """One of `types`; `values` maps a kind of filter to its values, of which one is enough. Days are inclusive and in
    the agency's zone; with `running`, what began before the first one and is not over then counts, too."""

    types: tuple[str, ...]
    locale: str
    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    since: datetime.date | None = None
    until: datetime.date | None = None
    running: bool = False
    published_from: datetime.datetime | None = None
    updated_from: datetime.datetime | None = None

    @property
    def begin(self) -> datetime.datetime | None:
        """The first moment; None where all of the past is meant: nothing is as old as year 1, whose midnight is beyond
        what UTC can say."""
        return midnight(self.since) if self.since and self.since.year > datetime.MINYEAR else None

    @property
    def end(self) -> datetime.datetime | None:
        """The first moment that is too late; None where all of the future is meant."""
        if self.until is None or self.until.year == datetime.MAXYEAR:
            return None
        return midnight(max(self.until, datetime.date.min + DAY) + DAY)

    def shape(self) -> Shape:
        """By what it narrows, without what by: of the same shape are questions of the same SQL."""
        return Shape(
            len(self.types),
            tuple((kind, len(values)) for kind, values in self.values.items()),
            tuple(name for name in MOMENTS if getattr(self, name) is not None),
            self.running,
        )

    def parameters(self) -> dict[str, Any]:
        """What comes into the statement of its shape, by the names of the parameters."""
        return {
            "locale": self.locale,
            **{name: getattr(self, name) for name in MOMENTS},
            **{f"type {number}": type_ for number, type_ in enumerate(self.types)},
            **{
                f"{kind} {number}": value for kind, values in self.values.items() for number, value in enumerate(values)
            },
        }


MOMENTS = ("begin", "end", "published_from", "updated_from")


class Shape(NamedTuple):
    """How many types, how many values of which kinds of filters, which moments; and whether what is running counts."""

    types: int
    kinds: tuple[tuple[str, int], ...]
    moments: tuple[str, ...]
    running: bool


def select(criteria: Criteria) -> PublicationQuerySet:
    """The visible publications that meet all criteria."""
    values = criteria.parameters()
    return _select(criteria.shape(), lambda name, _kind: values[name], now=timezone.now())


def _select(shape: Shape, said: Callable[[str, Any], Any], *, now: Any) -> PublicationQuerySet:
    """The same by a shape, where `said` gives the value, or the parameter in place of it, of a name."""
    found = Publication.objects.visible(at=now).filter(locale=said("locale", VALUE))
    types = [said(f"type {number}", VALUE) for number in range(shape.types)]
    found = found.filter(type=types[0]) if len(types) == 1 else found.filter(type__in=types)
    for kind, number in shape.kinds:
        values = [said(f"{kind} {each}", VALUE) for each in range(number)]
        matching = PublicationFilter.objects.filter(kind=kind, value__in=values)
        found = found.filter(pk__in=_as_of(matching, registry.filter_kinds()[kind], now).values("publication_id"))
    moments = {name: said(name, MOMENT) for name in shape.moments}
    if "begin" in moments:
        since = Q(sort_at__gte=moments["begin"])
        found = found.filter(since | Q(over_at__gt=moments["begin"]) if shape.running else since)
    if "end" in moments:
        found = found.filter(sort_at__lt=moments["end"])
    if "published_from" in moments:
        found = found.filter(published_at__gte=moments["published_from"])
    if "updated_from" in moments:
        found = found.filter(updated_at__gte=moments["updated_from"])
    return found


def _as_of(matching: QuerySet[PublicationFilter], kind: FilterKind, now: Any) -> QuerySet[PublicationFilter]:
    """Without what time has changed: see `FilterKind`."""
    if not kind.until_over:
        return matching
    is_over, to_come = Q(publication__over_at__lte=now), Q(value__in=kind.until_over)
    return matching.exclude(to_come & is_over).filter(~Q(value=kind.once_over) | is_over)


class Side(StrEnum):
    """Of what stands at a day, what is to come, the next first, or what is past, the last first."""

    BOTH = ""
    COMING = "coming"
    PAST = "past"


def rows(
    criteria: Criteria,
    columns: tuple[str, ...],
    *,
    count: int,
    offset: int = 0,
    after: tuple[datetime.datetime, str] | None = None,
    side: Side = Side.BOTH,
    oldest_first: bool = False,
    now: datetime.datetime | None = None,
) -> list[Any]:
    """These columns of so many visible publications that meet all criteria, newest first unless said otherwise, from an
    offset on or behind a position (`sort_at` and `tie_break`); on one side of that moment (now) where one is named."""
    now = now or timezone.now()
    return _rows(
        criteria.shape(),
        side,
        oldest_first or side is Side.COMING,
        after is not None,
        columns,
        (offset, offset + count),
        now=now,
        today=_today(now),
        sort_at=after[0] if after else None,
        tie_break=after[1] if after else None,
        **criteria.parameters(),
    )


@statement
def _rows(
    shape: Shape, side: Side, oldest_first: bool, has_position: bool, columns: tuple[str, ...], part: tuple[int, int]
) -> PublicationQuerySet:
    now = Parameter("now", MOMENT)
    found = _select(shape, Parameter, now=now)
    if side:
        to_come = _to_come(now, Parameter("today", MOMENT))
        found = found.filter(to_come) if side is Side.COMING else found.exclude(to_come)
    if has_position:
        behind = "gt" if oldest_first else "lt"
        sort_at, tie_break = Parameter("sort_at", MOMENT), Parameter("tie_break", VALUE)
        # Two conditions rather than one, so that the index on the order can be used.
        found = found.filter(**{f"sort_at__{behind}e": sort_at})
        found = found.filter(Q(**{f"sort_at__{behind}": sort_at}) | Q(**{f"tie_break__{behind}": tie_break}))
    found = found.order_by(*(("sort_at", "tie_break") if oldest_first else ("-sort_at", "-tie_break")))
    return found.values_list(*columns)[slice(*part)]  # type: ignore[return-value]


def _to_come(now: Any, today: Any) -> Q:
    """What is not over; of what ends at no time, that which stands at this day or a later one."""
    return Q(over_at__gt=now) | Q(over_at=None, sort_at__gte=today)


def _today(now: datetime.datetime) -> datetime.datetime:
    return midnight(timezone.localdate(now, AGENCY_ZONE))


def _summaries(criteria: Criteria, count: int, **more: Any) -> list[dict[str, Any]]:
    return [summary for (summary,) in rows(criteria, ("summary",), count=count, **more)]


def latest(
    types: tuple[str, ...], locale: str, *, now: datetime.datetime, count: int = 3
) -> dict[str, list[dict[str, Any]]]:
    """The summaries of each type that matter most at that moment: the newest; of what is over one day, what is to come,
    the next first, then the newest."""
    return {type_: _latest(type_, locale, now, count) for type_ in types}


def _latest(type_: str, locale: str, now: datetime.datetime, count: int) -> list[dict[str, Any]]:
    criteria = Criteria((type_,), locale)
    coming = _summaries(criteria, count, side=Side.COMING, now=now) if registry.ends(type_) else []
    left, side = count - len(coming), Side.PAST if registry.ends(type_) else Side.BOTH
    others = _summaries(criteria, left, side=side, now=now) if left else []
    return [registry.as_of(summary, now) for summary in [*coming, *others]]


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

    @property
    def year_options(self) -> list[tuple[str, str, str]]:
        """The years as options of a facet."""
        return [(str(year), str(year), "") for year in self.years]


def listing(type_: str, locale: str, params: Any, *, now: datetime.datetime, upcoming_first: bool = False) -> Listing:
    """The list that an index page's address asks for, as it is at that moment; raises CriteriaError for what no form of
    ours sends.

    With `upcoming_first`, what is not over comes first, the next first.
    """
    kinds = {name: kind for name, kind in registry.filter_kinds().items() if kind.in_forms}
    year = _whole(params.get("year"), "year", 1900, 2200)
    number = _whole(params.get("page"), "page", 1, 100_000) or 1
    values = {name: checked(kind, params[name]) for name, kind in kinds.items() if params.get(name)}
    criteria = Criteria(
        types=(type_,),
        locale=locale,
        values={name: (value,) for name, value in values.items()},
        since=datetime.date(year, 1, 1) if year else None,
        until=datetime.date(year, 12, 31) if year else None,
    )
    numbers = tallies.visible(type_, locale, now=now)
    total = _total(criteria, year, numbers)
    pages = max(1, math.ceil(total / PER_PAGE))
    if number > pages:
        raise CriteriaError("page")
    offset = (number - 1) * PER_PAGE
    if upcoming_first:
        coming, items = _upcoming_first(criteria, now, offset)
    else:
        coming, items = [], _page(criteria, offset, {} if values or year else _months(numbers))
    asked = params.copy()
    asked.pop("page", None)
    return Listing(
        items=[registry.as_of(summary, now) for summary in items],
        upcoming=[registry.as_of(summary, now) for summary in coming],
        facets=[replace(facet, chosen=values.get(facet.kind, "")) for facet in _facets(type_, locale, now=now)],
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


def _total(criteria: Criteria, year: int | None, numbers: Counter[Counted]) -> int:
    """How many there are: counted already, but for what is narrowed by several things."""
    if not criteria.values:
        return sum(number for month, number in _months(numbers).items() if year is None or int(month[:4]) == year)
    if year is None and len(criteria.values) == 1:
        return sum(numbers[what] for what in numbers if what.value in criteria.values.get(what.kind, ()))
    return select(criteria).count()


def _page(criteria: Criteria, offset: int, months: Mapping[str, int]) -> list[dict[str, Any]]:
    """The summaries from there on, newest first; with the numbers of months, those that come before are passed over."""
    for month, number in months.items():
        if offset < number:
            year, of_year = int(month[:4]), int(month[5:])
            if year < datetime.MAXYEAR:
                criteria = replace(criteria, until=datetime.date(year + of_year // 12, of_year % 12 + 1, 1) - DAY)
            break
        offset -= number
    return _summaries(criteria, PER_PAGE, offset=offset)


def _upcoming_first(
    criteria: Criteria, now: datetime.datetime, offset: int
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The summaries from there on: of what is to come, in the order of days, and then backwards of what is past."""
    number = select(criteria).filter(_to_come(now, _today(now))).count()
    first = _summaries(criteria, PER_PAGE, offset=offset, side=Side.COMING, now=now) if offset < number else []
    left, skipped = PER_PAGE - len(first), max(0, offset - number)
    return first, _summaries(criteria, left, offset=skipped, side=Side.PAST, now=now) if left else []


@remembered
def _facets(type_: str, locale: str, *, now: datetime.datetime) -> list[Facet]:
    """What the list can be narrowed by, each option once, by label, and nothing chosen yet."""
    options: dict[str, dict[str, tuple[str, str, str]]] = {}
    for what in sorted(tallies.visible(type_, locale, now=now), key=lambda what: (what.label, what.value)):
        option = (what.value, what.label, what.label_locale)
        options.setdefault(what.kind, {}).setdefault(what.value, option)
    return [
        Facet(kind=kind, options=list(options[kind].values()), chosen="")
        for kind, found in registry.filter_kinds().items()
        if kind in options and found.in_forms
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
