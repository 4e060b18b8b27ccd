"""Calendars: valid, of one language, narrowed as lists are, and the same until something changes."""

import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar

from cms.delivery import publications
from cms.delivery.models import Publication
from cms.delivery.withdrawal import withdraw
from events.models import EventPage
from tests.factories import EventFactory, EventSeriesFactory, TopicFactory, VenueFactory, in_days

pytestmark = [pytest.mark.django_db, pytest.mark.databases("cms.delivery.exchange")]

BERLIN = ZoneInfo("Europe/Berlin")
OF_ALL = "/calendar/de.ics"


def moment(day, hour=0, month=7):
    return datetime.datetime(2027, month, day, hour, tzinfo=BERLIN)


def checked(body: bytes) -> Calendar:
    """The calendar, if it keeps the rules of RFC 5545 that its readers lean on."""
    lines = body.split(b"\r\n")
    assert lines.pop() == b"" and not any(b"\n" in line or len(line) > 75 for line in lines)
    calendar = Calendar.from_ical(body)
    assert calendar["VERSION"] == "2.0" and calendar["PRODID"] and "METHOD" not in calendar
    zones = {zone["TZID"] for zone in calendar.timezones}
    names = [event["UID"] for event in calendar.events]
    assert len(names) == len(set(names))
    for event in calendar.events:
        assert not event.errors and {"UID", "DTSTAMP", "DTSTART", "SUMMARY", "SEQUENCE", "STATUS"} <= set(event)
        ends = [event["DTSTART"], *([event["DTEND"]] if "DTEND" in event else [])]
        assert len({type(end.dt) for end in ends}) == 1 and ends[0].dt <= ends[-1].dt
        for end in ends:
            is_day = not isinstance(end.dt, datetime.datetime)
            assert (end.params.get("VALUE") == "DATE") == is_day and (is_day or end.params["TZID"] in zones)
    return calendar


def events(client, address=OF_ALL):
    response = client.get(address)
    assert response.status_code == 200 and response["Content-Type"] == "text/calendar; charset=utf-8"
    return {str(event["SUMMARY"]): event for event in checked(response.content).events}


def one(client, **fields):
    return events(client)[fields["title"]]


@pytest.fixture
def event(newsroom):
    return EventFactory(
        parent=newsroom.events, title="Treffen, groß; wichtig", starts_at=moment(1, 10), ends_at=moment(1, 16)
    )


def change(page, **fields):
    for name, value in fields.items():
        setattr(page, name, value)
    with publications.unit():
        page.save_revision().publish()


def test_an_event_stands_there_with_its_times_in_their_zone(client, event):
    (found,) = events(client).values()
    assert found["UID"] == f"urn:x-newsroom:{event.translation_key}:de"
    assert (found.start, found.end) == (moment(1, 10), moment(1, 16)) and found["DTSTART"].params["TZID"]
    assert found["URL"] == f"http://testserver{Publication.objects.get(type='events').path}"
    assert found["DTSTAMP"].dt == Publication.objects.get(type="events").modified_at.replace(microsecond=0)


def test_the_zone_says_by_itself_how_far_its_clocks_are_from_utc(client, newsroom):
    for year in (2026, 2041):
        begin = datetime.datetime(year, 7, 10, 10, tzinfo=BERLIN)
        EventFactory(parent=newsroom.events, title=f"Treffen {year}", starts_at=begin)
    (zone,) = checked(client.get(OF_ALL).content).timezones
    first, *changes = zone.subcomponents
    assert first["DTSTART"].dt == datetime.datetime(2026, 1, 1) and len(changes) == 2 * 16
    for change in changes:
        before, after = change["TZOFFSETFROM"].td, change["TZOFFSETTO"].td
        moment = (change["DTSTART"].dt - before).replace(tzinfo=datetime.UTC)
        assert (moment - datetime.timedelta(seconds=1)).astimezone(BERLIN).utcoffset() == before
        assert moment.astimezone(BERLIN).utcoffset() == after and before != after
        assert change.name == ("DAYLIGHT" if after > before else "STANDARD")


@pytest.mark.parametrize(
    ("fields", "begins", "ends"),
    [
        ({"starts_at": moment(1)}, datetime.date(2027, 7, 1), datetime.date(2027, 7, 2)),
        ({"starts_at": moment(1), "ends_at": moment(3)}, datetime.date(2027, 7, 1), datetime.date(2027, 7, 4)),
        (
            {"starts_at": moment(1, 9), "ends_at": moment(2, 9), "time_open": True},
            datetime.date(2027, 7, 1),
            datetime.date(2027, 7, 3),
        ),
        ({"starts_at": moment(1, 9), "ends_at": moment(2)}, moment(1, 9), moment(3)),
    ],
)
def test_days_end_before_the_next_one(client, newsroom, fields, begins, ends):
    EventFactory(parent=newsroom.events, title="Tage", **fields)
    found = one(client, title="Tage")
    assert (found.start, found["DTEND"].dt) == (begins, ends)


def test_where_no_end_is_said_there_is_none(client, newsroom):
    EventFactory(parent=newsroom.events, title="Offen", starts_at=moment(1, 9))
    assert "DTEND" not in one(client, title="Offen")


def test_what_stands_at_no_day_stands_in_no_calendar(client, newsroom):
    event = EventFactory(parent=newsroom.events, title="Irgendwann", starts_at=None)
    assert events(client) == {}
    assert client.get(f"/calendar/de/{event.translation_key}.ics").status_code == 404


@pytest.mark.parametrize(
    ("state", "status"),
    [("save-the-date", "TENTATIVE"), ("invited", "CONFIRMED"), ("held", "CONFIRMED"), ("cancelled", "CANCELLED")],
)
def test_the_state_is_told(client, newsroom, state, status):
    EventFactory(parent=newsroom.events, title="Treffen", starts_at=in_days(-1 if state == "held" else 3), state=state)
    assert one(client, title="Treffen")["STATUS"] == status


def test_a_cancelled_event_is_kept_for_90_days_after_its_day_and_its_cancellation(client, newsroom):
    event = EventFactory(parent=newsroom.events, title="Treffen", starts_at=in_days(10), state="cancelled")
    address = f"/calendar/de/{event.translation_key}.ics"
    for days, is_kept in [(99, True), (103, False)]:
        with time_machine.travel(in_days(days), tick=False):
            assert ("Treffen" in events(client)) is is_kept
            assert "Treffen" in events(client, address)
    with time_machine.travel(in_days(60), tick=False):
        change(EventPage.objects.get(), title="Treffen")
        EventFactory(parent=newsroom.events, title="Anderes", starts_at=in_days(-200), state="cancelled")
    with time_machine.travel(in_days(149), tick=False):
        assert "Anderes" in events(client)
    with time_machine.travel(in_days(152), tick=False):
        assert "Anderes" not in events(client)


def test_the_sequence_rises_with_what_is_changed_and_the_name_stays(client, newsroom, event):
    venue = VenueFactory(name="Altes Haus")
    seen = [one(client, title=event.title)]
    for fields in ({"starts_at": moment(1, 9)}, {"venue": venue}, {"state": "cancelled"}, {"slug": "woanders"}):
        change(event, **fields)
        seen.append(one(client, title=event.title))
    with publications.unit():
        venue.name = "Neues Haus"
        venue.save()
    seen.append(one(client, title=event.title))
    numbers = [found["SEQUENCE"] for found in seen]
    assert numbers == sorted(set(numbers)) and len({found["UID"] for found in seen}) == 1
    assert "Neues Haus" in seen[-1]["LOCATION"]
    assert numbers[-1] == one(client, title=event.title)["SEQUENCE"]


def test_a_place_is_told_with_its_address_and_a_meeting_online_by_where_people_meet(client, newsroom):
    venue = VenueFactory(name="Haus", street="Weg 1", postal_code="01234", city="Stadt")
    EventFactory(parent=newsroom.events, title="Dort", venue=venue)
    EventFactory(parent=newsroom.events, title="Fern", online=True, online_url="https://meet.example.org/a,b")
    found = events(client)
    assert found["Dort"]["LOCATION"] == "Haus, Weg 1, 01234 Stadt" and "CONFERENCE" not in found["Dort"]
    assert found["Fern"]["LOCATION"] == "Online" and found["Fern"]["CONFERENCE"] == "https://meet.example.org/a,b"


def test_it_is_narrowed_as_lists_are(client, newsroom):
    series, topic = EventSeriesFactory(parent=newsroom.events, title="Reihe"), TopicFactory()
    EventFactory(parent=series, title="Erstes")
    link = EventPage._meta.get_field("topics").related_model
    EventFactory(parent=newsroom.events, title="Zum Thema", topics=[link(topic=topic)])
    EventFactory(parent=newsroom.events, title="Drittes")
    assert set(events(client)) == {"Erstes", "Zum Thema", "Drittes"}
    assert set(events(client, f"{OF_ALL}?series={series.translation_key}")) == {"Erstes"}
    assert set(events(client, f"{OF_ALL}?topic={topic.translation_key}")) == {"Zum Thema"}


def test_each_language_has_its_own(client, newsroom, event):
    newsroom.translate(event, title="Meeting")
    assert set(events(client)) == {event.title} and set(events(client, "/calendar/en.ics")) == {"Meeting"}
    english = events(client, f"/calendar/en/{event.translation_key}.ics")["Meeting"]
    assert english["UID"].endswith(":en") and english.start == moment(1, 10)


def test_nothing_is_told_of_what_nobody_sees(client, newsroom, event):
    draft = EventFactory(parent=newsroom.events, title="Entwurf", live=False)
    assert set(events(client)) == {event.title}
    assert client.get(f"/calendar/de/{draft.translation_key}.ics").status_code == 404
    address = f"/calendar/de/{event.translation_key}.ics"
    withdraw(event, reason="Ein Irrtum.", user=None)
    assert events(client) == {}
    response = client.get(address)
    assert response.status_code == 410 and response.json()["reason"] == "Ein Irrtum."


def test_another_type_has_no_calendar(client, newsroom):
    release = newsroom.release(title="Meldung")
    assert client.get(f"/calendar/de/{release.translation_key}.ics").status_code == 404


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/calendar/fr.ics", 404), ("/calendar/xx.ics", 404), ("/calendar/de.ics?q=a", 400),
        ("/calendar/de.ics?audience=1", 400), ("/calendar/de.ics?topic=1", 422), ("/calendar/de.ics?place=%00", 422),
        ("/calendar/de.ics?topic=1&topic=2", 400), ("/calendar/de/00000000-0000-0000-0000-000000000000.ics", 404),
    ],
)  # fmt: skip
def test_there_is_no_other(client, newsroom, event, address, status):
    response = client.get(address)
    assert (response.status_code, response["Content-Type"]) == (status, "application/problem+json")


@pytest.mark.parametrize(
    "address", ["/calendar/de", "/calendar/%00.ics", "/calendar/%00/00000000-0000-0000-0000-000000000000.ics",
                "/calendar/de/1.ics", "/calendar/de/.ics"],
)  # fmt: skip
def test_what_is_no_address_of_one_is_nowhere(client, newsroom, address):
    assert client.get(address).status_code == 404


def test_it_is_the_same_until_something_changes_and_open_to_all(client, newsroom, event):
    for address in (OF_ALL, f"/calendar/de/{event.translation_key}.ics"):
        first = client.get(address)
        assert first.content == client.get(address).content and first["Access-Control-Allow-Origin"] == "*"
        assert "max-age=0" in first["Cache-Control"] and first["Content-Language"] == "de"
        assert client.head(address)["ETag"] == first["ETag"] and client.post(address).status_code == 405
        known = {"If-None-Match": first["ETag"]}
        assert client.get(address, headers=known).status_code == 304
        change(event, title=event.title + "!")
        assert client.get(address, headers=known).status_code == 200


def test_a_calendar_costs_as_many_questions_however_long_it_is(client, newsroom, event):
    counts = []
    for number in (1, 5):
        for _each in range(number):
            EventFactory(parent=newsroom.events, title=f"Treffen {number} {_each}")
        with CaptureQueriesContext(connection) as asked:
            events(client)
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_pages_announce_theirs(client, newsroom, event):
    series = EventSeriesFactory(parent=newsroom.events, title="Reihe")
    addresses = {
        "/de/veranstaltungen/": OF_ALL,
        Publication.objects.get(type="events").path: f"/calendar/de/{event.translation_key}.ics",
        Publication.objects.get(type="event-series").path: f"{OF_ALL}?series={series.translation_key}",
    }
    for path, address in addresses.items():
        page = BeautifulSoup(client.get(path).content, "html.parser")
        (link,) = page.find_all("link", rel="alternate", type="text/calendar")
        assert link["href"] == f"http://testserver{address}" and client.get(address).status_code == 200
    for path in ("/de/", "/de/presse/"):
        assert b"text/calendar" not in client.get(path).content
