"""What formats of others say of events, made from stored documents alone."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.delivery.presenter import AGENCY_ZONE, LAST_SECOND, CalendarEntry, subjects
from events.clock import TO_COME, day_ended
from events.models import EventState

Document = Mapping[str, Any]

STATUS: dict[str, Any] = {EventState.SAVE_THE_DATE: "TENTATIVE", EventState.CANCELLED: "CANCELLED"}
DAY = datetime.timedelta(days=1)


def calendar_entry(event: Document) -> CalendarEntry | None:
    """What calendars note of an event; None while no day is known."""
    if event["date"] is None:
        return None
    begins, ends = _days(event) if event["starts_at"] is None else _moments(event)
    address = _online_address(event)
    return CalendarEntry(
        begins=begins,
        ends=ends,
        status=STATUS.get(event["state"], "CONFIRMED"),
        location=location(event),
        conference=address if event["online"] and event["state"] != EventState.CANCELLED else "",
        note=event["teaser"] or "",
        categories=tuple(topic["title"] for topic in event["topics"]),
    )


def location(event: Document) -> str:
    """Where the event is, in one line: its venue with the address, else the town, else that it is online."""
    venue = event["venue"]
    if venue is None:
        return event["place"] or (_("Online") if event["online"] else "")
    address = venue["address"]
    town = " ".join(part for part in (address["postal_code"], address["city"]) if part) or event["place"]
    parts = [venue["name"], address["street"], town]
    return ", ".join(dict.fromkeys(part for part in parts if part))


def _days(event: Document) -> tuple[datetime.date, datetime.date]:
    """The first day, and the day after the last one."""
    first = datetime.date.fromisoformat(event["date"])
    last = datetime.date.fromisoformat(event["end_date"]) if event["end_date"] else first
    return first, max(first, last) + DAY


def _moments(event: Document) -> tuple[datetime.datetime, datetime.datetime | None]:
    """When it begins, and when it ends where that is known: with its day where no time is said."""
    begins = _local(event["starts_at"])
    ends = _local(event["ends_at"]) if event["ends_at"] else None
    if ends is not None and ends.time() == LAST_SECOND:
        ends = day_ended(ends)
    return begins, ends if ends is not None and ends > begins else None


def _local(moment: str) -> datetime.datetime:
    return timezone.localtime(datetime.datetime.fromisoformat(moment), AGENCY_ZONE)


def structured_event(event: Document) -> dict[str, Any]:
    """An event of schema.org; a page about one while no day is known."""
    if event["date"] is None:
        return {"@type": "WebPage"}
    series = event["series"]
    return {
        "@type": "Event",
        "startDate": event["starts_at"] or event["date"],
        "endDate": event["ends_at"] or event["end_date"] or (None if event["starts_at"] else event["date"]),
        "eventStatus": f"https://schema.org/Event{'Cancelled' if _is_cancelled(event) else 'Scheduled'}",
        "eventAttendanceMode": f"https://schema.org/{_attendance(event)}EventAttendanceMode",
        "location": _locations(event),
        "organizer": [{"@type": "Organization", "name": host["name"]} for host in event["hosts"]],
        "superEvent": _linked("EventSeries", series) if series else None,
        "keywords": [topic["title"] for topic in event["topics"]],
    }


def structured_series(series: Document) -> dict[str, Any]:
    """A series of schema.org with those of its events of which a day is known."""
    organiser = series["organisation"]
    events = [
        {**_linked("Event", one["page"]), "startDate": one["starts_at"] or one["date"]} for one in series["events"]
    ]
    return {
        "@type": "EventSeries",
        "organizer": {"@type": "Organization", "name": organiser["name"]} if organiser else None,
        "subEvent": [event for event in events if event["startDate"]],
    }


def structured_documentation(documentation: Document) -> dict[str, Any]:
    """An article of schema.org about the event, where that is public."""
    event = documentation["event"]
    day = {"startDate": documentation["date"]} if documentation["date"] else {}
    return {
        "@type": "Article",
        "about": {**_linked("Event", event), **day} if event else None,
        "keywords": [topic["title"] for topic in documentation["topics"]],
    }


def _online_address(event: Document) -> str:
    """Where people meet online, where everybody is told; empty for what is no address of the web."""
    address: str = event["online_url"] or ""
    return address if address.startswith(("https://", "http://")) else ""


def _is_cancelled(event: Document) -> bool:
    return bool(event["state"] == EventState.CANCELLED)


def _attendance(event: Document) -> str:
    if not event["online"]:
        return "Offline"
    return "Mixed" if event["venue"] or event["place"] else "Online"


def _locations(event: Document) -> list[dict[str, Any]]:
    """Its place, and that it is online; where people meet online is told as long as the page tells it."""
    found: list[dict[str, Any]] = []
    venue = event["venue"]
    if venue or event["place"]:
        address = venue["address"] if venue else {"street": None, "postal_code": None, "city": event["place"]}
        parts = {
            "streetAddress": address["street"],
            "postalCode": address["postal_code"],
            "addressLocality": address["city"] or event["place"],
        }
        postal = {"@type": "PostalAddress", **{name: value for name, value in parts.items() if value}}
        found.append({"@type": "Place", "name": venue["name"] if venue else event["place"], "address": postal})
    if event["online"]:
        told = _online_address(event) if event["state"] in TO_COME else ""
        address = told or f"{settings.PUBLIC_URL}{event['path']}"
        found.append({"@type": "VirtualLocation", "url": address})
    return found


def _linked(type_: str, link: Document) -> dict[str, Any]:
    return {"@type": type_, "name": link["title"], "url": f"{settings.PUBLIC_URL}{link['path']}"}


def ninjs_of_event(event: Document) -> dict[str, Any]:
    """What ninjs says of an event; while no day is known it is a text."""
    found: dict[str, Any] = {
        "subjects": subjects(event["topics"]),
        "organisations": [{"name": host["name"], "rel": "host", "literal": host["id"]} for host in event["hosts"]],
        "places": _places(event),
    }
    return found | ({"type": "event", "eventDetails": {"dates": _dates(event)}} if event["date"] else {})


def ninjs_of_documentation(documentation: Document) -> dict[str, Any]:
    """What ninjs says of the documentation of an event."""
    event = documentation["event"]
    return {
        "located": documentation["place"],
        "subjects": subjects(documentation["topics"]),
        "events": [{"name": event["title"], "uri": f"urn:x-newsroom:{event['id']}:{event['locale']}"}] if event else [],
    }


def _dates(event: Document) -> dict[str, str]:
    """Moments where they are known, else days, which are what is expected."""
    begin = {"startDate": event["starts_at"]} if event["starts_at"] else {"expectedStartDate": event["date"]}
    if event["ends_at"]:
        return {**begin, "endDate": event["ends_at"]}
    return {**begin, "expectedEndDate": event["end_date"]} if event["end_date"] else begin


def _places(event: Document) -> list[dict[str, Any]]:
    venue = event["venue"]
    if venue is None:
        return [{"name": event["place"]}] if event["place"] else []
    written = venue["address"]
    parts = {"lines": [written["street"]] if written["street"] else [], "locality": written["city"]}
    parts["postalCode"] = written["postal_code"]
    address = {name: value for name, value in parts.items() if value}
    contact = {"contactInfo": [{"type": "physical", "address": address}]} if address else {}
    return [{"name": venue["name"], "literal": venue["id"], **contact}]
