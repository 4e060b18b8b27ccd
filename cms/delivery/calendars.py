"""Calendars for subscribers: iCalendar (RFC 5545, RFC 7986) of everything in a language that stands at a day, narrowed
as lists are, and of one publication.

All of it follows from the store: what was not changed is the same, byte for byte, whenever it is asked for.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone, translation
from icalendar import STATUS, Calendar, Conference, Event

from cms.content.filters import FilterKind
from cms.delivery import registry
from cms.delivery.api.publications import withdrawn
from cms.delivery.api.service import reading, refused
from cms.delivery.exchange import COLUMNS, absolute, name_of, row_of
from cms.delivery.listing import Criteria, CriteriaError, checked, rows
from cms.delivery.models import Tombstone
from cms.delivery.once_published import missing, status_of
from cms.delivery.presenter import AGENCY_ZONE, CalendarEntry, midnight
from cms.delivery.site_frame import public_languages, site_frame_for
from cms.delivery.zone_data import zone_of_years

MEDIA_TYPE = "text/calendar"
MOST = 500  # entries of one calendar, the latest
DAYS_CANCELLED = 90  # that a calendar of several keeps what was cancelled
REFRESH = datetime.timedelta(hours=1)


def calendar(request: HttpRequest, locale: str) -> HttpResponse:
    """Everything in the language that stands at a day; 404 for a language that the site does not have, and for what
    nothing was ever published with; 410 for what is gone for good."""
    types = registry.calendar_types()
    if locale not in public_languages():
        raise Http404
    try:
        values = {name: (_checked(name, str(value)),) for name, value in request.GET.items()}
    except CriteriaError as error:
        return refused(422, {str(error): "cannot be"})
    now = timezone.now()
    found = rows(Criteria(types, locale, values), COLUMNS, count=MOST, now=now)
    if not found and (status := status_of(values)) is not HTTPStatus.OK:
        return missing(status)
    with translation.override(locale):
        entries = [(row, _entry(row)) for row in found]
        kept = [(row, entry) for row, entry in entries if entry is not None and not _is_forgotten(row, entry, now)]
        plurals = (presenter.plural for presenter in registry.presenters() if presenter.in_calendar)
        title = f"{', '.join(map(str, plurals))} – {site_frame_for(locale).name or settings.SITE_NAME}"
        return _answer(request, kept, title, locale)


def calendar_of_one(request: HttpRequest, locale: str, key: str) -> HttpResponse:
    """The one publication in the language; 410 where it was withdrawn, 404 where it stands at no day."""
    row = row_of(UUID(key), locale)
    if row is None:
        tombstone = Tombstone.objects.filter(key=key, locale=locale, type__in=registry.calendar_types()).first()
        if tombstone is not None:
            return withdrawn(tombstone)
        raise Http404
    with translation.override(locale):
        entry = _entry(row)
        if entry is None:
            raise Http404
        return _answer(request, [(row, entry)], row.document["title"], locale)


def _checked(name: str, value: str) -> str:
    kinds: dict[str, FilterKind] = registry.filter_kinds(registry.calendar_types())
    return checked(kinds[name], value)


def _entry(row: Any) -> CalendarEntry | None:
    presenter = registry.presenter_of_type(row.type)
    try:
        return presenter.calendar_entry(row.document) if presenter else None
    except LookupError:  # a document that an earlier version wrote, until it is presented anew
        return None


def _is_forgotten(row: Any, entry: CalendarEntry, now: datetime.datetime) -> bool:
    """True for what was cancelled so long ago, counted from its last change or from its day, whichever came later, that
    every subscriber has heard of it. That changes at midnight, when answers that are kept are made anew."""
    since = max(moment for moment in (row.updated_at, row.over_at) if moment)
    last = timezone.localdate(since, AGENCY_ZONE) + datetime.timedelta(days=DAYS_CANCELLED)
    return entry.status == "CANCELLED" and midnight(last + datetime.timedelta(days=1)) <= now


def _answer(
    request: HttpRequest, entries: Iterable[tuple[Any, CalendarEntry]], title: str, locale: str
) -> HttpResponse:
    address = absolute(request.get_full_path())
    found = Calendar.new(
        name=title,
        prodid="-//Treffpunkt//iCalendar//DE",
        uid=f"urn:x-newsroom:{request.get_full_path()}",  # else it is by chance, and no two answers are the same
        url=address,
        source=address,
        refresh_interval=REFRESH,
    )
    for row, entry in sorted(entries, key=lambda one: (_day(one[1].begins), one[0].key.hex)):
        found.add_component(_event(row, entry))
    years = [moment.year for event in found.events for moment in (event.start, event.end)]
    if years:
        found.subcomponents.insert(0, zone_of_years(min(years), max(years)))
    response = HttpResponse(found.to_ical(), content_type=f"{MEDIA_TYPE}; charset=utf-8")
    response["Content-Language"] = locale
    return response


def _event(row: Any, entry: CalendarEntry) -> Event:
    """`SEQUENCE` is the number of the last change of the document in the change log: it rises with each."""
    conferences = [Conference(entry.conference, feature="VIDEO")] if entry.conference else []
    return Event.new(
        uid=name_of(row.key, row.locale),
        sequence=row.sequence,
        stamp=row.modified_at,
        last_modified=row.modified_at,
        created=row.published_at,
        summary=row.document["title"],
        description=entry.note or None,
        location=entry.location or None,
        url=absolute(row.document["path"]),
        status=STATUS(entry.status),
        categories=entry.categories,
        conferences=conferences,
        start=entry.begins,
        end=entry.ends,
    )


def _day(moment: datetime.date) -> datetime.date:
    return moment.date() if isinstance(moment, datetime.datetime) else moment


def _filters() -> frozenset[str]:
    return frozenset(registry.filter_kinds(registry.calendar_types()))


def views() -> tuple[Any, Any]:
    """The views of all and of one, once all types are registered."""
    return reading(calendar, _filters()), reading(calendar_of_one, frozenset())
