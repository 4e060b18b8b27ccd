"""Wagtail's indexes know what was saved when a unit ends, and are brought up to date once for each text in it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, ReferenceIndex
from wagtail.search.backends import get_search_backend

from cms.delivery import publications
from press.models import PressRelease, PressReleaseTopic
from tests.factories import TopicFactory

pytestmark = [pytest.mark.databases, pytest.mark.usefixtures("admin_indexes")]


@pytest.fixture
def release(newsroom):
    return newsroom.release(title="Anfang")


def found(words):
    return [page.pk for page in get_search_backend().search(words, Page)]


def is_referred_to(topic, page):
    return ReferenceIndex.get_references_to(topic).filter(object_id=str(page.pk)).exists()


def with_topic(page, topic, title):
    page = PressRelease.objects.get(pk=page.pk)
    page.title, page.topics = title, [PressReleaseTopic(topic=topic)]
    return page


def test_both_know_what_was_saved_after_the_unit_and_not_before(release):
    topic = TopicFactory()
    with publications.unit():
        with_topic(release, topic, "Schleifstein").save()
        assert not found("Schleifstein") and not is_referred_to(topic, release)
    assert found("Schleifstein") == [release.pk]
    assert is_referred_to(topic, release)


def test_outside_of_a_unit_they_know_it_at_once(release):
    topic = TopicFactory()
    with_topic(release, topic, "Schleifstein").save()
    assert found("Schleifstein") == [release.pk]
    assert is_referred_to(topic, release)


def test_what_a_unit_undoes_they_never_know(release):
    topic = TopicFactory()
    with pytest.raises(ZeroDivisionError), publications.unit():
        with_topic(release, topic, "Schleifstein").save()
        raise ZeroDivisionError
    assert not found("Schleifstein") and not is_referred_to(topic, release)


def test_what_is_saved_and_deleted_in_one_unit_leaves_nothing(newsroom, release):
    topic = TopicFactory()
    with publications.unit():
        page = newsroom.release(title="Schleifstein", topics=[PressReleaseTopic(topic=topic)])
        page.delete()
    assert not found("Schleifstein") and not ReferenceIndex.get_references_to(topic).exists()


def test_a_text_saved_often_is_indexed_once(release):
    page = with_topic(release, TopicFactory(), "Schleifstein")
    with CaptureQueriesContext(connection) as asked, publications.unit():
        for _ in range(4):
            page.save()
    written = [query["sql"] for query in asked.captured_queries if "search_editors" in query["sql"]]
    assert len(written) == 1
    read = [query["sql"] for query in asked.captured_queries if 'FROM "wagtailcore_referenceindex"' in query["sql"]]
    assert len(read) == 1


def test_saving_one_text_looks_at_the_titles_of_no_other(release):
    page = with_topic(release, TopicFactory(), "Schleifstein")
    with CaptureQueriesContext(connection) as asked, publications.unit():
        page.save()
    assert not any("AVG" in query["sql"].upper() for query in asked.captured_queries)
