"""Publishing writes the children that are others than before, and leaves all others as they are stored."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.delivery import publications
from press.models import PressRelease, PressReleaseTopic
from tests.factories import OrganisationFactory, TopicFactory
from tests.store import document

pytestmark = pytest.mark.databases("cms.content.rows")


@pytest.fixture
def topics(db):
    return [TopicFactory(title=title) for title in ("Arbeit", "Bildung")]


@pytest.fixture
def release(newsroom, topics):
    made = newsroom.release(title="Meldung", topics=[PressReleaseTopic(topic=topics[0])])
    return PressRelease.objects.get(pk=made.pk)


def published(release) -> list[str]:
    """What is done to the topics of releases as the release is published."""
    with publications.unit():
        revision = release.save_revision()
        with CaptureQueriesContext(connection) as asked:
            revision.publish()
    return [
        sql.split()[0]
        for sql in (query["sql"] for query in asked.captured_queries)
        if '"press_pressreleasetopic"' in sql and not sql.startswith("SELECT")
    ]


def shown(release) -> list[str]:
    return [topic["title"] for topic in document(release)["topics"]]


def test_a_child_that_stays_the_same_is_not_written(release):
    release.title = "Neu"
    assert published(release) == []
    assert shown(release) == ["Arbeit"] and document(release)["title"] == "Neu"


def test_a_child_that_says_something_else_is_written(release, topics):
    row = release.topics.get()
    row.topic = topics[1]
    release.topics = [row]
    assert published(release) == ["UPDATE"]
    assert shown(release) == ["Bildung"]


def test_a_child_that_comes_is_written_and_one_that_goes_is_deleted(release, topics):
    release.topics = [*release.topics.all(), PressReleaseTopic(topic=topics[1])]
    assert "INSERT" in published(release)
    assert sorted(shown(release)) == ["Arbeit", "Bildung"]
    release = PressRelease.objects.get(pk=release.pk)
    release.topics = []
    assert set(published(release)) == {"DELETE"}
    assert shown(release) == []


def test_a_row_that_was_changed_past_its_page_gets_what_was_approved(release, topics):
    revision = release.save_revision()
    PressReleaseTopic.objects.filter(page=release.pk).update(topic=topics[1])
    with publications.unit():
        revision.publish()
    assert shown(release) == ["Arbeit"]


def test_children_in_memory_are_those_that_are_stored_after_a_version_was_saved(release, topics):
    release.save_revision()
    PressReleaseTopic.objects.filter(page=release.pk).update(topic=topics[1])
    assert [row.topic for row in release.topics.all()] == [topics[1]]


def test_what_a_version_refers_to_and_is_gone_is_not_referred_to(newsroom):
    issuer = OrganisationFactory()
    release = newsroom.release(title="Meldung", issuer=issuer, live=False)
    PressRelease.objects.filter(pk=release.pk).update(issuer=None)
    issuer.delete()
    assert release.get_latest_revision().as_object().issuer is None


def test_a_version_is_of_its_page_whatever_it_says(release):
    revision = release.get_latest_revision()
    revision.content |= {"locale": 999, "live_revision": 999, "latest_revision": 999, "content_type": 999}
    found = revision.as_object()
    stored = PressRelease.objects.get(pk=release.pk)
    for name in ("locale_id", "live_revision_id", "latest_revision_id", "content_type_id"):
        assert getattr(found, name) == getattr(stored, name)
