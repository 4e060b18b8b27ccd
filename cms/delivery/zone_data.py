"""What calendars say of the agency's zone, so that a reader needs no data of its own."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from functools import lru_cache

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

from cms.delivery.presenter import AGENCY_ZONE

HOUR, DAY = datetime.timedelta(hours=1), datetime.timedelta(days=1)


@lru_cache(maxsize=32)
def zone_of_years(first: int, last: int) -> Timezone:
    """The VTIMEZONE of these years (RFC 5545, 3.6.5), with each change of the clocks; not to be changed."""
    begin = datetime.datetime(first, 1, 1, tzinfo=AGENCY_ZONE)
    zone = Timezone()
    zone.add("tzid", AGENCY_ZONE.key)
    zone.add_component(_observance(begin, begin.utcoffset()))
    for moment in _changes(begin.astimezone(datetime.UTC), datetime.datetime(last + 1, 1, 1, tzinfo=datetime.UTC)):
        before = (moment - HOUR).astimezone(AGENCY_ZONE).utcoffset()
        zone.add_component(_observance(moment.astimezone(AGENCY_ZONE), before))
    return zone


def _changes(begin: datetime.datetime, end: datetime.datetime) -> Iterator[datetime.datetime]:
    """The hours, in UTC, from which the offset is another one than in the hour before."""
    day = begin
    while day < end:
        if _offset(day) != _offset(day + DAY):
            hours = (day + number * HOUR for number in range(1, 25))
            yield next(hour for hour in hours if _offset(hour) != _offset(day))
        day += DAY


def _offset(moment: datetime.datetime) -> datetime.timedelta | None:
    return moment.astimezone(AGENCY_ZONE).utcoffset()


def _observance(moment: datetime.datetime, before: datetime.timedelta | None) -> TimezoneDaylight | TimezoneStandard:
    """From that moment on; its beginning is what the clocks showed, had nobody put them forward or back."""
    found = TimezoneDaylight() if moment.dst() else TimezoneStandard()
    offset = before or datetime.timedelta()
    found.add("dtstart", (moment.astimezone(datetime.UTC) + offset).replace(tzinfo=None))
    found.add("tzoffsetfrom", offset)
    found.add("tzoffsetto", moment.utcoffset())
    found.add("tzname", moment.tzname())
    return found
