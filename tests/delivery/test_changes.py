"""The change feed: a mirror that follows it misses nothing, and knows what to make of each change."""

import datetime

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection

from cms.delivery import publications
from cms.delivery.models import Change, Counter
from cms.delivery.withdrawal import withdraw
from press.models import PressReleaseCorrection
from tests.factories import OrganisationFactory
from tests.store import assert_sound, row

pytestmark = pytest.mark.databases

CHANGES = "/api/v1/changes"


def feed(client, since=None, **narrowed):
    response = client.get(CHANGES, narrowed if since is None else {"since": since, **narrowed})
    assert response.status_code == 200, response.content
    return response.json()


@pytest.fixture
def head(client, newsroom):
    """Where a mirror begins that has just read everything."""
    newsroom.press  # noqa: B018  # made when first asked for
    return feed(client)["next"]


def told(client, since):
    """What the feed tells of since then, each in three words."""
    return [(item["kind"], item["significance"], item["locale"]) for item in feed(client, since)["items"]]


def publish(page, **words):
    page = type(page).objects.get(pk=page.pk)
    for name, value in words.items():
        setattr(page, name, value)
    with publications.unit():
        page.save_revision().publish()
    return page


def test_without_a_beginning_only_the_present_end_is_given(client, newsroom):
    newsroom.release(title="Alt")
    assert feed(client)["items"] == [] and feed(client, feed(client)["next"])["items"] == []


def test_every_change_is_told_once_in_order_with_its_addresses(client, newsroom, head):
    release = newsroom.release(title="Neu", slug="neu")
    publish(release, title="Neuer")
    publish(release, slug="neuer")
    first = feed(client, head, limit=2)
    then = feed(client, first["next"], limit=2)
    assert [item["kind"] for item in first["items"] + then["items"]] == ["published", "updated", "moved"]
    moved = then["items"][0]
    assert moved["url"].endswith("/de/presse/neuer/") and moved["previous_url"].endswith("/de/presse/neu/")
    assert moved["id"] == str(release.translation_key) and moved["hash"] == row(release).hash
    assert feed(client, then["next"]) == {"items": [], "next": then["next"]}
    numbers = [item["sequence"] for item in first["items"] + then["items"]]
    assert numbers == list(range(numbers[0], numbers[0] + 3))
    assert not any("title" in item for item in first["items"])


def test_what_is_gone_is_told_and_leaves_no_hash(client, newsroom, head):
    releases = [newsroom.release(title=title) for title in ("A", "B", "C")]
    head = feed(client)["next"]
    with publications.unit():
        releases[0].unpublish()
    withdraw(releases[1], reason="", user=None)
    with publications.unit():
        releases[2].delete()
    assert told(client, head) == [
        ("unpublished", "technical", "de"),
        ("withdrawn", "major", "de"),
        ("deleted", "technical", "de"),
    ]
    assert {item["hash"] for item in feed(client, head)["items"]} == {None}


def test_a_change_says_whether_it_is_one_of_the_text_itself(client, newsroom):
    issuer = OrganisationFactory(phone="030 1")
    release = newsroom.release(title="Meldung", issuer=issuer)
    head, before = feed(client)["next"], row(release)
    issuer.phone = "030 2"
    with publications.unit():
        issuer.save()
    assert told(client, head) == [("updated", "technical", "de")]
    now = row(release)
    assert now.updated_at == before.updated_at and now.modified_at > before.modified_at
    release = publish(release, lead="Anders.")
    assert told(client, head)[1:] == [("updated", "minor", "de")]
    assert row(release).updated_at == row(release).modified_at > now.modified_at
    release.corrections = [PressReleaseCorrection(date=datetime.date(2026, 1, 1), text="Fünf, nicht vier.")]
    publish_with = release.save_revision()
    with publications.unit():
        publish_with.publish()
    assert told(client, head)[2:] == [("updated", "major", "de")]
    publish(release, title="Wort")
    assert told(client, head)[3:] == [("updated", "minor", "de")]
    assert_sound()


def test_a_document_tells_both_moments(client, newsroom):
    issuer = OrganisationFactory(phone="030 1")
    release = newsroom.release(title="Meldung", issuer=issuer)
    address = f"/api/v1/press-releases/{release.translation_key}"
    before = client.get(address).json()
    issuer.phone = "030 2"
    with publications.unit():
        issuer.save()
    after, listed = client.get(address).json(), client.get("/api/v1/press-releases").json()["items"][0]
    assert after["updated_at"] == before["updated_at"] == listed["updated_at"]
    assert after["modified_at"] == listed["modified_at"] > before["modified_at"]


def test_a_fact_that_is_changed_once_is_a_change_of_every_language(client, newsroom):
    release = newsroom.release(title="Meldung", date=datetime.date(2026, 5, 6))
    newsroom.translate(release, title="Release")
    head = feed(client)["next"]
    publish(release, date=datetime.date(2026, 5, 7))
    assert sorted(told(client, head)) == [("updated", "minor", "de"), ("updated", "minor", "en")]


def test_it_is_narrowed_by_type_and_language_and_goes_on_at_the_end_all_the_same(client, newsroom, head):
    release = newsroom.release(title="Meldung")
    newsroom.translate(release, title="Release")
    newsroom.page(title="Seite")
    assert [item["locale"] for item in feed(client, head, locale="en", type="press-releases")["items"]] == ["en"]
    types = [item["type"] for item in feed(client, head, type="press-releases,pages", locale="de")["items"]]
    assert types == ["press-releases", "press-releases", "pages"]  # the German one names its translation
    nothing = feed(client, head, type="events")
    assert nothing == {"items": [], "next": feed(client)["next"]}


class TestWhereNobodyCanGoOn:
    def refusal(self, client, since):
        response = client.get(CHANGES, {"since": since})
        assert response.status_code == 410 and response.json()["title"] == "Replace everything"
        return response.json()["detail"]

    def test_changes_are_told_for_as_long_as_the_setting_says(self, client, newsroom, head, settings):
        settings.CHANGES_KEPT = 3
        newsroom.release(title="Alt")
        end = feed(client)["next"]
        now = datetime.datetime.now(datetime.UTC)
        with time_machine.travel(now + datetime.timedelta(days=3), tick=False):
            assert feed(client, head)["items"] and feed(client, end)["items"] == []
        with time_machine.travel(now + datetime.timedelta(days=5), tick=False):
            assert "3 days" in self.refusal(client, head)
            assert feed(client, end)["items"] == []

    def test_nothing_has_happened_ahead_of_the_end(self, client, head):
        epoch, number = head.split("-")
        assert "nothing has happened" in self.refusal(client, f"{epoch}-{int(number) + 1}")

    def test_a_backup_that_is_played_in_begins_another_epoch(self, client, head):
        call_command("begin_epoch")
        assert "backup" in self.refusal(client, head)
        assert feed(client, feed(client)["next"])["items"] == []
        assert Counter.objects.get().value == Change.objects.count()

    @pytest.mark.parametrize(
        "since", ["", "1", "x-1", "0123456789abcdef", "0123456789abcdef--1", "0" * 16 + "-" + "9" * 40]
    )
    def test_what_was_never_given_is_named(self, client, head, since):
        response = client.get(CHANGES, {"since": since})
        assert response.status_code == 422 and "since" in response.json()["detail"]


def test_it_is_revalidated(client, newsroom, head):
    response = client.get(CHANGES, {"since": head})
    assert response["Cache-Control"] == "public, max-age=0, must-revalidate"
    again = {"If-None-Match": response["ETag"]}
    assert client.get(CHANGES, {"since": head}, headers=again).status_code == 304
    newsroom.release(title="Neu")
    assert client.get(CHANGES, {"since": head}, headers=again).status_code == 200


def test_a_page_of_it_costs_three_questions(client, newsroom, head, django_assert_num_queries):
    for number in range(5):
        newsroom.release(title=f"Meldung {number}")
    with django_assert_num_queries(3, connection=connection):
        assert len(feed(client, head)["items"]) == 5
