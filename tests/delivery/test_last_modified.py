"""Documents say when they were last another, and nobody who asks by that time keeps what is not right any more."""

import datetime

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from django.utils.http import http_date, parse_http_date

from cms.delivery import publications
from cms.delivery.models import Publication
from tests.factories import EventFactory, in_days

SECOND = datetime.timedelta(seconds=1)


def later(seconds: float) -> time_machine.travel:
    return time_machine.travel(timezone.now() + seconds * SECOND)


def get(page, **headers):
    type_ = Publication.objects.get(page_id=page.pk).type
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Client().get(f"/api/v1/{type_}/{page.translation_key}", {"locale": "de"}, headers=named)


def rename(release) -> None:
    release.title = "Neuer Titel"
    with publications.unit():
        release.save_revision().publish()


@pytest.fixture
def release(newsroom):
    return newsroom.release(title="Meldung")


def test_it_is_when_anything_in_the_document_was_last_another(release):
    with later(60):
        response = get(release)
    moment = datetime.datetime.fromisoformat(response.json()["modified_at"])
    assert parse_http_date(response["Last-Modified"]) == int(moment.timestamp())
    assert "Last-Modified" in response["Access-Control-Expose-Headers"]


def test_who_has_it_since_then_is_told_so(release):
    with later(60):
        modified = get(release)["Last-Modified"]
        again = get(release, If_Modified_Since=modified)
        assert again.status_code == 304 and not again.content
        assert again["Last-Modified"] == modified and again["ETag"]
        before = http_date(parse_http_date(modified) - 1)
        assert get(release, If_Modified_Since=before).status_code == 200


def test_who_has_what_was_before_a_change_is_sent_the_new_one(release):
    with later(60):
        modified = get(release)["Last-Modified"]
        rename(release)
        assert get(release, If_Modified_Since=modified).json()["title"] == "Neuer Titel"
    with later(120):
        assert get(release, If_Modified_Since=modified).json()["title"] == "Neuer Titel"


@pytest.mark.parametrize("since", ["", "yesterday", "Sun, 99 Nov 2026 09:30:00 GMT", "0", "\x00"])
def test_a_time_that_is_none_is_not_asked_by(release, since):
    with later(60):
        assert get(release, If_Modified_Since=since).status_code == 200


def test_the_etag_goes_before(release):
    with later(60):
        first = get(release)
        ahead = http_date(timezone.now().timestamp())
        assert get(release, If_None_Match='"other"', If_Modified_Since=ahead).status_code == 200
        before = http_date(0)
        assert get(release, If_None_Match=first["ETag"], If_Modified_Since=before).status_code == 304


def test_a_change_within_the_same_second_is_not_missed(newsroom):
    with time_machine.travel(datetime.datetime(2026, 11, 29, 9, 30, tzinfo=datetime.UTC), tick=False) as clock:
        release = newsroom.release(title="Meldung")
        assert "Last-Modified" not in get(release)
        clock.shift(0.5)
        rename(release)
        clock.shift(60)
        assert get(release)["Last-Modified"] == "Sun, 29 Nov 2026 09:30:00 GMT"


def test_what_the_clock_alone_has_changed_says_none(newsroom):
    event = EventFactory(parent=newsroom.events, title="Treffen", starts_at=in_days(1), ends_at=in_days(1.1))
    with later(60):
        modified = get(event)["Last-Modified"]
    with later(2 * 24 * 3_600):
        response = get(event, If_Modified_Since=modified)
        assert response.json()["state"] == "over" and "Last-Modified" not in response


@pytest.mark.parametrize("path", ["press-releases", "publications", "changes", "topics", "search?q=meldung", ""])
def test_what_is_no_document_says_none(release, path):
    ahead = http_date(timezone.now().timestamp() + 3_600)
    with later(60):
        response = Client().get(f"/api/v1/{path}", headers={"If-Modified-Since": ahead})
    assert response.status_code == 200 and "Last-Modified" not in response


def test_an_original_that_stands_in_says_none(release):
    with later(60):
        asked = {"locale": "uk", "fallback": "original"}
        response = Client().get(f"/api/v1/press-releases/{release.translation_key}", asked)
    assert response.status_code == 200 and "Last-Modified" not in response
