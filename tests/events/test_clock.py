"""The clock decides what time decides: when an event is over, until when people can register, what a day means."""

import datetime
from urllib.parse import urlencode

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError

from cms.delivery.presenter import AGENCY_ZONE
from events.models import DocumentationNextDate, EventPage, EventState
from tests.admin import Admin
from tests.factories import DocumentationFactory, EventFactory, EventSeriesFactory, in_days
from tests.store import assert_sound, document, row


def berlin(text: str) -> datetime.datetime:
    return datetime.datetime.fromisoformat(text).replace(tzinfo=AGENCY_ZONE)


def at(text: str):
    return time_machine.travel(berlin(text), tick=False)


@pytest.fixture
def event(newsroom):
    def make(**fields) -> EventPage:
        given = {"title": "Treffen", "state": EventState.INVITED, "starts_at": berlin("2026-12-10T10:00")}
        return EventFactory(parent=fields.pop("parent", newsroom.events), **(given | fields))

    return make


def page(client, found) -> str:
    html = client.get(row(found).path).content.decode()
    return " ".join(BeautifulSoup(html, "html.parser").main.get_text(" ").split())


def api(client, found) -> dict:
    shown = row(found)
    return client.get(f"/api/v1/{shown.type}/{shown.key}?{urlencode({'locale': 'de'})}").json()


# When an event is over


@pytest.mark.parametrize(
    ("fields", "before", "after"),
    [
        ({"ends_at": berlin("2026-12-10T16:00")}, "2026-12-10T15:59:59", "2026-12-10T16:00"),
        ({}, "2026-12-10T23:59:59", "2026-12-11T00:00"),
        ({"ends_at": berlin("2026-12-11T00:00")}, "2026-12-11T23:59:59", "2026-12-12T00:00"),
        ({"ends_at": berlin("2026-12-12T15:00")}, "2026-12-12T14:59:59", "2026-12-12T15:00"),
        (
            {"starts_at": berlin("2026-12-10T00:00"), "ends_at": berlin("2026-12-11T15:00"), "time_open": True},
            "2026-12-11T23:59:59",
            "2026-12-12T00:00",
        ),
        ({"starts_at": berlin("2026-12-10T00:00")}, "2026-12-10T23:59:59", "2026-12-11T00:00"),
    ],
    ids=["its end", "its day", "the end of its last day", "the time of its last day", "days only", "one day only"],
)
def test_an_event_is_over_at_its_end_everywhere(newsroom, event, client, fields, before, after):
    series = EventSeriesFactory(parent=newsroom.events, title="Reihe")
    found = event(parent=series, **fields)
    documentation = DocumentationFactory(
        parent=event(title="Früher", starts_at=berlin("2026-01-10T10:00")),
        title="Dokumentation",
        next_dates=[DocumentationNextDate(event=found)],
    )
    pages = (found, series, documentation, newsroom.events, newsroom.home)
    with at(before):
        assert all("Einladung verschickt" in page(client, one) for one in pages)
        assert states(client, found, series, documentation) == {"invited"}
        assert "Kommende" in page(client, newsroom.events)
    with at(after):
        assert not any("Einladung verschickt" in page(client, one) for one in pages)
        assert states(client, found, series, documentation) == {"over"}
        assert "Kommende" not in page(client, newsroom.events)


def states(client, event, series, documentation) -> set[str]:
    """What the API says of the event, wherever it names it."""
    [listed] = [
        item
        for item in client.get("/api/v1/events?locale=de").json()["items"]
        if item["id"] == str(event.translation_key)
    ]
    links = [*api(client, series)["events"], *api(client, documentation)["next_dates"]]
    return {api(client, event)["state"], listed["state"], *(link["state"] for link in links)}


@pytest.mark.parametrize("state", [EventState.HELD, EventState.CANCELLED])
def test_what_somebody_said_of_an_event_stays_when_it_is_over(event, client, state):
    found = event(state=state, starts_at=in_days(-1), ends_at=None)
    with at("2027-01-01T00:00"):
        assert api(client, found)["state"] == state


def test_an_event_without_a_day_is_never_over(event, client):
    found = event(starts_at=None, registration_url="https://example.org/anmeldung")
    with at("2099-01-01T00:00"):
        shown = api(client, found)
    assert (shown["state"], shown["over_at"], shown["registration_open"]) == ("invited", None, True)


@pytest.mark.databases
def test_what_is_going_on_is_still_to_come_and_comes_first(newsroom, event, client):
    event(title="Nächste Woche", starts_at=berlin("2026-12-17T10:00"))
    event(title="Drei Tage", starts_at=berlin("2026-12-09T10:00"), ends_at=berlin("2026-12-11T12:00"))
    event(title="Heute früh", starts_at=berlin("2026-12-10T08:00"), ends_at=berlin("2026-12-10T09:00"))
    with at("2026-12-10T11:00"):
        listing = client.get(row(newsroom.events).path).context["listing"]
        latest = client.get("/de/").context["latest"]["events"]
    assert [item["title"] for item in listing.upcoming] == ["Drei Tage", "Nächste Woche"]
    assert [item["title"] for item in listing.items] == ["Heute früh"]
    assert [item["title"] for item in latest] == ["Drei Tage", "Nächste Woche", "Heute früh"]


def test_a_cache_learns_from_the_etag_that_the_clock_changed_the_answer(newsroom, event, client):
    found = event(ends_at=berlin("2026-12-10T16:00"))
    shown = row(found)
    addresses = [shown.path, f"/api/v1/events/{shown.key}?locale=de", "/api/v1/events?locale=de", "/de/"]
    with at("2026-12-10T15:00"):
        before = {address: client.get(address) for address in addresses}
        for address, response in before.items():
            assert client.get(address, headers={"If-None-Match": response["ETag"]}).status_code == 304
    with at("2026-12-10T17:00"):
        for address, response in before.items():
            assert {"max-age=0", "must-revalidate"} <= set(response["Cache-Control"].split(", "))
            assert client.get(address, headers={"If-None-Match": response["ETag"]}).status_code == 200


def test_the_store_knows_no_clock(event):
    with at("2026-12-01T10:00"):
        found = event(registration_until=berlin("2026-12-03T00:00"))
        stored = document(found)
    with at("2027-01-01T10:00"):
        assert document(found) == stored and stored["state"] == "invited"
        assert_sound()


# Until when people can register


@pytest.mark.parametrize(
    ("fields", "until", "words"),
    [
        ({"registration_until": berlin("2026-12-03T00:00")}, "2026-12-04T00:00", "Bis 3. Dezember 2026"),
        ({"registration_until": berlin("2026-12-03T12:00")}, "2026-12-03T12:00", "Bis 3. Dezember 2026, 12:00 Uhr"),
        ({"ends_at": berlin("2026-12-10T16:00")}, "2026-12-10T16:00", ""),
        (
            {"registration_until": berlin("2026-12-24T00:00"), "ends_at": berlin("2026-12-10T16:00")},
            "2026-12-10T16:00",
            "Bis 24. Dezember 2026",
        ),
    ],
    ids=["a day", "a time", "the event's end", "a deadline after the event"],
)
def test_registration_closes_at_its_deadline_and_with_the_event(event, client, fields, until, words):
    found = event(registration_url="https://example.org/anmeldung", **fields)
    closes = berlin(until)
    with time_machine.travel(closes - datetime.timedelta(seconds=1), tick=False):
        shown, html = api(client, found), client.get(row(found).path).content.decode()
        assert shown["registration_open"] is True
        assert datetime.datetime.fromisoformat(shown["registration_closes_at"]) == closes
        assert "https://example.org/anmeldung" in html
        assert words in page(client, found) and "00:00" not in page(client, found)
    with time_machine.travel(closes, tick=False):
        assert api(client, found)["registration_open"] is False
        assert "https://example.org/anmeldung" not in client.get(row(found).path).content.decode()


def test_who_comes_too_late_reads_that_registration_is_closed(event, client):
    found = event(registration_url="https://example.org/anmeldung", registration_until=berlin("2026-12-03T00:00"))
    with at("2026-12-05T10:00"):
        assert "Die Anmeldung ist geschlossen." in page(client, found)
    with at("2026-12-15T10:00"):
        assert "Anmeldung" not in page(client, found)


@pytest.mark.parametrize("state", [EventState.HELD, EventState.CANCELLED])
def test_nobody_registers_for_what_is_held_or_cancelled(event, client, state):
    found = event(
        state=state, starts_at=in_days(-1), ends_at=in_days(30), registration_url="https://example.org/anmeldung"
    )
    with at("2026-12-01T00:00"):
        assert api(client, found)["registration_open"] is False
        assert "https://example.org/anmeldung" not in client.get(row(found).path).content.decode()


# What a day means


@pytest.mark.parametrize(
    ("begin", "end", "words"),
    [
        ("2026-12-10T10:00", "2026-12-11T00:00", "10. Dezember 2026, 10:00 Uhr, bis 11. Dezember 2026"),
        ("2026-12-10T10:00", "2026-12-10T00:00", "10. Dezember 2026, 10:00 Uhr"),
        ("2026-12-10T00:00", "2026-12-11T00:00", "10. bis 11. Dezember 2026"),
        ("2026-12-10T00:00", None, "10. Dezember 2026"),
        ("2026-12-10T00:00", "2026-12-11T15:00", "10. bis 11. Dezember 2026"),
        ("2026-12-10T10:00", "2026-12-12T15:00", "10. Dezember 2026, 10:00 Uhr, bis 12. Dezember 2026, 15:00 Uhr"),
    ],
)
def test_a_day_without_a_time_is_read_as_a_day(event, client, begin, end, words):
    found = event(starts_at=berlin(begin), ends_at=berlin(end) if end else None)
    found.clean()
    with at("2026-12-01T00:00"):
        facts = BeautifulSoup(client.get(row(found).path).content.decode(), "html.parser").select_one(".facts time")
    assert " ".join(facts.get_text().split()) == words


def test_an_event_does_not_end_on_a_day_before_it_begins(event):
    with pytest.raises(ValidationError):
        event(ends_at=berlin("2026-12-09T00:00")).clean()


@pytest.mark.parametrize("typed", ["3.12.2026", "03.12.2026", "2026-12-03", "03.12.2026 00:00"])
def test_a_deadline_typed_as_a_day_means_its_end(event, client, admin, typed):
    found = event(state=EventState.SAVE_THE_DATE, registration_url="https://example.org/anmeldung")
    Admin(admin).edit(found, registration_until=typed)
    with at("2026-12-03T23:59:59"):
        assert api(client, found)["registration_open"] is True
    with at("2026-12-04T00:00"):
        assert api(client, found)["registration_open"] is False


@pytest.mark.parametrize(
    ("typed", "ends"), [("3.12.2099", "2099-12-04T00:00"), ("03.12.2099 08:00", "2099-12-03T08:00")]
)
def test_a_page_that_ends_on_a_day_ends_with_it(event, admin, typed, ends):
    found = event()
    Admin(admin).edit(found, expire_at=typed)
    found.refresh_from_db()
    assert found.expire_at == berlin(ends)
