"""What time decides about an event: until when it is to come, and until when people can register.

A day without a time is kept as its midnight in the agency's zone. Where something begins it is that day, and where
something ends, such as a deadline, it is the end of it.
"""

from __future__ import annotations

import datetime
from typing import Any

from django.utils import timezone

from cms.delivery.presenter import AGENCY_ZONE, LAST_SECOND, midnight

OVER = "over"
"""The state in which visitors find an event that is over and of which nobody has said what became of it."""
TO_COME = ("save-the-date", "invited")


def is_day(moment: datetime.datetime) -> bool:
    """True for a day without a time."""
    return timezone.localtime(moment, AGENCY_ZONE).time() == datetime.time()


def day_ended(moment: datetime.datetime) -> datetime.datetime:
    """The end of the moment's day, which is the beginning of the next one."""
    return midnight(timezone.localdate(moment, AGENCY_ZONE) + datetime.timedelta(days=1))


def ended(moment: datetime.datetime) -> datetime.datetime:
    """The moment at which what lasts until then is over: with its day where no time is said."""
    return day_ended(moment) if is_day(moment) else moment


def last_moment(moment: datetime.datetime) -> datetime.datetime:
    """The moment as documents say an end: a day without a time as its last second."""
    local = timezone.localtime(moment, AGENCY_ZONE)
    return datetime.datetime.combine(local.date(), LAST_SECOND, AGENCY_ZONE) if is_day(moment) else local


def as_of(event: dict[str, Any], now: datetime.datetime) -> dict[str, Any]:
    """A stored event, its summary, or what others say of it, as it is read at that moment."""
    found = dict(event)
    if event["state"] in TO_COME and _is_past(event.get("over_at"), now):
        found["state"] = OVER
    if _is_past(event.get("registration_closes_at"), now):
        found["registration_open"] = False
    return found


def _is_past(moment: str | None, now: datetime.datetime) -> bool:
    return moment is not None and datetime.datetime.fromisoformat(moment) <= now
