"""What the exchange formats are to hold, whatever the newsroom has published: valid, as their own rules are.

The schemas in `formats` are written after the specifications and closed: they let nothing pass that the site does not
write on purpose. Of ninjs see `tests/delivery/test_ninjs.py`.
"""

import datetime
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from icalendar import Calendar
from jsonschema import Draft202012Validator
from lxml import etree

from cms.delivery import publications, registry
from cms.delivery.site_frame import public_languages
from events.models import EventState
from tests.factories import EventFactory, in_days
from tests.filled import fill

FORMATS = Path(__file__).parent / "formats"
JSON_FEED = Draft202012Validator(json.loads((FORMATS / "json_feed_1_1.json").read_text()))
GRAMMARS = {name: etree.RelaxNG(etree.parse(FORMATS / f"{name}.rng")) for name in ("rss", "atom")}
LONGEST_LINE = 75  # octets (RFC 5545, 3.1)
NEEDED = {"UID", "DTSTAMP", "DTSTART", "SUMMARY", "SEQUENCE", "STATUS", "URL"}


def faults_of_feed(format_: str, body: bytes) -> list[str]:
    """What is wrong with a feed."""
    if format_ == "json":
        return [error.message for error in JSON_FEED.iter_errors(json.loads(body))]
    grammar = GRAMMARS[format_]
    return [] if grammar.validate(etree.fromstring(body)) else [str(error) for error in grammar.error_log]


def faults_of_calendar(body: bytes) -> Iterator[str]:
    """What is wrong with a calendar: in its lines, its zones and its events."""
    if not body.endswith(b"\r\n") or re.search(rb"(?<!\r)\n", body):
        yield "a line that does not end as it must"
    yield from (f"too long: {line!r}" for line in body.split(b"\r\n") if len(line) > LONGEST_LINE)
    calendar = Calendar.from_ical(body)
    if not {"VERSION", "PRODID"} <= calendar.keys() or calendar["VERSION"] != "2.0":
        yield "no version 2.0 of iCalendar"
    yield from (str(error) for component in calendar.walk() for error in component.errors)
    zones = {str(zone["TZID"]) for zone in calendar.walk("VTIMEZONE")}
    uids = [str(event["UID"]) for event in calendar.walk("VEVENT")]
    if len(uids) != len(set(uids)):
        yield "two events of one name"
    for event in calendar.walk("VEVENT"):
        yield from (f"{event['UID']} has no {name}" for name in sorted(NEEDED - event.keys()))
        yield from _faults_of_times(event, zones)


def _faults_of_times(event: Calendar, zones: set[str]) -> Iterator[str]:
    begins, ends = event["DTSTART"], event.get("DTEND")
    for moment in filter(None, (begins, ends)):
        is_day = not isinstance(moment.dt, datetime.datetime)
        if is_day != (moment.params.get("VALUE") == "DATE"):
            yield f"{event['UID']}: a day must say that it is one"
        if not is_day and moment.params.get("TZID") not in zones:
            yield f"{event['UID']}: a zone without data"
    if ends is not None and (type(begins.dt) is not type(ends.dt) or ends.dt <= begins.dt):
        yield f"{event['UID']} ends before it begins"


@pytest.fixture
def filled(newsroom):
    """A newsroom with a page of every type, and events of every state, with and without times."""
    fill(newsroom)
    with publications.unit():
        for number, state in enumerate(EventState.values):
            day = in_days(-number - 2 if state == EventState.HELD else number + 2)
            for name, ends_at in (
                ("Tag", None),
                ("Stunden", day + datetime.timedelta(hours=2)),
                ("Tage", day + datetime.timedelta(days=3)),
            ):
                EventFactory(
                    parent=newsroom.events,
                    title=f"{name} {number}: Wörter, die länger sind als eine Zeile; mit „Zeichen“, \\ und &",
                    slug=f"{name.lower()}-{number}",
                    state=state,
                    starts_at=day,
                    ends_at=ends_at,
                    online=number % 2 == 0,
                    time_open=name == "Tag",
                    town="Musterstadt",
                )
    return newsroom


@pytest.mark.parametrize("format_", ["rss", "atom", "json"])
def test_every_feed_is_valid(client, filled, format_):
    with_items = 0
    for locale in public_languages():
        for type_ in registry.types():
            response = client.get(f"/feeds/{locale}/{type_}.{format_}")
            assert response.status_code == 200
            assert faults_of_feed(format_, response.content) == [], (locale, type_)
            with_items += b"urn:x-newsroom:" in response.content
    assert with_items > 5


def test_every_calendar_is_valid(client, filled):
    for locale in public_languages():
        asked = [f"/calendar/{locale}.ics"]
        listed = client.get("/api/v1/events", {"locale": locale, "limit": 100}).json()["items"]
        asked += [f"/calendar/{locale}/{item['id']}.ics" for item in listed if item["date"]]
        for address in asked:
            response = client.get(address)
            assert response.status_code == 200
            assert [*faults_of_calendar(response.content)] == [], address
    assert len(listed) >= 1


def test_a_fault_is_found(client, filled):
    bodies = {format_: client.get(f"/feeds/de/events.{format_}").content for format_ in ("rss", "atom", "json")}
    for format_, old, new in (
        ("rss", b'isPermaLink="false"', b'isPermaLink="maybe"'),
        ("rss", b"lastBuildDate", b"lastBuilt"),
        ("atom", b"author>", b"writer>"),
        ("atom", b"updated>", b"modified>"),
        ("json", b'"content_text"', b'"text"'),
        ("json", b"jsonfeed.org/version/1.1", b"jsonfeed.org/version/1"),
    ):
        assert faults_of_feed(format_, bodies[format_].replace(old, new)), (format_, old)
    calendar = client.get("/calendar/de.ics").content
    for old, new in ((b"\r\n", b"\n"), (b"SUMMARY:", b"X-WORDS:"), (b"TZID:Europe/Berlin", b"TZID:Europe/Bern")):
        assert [*faults_of_calendar(calendar.replace(old, new))], old
