"""Feeds and calendars of what is gone say so, and of what never was there are none."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.delivery import publications
from cms.delivery.models import OncePublished
from events.models import EventPage
from press.models import PressRelease
from tests.factories import EventFactory, EventSeriesFactory, TopicFactory, in_days

pytestmark = [pytest.mark.django_db, pytest.mark.databases("cms.delivery.once_published")]

Link = PressRelease._meta.get_field("topics").related_model
FEED, CALENDAR = "/feeds/de/press-releases.json", "/calendar/de.ics"


def status(client, of, address=FEED, kind="topic"):
    return client.get(address, {kind: of if isinstance(of, str) else of.translation_key}).status_code


@pytest.fixture
def topic(newsroom):
    return TopicFactory(title="Arbeit")


@pytest.fixture
def release(newsroom, topic):
    return newsroom.release(title="Zum Thema", topics=[Link(topic=topic)])


def without_topics(page):
    page.topics.all().delete()
    with publications.unit():
        type(page).objects.get(pk=page.pk).save_revision().publish()


def delete(instance):
    with publications.unit():
        instance.delete()


def test_a_topic_that_is_deleted_leaves_a_410(client, topic, release):
    assert status(client, topic) == 200
    without_topics(release)
    assert client.get(FEED, {"topic": topic.translation_key}).json()["items"] == []
    delete(topic)
    response = client.get(FEED, {"topic": topic.translation_key})
    assert (response.status_code, response["Content-Type"]) == (410, "application/problem+json")


def test_a_topic_that_never_was_has_no_feed_and_one_nobody_has_published_with_is_as_none(client, newsroom, topic):
    newsroom.release(title="Gesperrt", topics=[Link(topic=topic)], embargo_until=in_days(1))
    newsroom.release(title="Entwurf", topics=[Link(topic=topic)], live=False)
    for of in (topic, "00000000-0000-0000-0000-000000000000"):
        assert status(client, of) == 404 and status(client, of, CALENDAR) == 404
    delete(TopicFactory())
    assert not OncePublished.objects.filter(kind="topic").exists()


def test_while_another_language_of_it_is_there_it_is_not_gone(client, newsroom, topic, release):
    with publications.unit():
        english = topic.copy_for_translation(newsroom.en)
        english.save()
    without_topics(release)
    delete(topic)
    assert status(client, topic) == 200
    delete(english)
    assert status(client, topic) == 410


def test_a_topic_that_comes_back_has_its_feed_again(client, newsroom, topic, release):
    without_topics(release)
    delete(topic)
    again = TopicFactory(title="Arbeit", translation_key=topic.translation_key)
    newsroom.release(title="Wieder", topics=[Link(topic=again)])
    assert status(client, topic) == 200
    assert OncePublished.objects.get(kind="topic").gone is False


def test_a_series_that_is_deleted_leaves_a_410_in_place_of_its_calendar(client, newsroom):
    series = EventSeriesFactory(parent=newsroom.events, title="Reihe")
    event = EventFactory(parent=series, title="Treffen")
    assert status(client, series, CALENDAR, "series") == 200
    with publications.unit():
        EventPage.objects.get(pk=event.pk).unpublish()
    assert status(client, series, CALENDAR, "series") == 200
    delete(type(series).objects.get(pk=series.pk))
    assert status(client, series, CALENDAR, "series") == 410
    assert status(client, series, "/feeds/de/events.rss", "series") == 410


def test_a_text_by_which_lists_are_narrowed_is_never_gone(client, newsroom):
    release = newsroom.release(title="Meldung", place="Ulm")
    assert status(client, "Ulm", kind="place") == 200 and status(client, "Aalen", kind="place") == 404
    delete(PressRelease.objects.get(pk=release.pk))
    assert status(client, "Ulm", kind="place") == 200


def test_what_is_known_already_costs_no_question(topic, release):
    release.lead = "Anders."
    with CaptureQueriesContext(connection) as asked, publications.unit():
        release.save_revision().publish()
    assert not [query for query in asked if "delivery_oncepublished" in query["sql"]]


def test_answers_that_are_kept_end_with_it(client, topic, release):
    without_topics(release)
    first = client.get(FEED, {"topic": topic.translation_key})
    delete(topic)
    known = {"If-None-Match": first["ETag"]}
    assert client.get(FEED, {"topic": topic.translation_key}, headers=known).status_code == 410
