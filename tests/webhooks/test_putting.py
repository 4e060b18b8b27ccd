"""Each change that the feed tells of is told to those who want it, with its commit and not before; nothing else is."""

import datetime
import json

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cms.delivery import publications
from cms.delivery.models import Change
from cms.delivery.withdrawal import withdraw
from cms.outbox.models import Delivery
from cms.webhooks import putting
from cms.webhooks.events import PublicationEvent, TrialEvent, trial_event
from cms.webhooks.models import Endpoint
from tests.factories import in_days

pytestmark = pytest.mark.django_db


@pytest.fixture
def endpoint(newsroom):
    newsroom.press  # noqa: B018  # made when first asked for
    return Endpoint.objects.create(name="A", contact="a@example.org", address="https://example.org/")


def events():
    """What waits to be sent, by endpoint and number."""
    found = [delivery.payload for delivery in Delivery.objects.filter(kind="webhook")]
    return sorted(
        ((one["endpoint"], one["event"]) for one in found), key=lambda one: (one[0], one[1]["data"]["sequence"])
    )


def feed(client, since):
    return client.get("/api/v1/changes", {"since": since}).json()["items"]


def test_each_change_of_the_feed_is_told_as_the_feed_tells_it(client, newsroom, endpoint):
    head = client.get("/api/v1/changes").json()["next"]
    release = newsroom.release(title="Neue Beratung", slug="neu")
    with publications.unit():
        release.title = "Anderer Titel"
        release.save_revision().publish()
    withdraw(release, reason="Die Zahlen waren falsch.", user=None)
    items = feed(client, head)
    assert [item["kind"] for item in items] == ["published", "updated", "withdrawn"]
    names = ["sequence", "kind", "significance", "type", "id", "locale", "url"]
    wanted = [
        {"type": f"publication.{item['kind']}", "timestamp": item["at"], "data": {name: item[name] for name in names}}
        for item in items
    ]
    assert [event for _endpoint, event in events()] == wanted
    for event in wanted:
        PublicationEvent.model_validate(event)
    said = json.dumps([delivery.payload for delivery in Delivery.objects.all()])
    assert "Beratung" not in said and "Titel" not in said and "Zahlen" not in said


def test_what_is_not_public_is_told_of_only_when_it_is(newsroom, endpoint, client):
    head = client.get("/api/v1/changes").json()["next"]
    draft = newsroom.release(title="Entwurf", live=False)
    release = newsroom.release(title="Später", embargo_until=in_days(1))
    section = newsroom.section(title="Intern")
    section.view_restrictions.create(restriction_type="login")
    private = newsroom.page(title="Geheim", parent=section)
    told = {event["data"]["id"] for _endpoint, event in events()}
    assert told.isdisjoint({str(release.translation_key), str(draft.translation_key), str(private.translation_key)})
    with time_machine.travel(in_days(2)):
        call_command("publish_scheduled")
        assert {event["data"]["id"] for _endpoint, event in events()} >= {str(release.translation_key)}
        assert [event["data"]["sequence"] for _endpoint, event in events()] == [
            item["sequence"] for item in feed(client, head)
        ]


@pytest.mark.django_db(transaction=True)
def test_what_is_rolled_back_is_never_told(newsroom, endpoint):
    before = len(events())
    with pytest.raises(RuntimeError), transaction.atomic():
        newsroom.release(title="Nie")
        assert len(events()) > before
        raise RuntimeError
    assert len(events()) == before


def test_an_endpoint_hears_of_the_types_and_languages_that_it_wants(newsroom, endpoint):
    said = {"contact": "a@example.org", "address": "https://example.org/"}
    english = Endpoint.objects.create(name="B", locales=["en"], **said)
    releases = Endpoint.objects.create(name="C", types=["press-releases"], locales=["de"], **said)
    off = Endpoint.objects.create(name="D", is_active=False, **said)
    Delivery.objects.all().delete()
    release = newsroom.release(title="A")
    newsroom.page(title="B")
    newsroom.translate(release, title="C")
    told = {
        one.pk: {(event["data"]["type"], event["data"]["locale"]) for pk, event in events() if pk == one.pk}
        for one in (endpoint, english, releases, off)
    }
    assert told[endpoint.pk] >= {("press-releases", "de"), ("pages", "de"), ("press-releases", "en")}
    assert {locale for _type, locale in told[english.pk]} == {"en"}
    assert told[releases.pk] == {("press-releases", "de")}
    assert told[off.pk] == set()


def queries(act) -> list[str]:
    with CaptureQueriesContext(
        connection,
    ) as found:
        act()
    return [query["sql"] for query in found]


def test_without_endpoints_a_change_costs_one_question_and_no_change_none(newsroom):
    release = newsroom.release(title="A")

    def renew():
        with publications.unit():
            release.save_revision().publish()

    def change():
        release.title = "B"
        renew()

    assert len([sql for sql in queries(change) if "webhooks_endpoint" in sql]) == 1
    assert [sql for sql in queries(renew) if "webhooks_endpoint" in sql] == []
    assert not Delivery.objects.filter(kind="webhook").exists()


def test_many_endpoints_and_changes_cost_two_statements(newsroom, endpoint):
    for name in "BCDE":
        Endpoint.objects.create(name=name, contact="a@example.org", address="https://example.org/")
    changes = list(Change.objects.all())
    assert len(changes) > 1
    found = queries(lambda: putting.follow(None, changes=changes))
    assert len([sql for sql in found if "webhooks_" in sql or "outbox_" in sql]) == 2


def test_they_are_due_in_the_order_of_the_changes(newsroom, endpoint):
    for title in "ABC":
        newsroom.release(title=title)
    due = Delivery.objects.due(timezone.now() + datetime.timedelta(seconds=1)).filter(kind="webhook")
    numbers = [delivery.payload["event"]["data"]["sequence"] for delivery in due]
    assert numbers == sorted(numbers)


class TestAgain:
    def test_everything_after_a_number_is_sent_again_with_its_first_id(self, newsroom, endpoint, monkeypatch):
        for title in "ABC":
            newsroom.release(title=title)
        first = {delivery.payload["event"]["data"]["sequence"]: delivery.pk for delivery in Delivery.objects.all()}
        since = sorted(first)[0]
        Delivery.objects.update(state="delivered", attempts=3, delivered_at=timezone.now())
        lost = Delivery.objects.get(pk=first[sorted(first)[1]])
        lost.delete()
        assert putting.put_again_since(endpoint, since) == len(first) - 1
        waiting = Delivery.objects.filter(state="waiting")
        assert {one.payload["event"]["data"]["sequence"]: one.pk for one in waiting} == {
            number: pk for number, pk in first.items() if number > since
        }
        assert {one.attempts for one in waiting} == {0}

    def test_what_waits_anyway_is_left_as_it_is(self, newsroom, endpoint):
        newsroom.release(title="A")
        Delivery.objects.update(attempts=3)
        putting.put_again_since(endpoint, 0)
        assert 3 in Delivery.objects.values_list("attempts", flat=True)
        assert (
            len({one.payload["event"]["data"]["sequence"] for one in Delivery.objects.all()})
            == Delivery.objects.count()
        )

    def test_only_what_the_feed_still_tells_of_and_the_endpoint_wants(self, newsroom, endpoint, settings):
        settings.CHANGES_KEPT = 1
        newsroom.release(title="A")
        endpoint.types = ["events"]
        assert putting.put_again_since(endpoint, 0) == 0
        endpoint.types = []
        Change.objects.update(at=in_days(-3))
        assert putting.put_again_since(endpoint, 0) == 0

    def test_too_many_at_once_are_refused(self, newsroom, endpoint, monkeypatch):
        monkeypatch.setattr(putting, "MOST_AGAIN", 0)
        newsroom.release(title="A")
        with pytest.raises(putting.TooManyError):
            putting.put_again_since(endpoint, 0)

    def test_a_number_given_anew_after_a_backup_is_another_event(self, newsroom, endpoint):
        change = Change.objects.order_by("sequence").last()
        again = Change.objects.get(pk=change.pk)
        again.at = in_days(1)
        assert putting._id_of(endpoint, change) == putting._id_of(endpoint, Change.objects.get(pk=change.pk))
        assert putting._id_of(endpoint, change) != putting._id_of(endpoint, again)


def test_a_test_is_what_the_description_says():
    TrialEvent.model_validate(trial_event(timezone.now()))
