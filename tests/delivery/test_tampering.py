"""The store tells on itself: whatever was changed behind its back is found by the check, and mended by a rebuild."""

import datetime
import uuid

import pytest
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from cms.delivery import publications
from cms.delivery.models import Change, Counter, Pending, Publication, PublicationFilter, PublicationSource, Tombstone
from press.models import PressRelease, PressReleaseTopic
from search import entries
from search.engine import engine
from tests.factories import TopicFactory
from tests.store import assert_sound, differences, row

pytestmark = pytest.mark.databases("cms.delivery.store", "search.engines")

LATER = timezone.now() + datetime.timedelta(days=365)


@pytest.fixture
def release(newsroom):
    """A public release with a topic and an English translation."""
    release = newsroom.release(title="Meldung", topics=[PressReleaseTopic(topic=TopicFactory())])
    newsroom.translate(release, title="Release")
    return release


def of(release):
    return Publication.objects.filter(page_id=release.pk)


def forget_in_search(release):
    engine().remove([row(release).pk])


def other_words_in_search(release):
    found = row(release)
    found.title = "Anderes"
    engine().index(entries.of_publications([found]))


def known_to_search_alone(release):
    found = row(release)
    found.pk += 1000
    engine().index(entries.of_publications([found]))


def last_change(release):
    return Change.objects.filter(page_id=release.pk).order_by("-sequence")[:1].get()


TAMPERINGS = {
    "title": lambda release: of(release).update(title="Anderer"),
    "path": lambda release: of(release).update(path="/de/anderswo/"),
    "type": lambda release: of(release).update(type="other"),
    "locale": lambda release: of(release).update(locale="fr"),
    "key": lambda release: of(release).update(key=uuid.uuid4()),
    "document": lambda release: of(release).update(document={}),
    "summary": lambda release: of(release).update(summary={}),
    "text": lambda release: of(release).update(text="Anderer"),
    "hash": lambda release: of(release).update(hash="0"),
    "sort_at": lambda release: of(release).update(sort_at=LATER),
    "tie_break": lambda release: of(release).update(tie_break="0"),
    "published_at": lambda release: of(release).update(published_at=LATER),
    "updated_at": lambda release: of(release).update(updated_at=LATER),
    "modified_at": lambda release: of(release).update(modified_at=LATER),
    "fingerprint": lambda release: of(release).update(fingerprint="0"),
    "expires_at": lambda release: of(release).update(expires_at=LATER),
    "over_at": lambda release: of(release).update(over_at=LATER),
    "closes_at": lambda release: of(release).update(closes_at=LATER),
    "hidden": lambda release: of(release).update(hidden=True),
    "presenter_version": lambda release: of(release).update(presenter_version=0),
    "sequence": lambda release: of(release).update(sequence=0),
    "the row is gone": lambda release: of(release).delete(),
    "filters": lambda release: PublicationFilter.objects.filter(publication__page_id=release.pk).delete(),
    "sources": lambda release: PublicationSource.objects.filter(publication__page_id=release.pk).delete(),
    "the counter": lambda release: Counter.objects.update(value=0),
    "a mark": lambda release: Pending.objects.create(kind="page", value=str(release.pk)),
    "a tombstone": lambda release: Tombstone.objects.create(
        page_id=release.pk,
        type="release",
        locale="de",
        key=release.translation_key,
        path="/de/weg/",
        withdrawn_at=timezone.now(),
    ),
    "forgotten by search": forget_in_search,
    "other words in search": other_words_in_search,
    "known to search alone": known_to_search_alone,
    "a fact": lambda release: (
        PressRelease.objects.filter(translation_key=release.translation_key)
        .exclude(pk=release.pk)
        .update(date=datetime.date(2001, 1, 1))
    ),
}


def test_whatever_was_tampered_with_is_found(release):
    assert_sound()
    missed = []
    for name, tamper in TAMPERINGS.items():
        with transaction.atomic():
            tamper(release)
            missed += [] if differences() else [name]
            transaction.set_rollback(True)
    assert missed == []


def test_a_rebuild_mends_all_of_it_at_once(release):
    TAMPERINGS["the row is gone"](release.get_parent())
    for name in [name for name in reversed(TAMPERINGS) if name != "the row is gone"]:
        TAMPERINGS[name](release)
    call_command("rebuild_publications")
    call_command("rebuild_publications", "--pending")
    assert_sound()


def test_every_column_of_the_store_is_tampered_with():
    columns = {field.name for field in Publication._meta.concrete_fields}
    assert columns - {"id", "page_id", "model"} <= TAMPERINGS.keys()


def test_what_was_done_to_the_log_is_found(release):
    tamperings = [
        lambda change: change.delete(),
        lambda change: Change.objects.filter(pk=change.pk).update(hash="0"),
        lambda change: Change.objects.filter(pk=change.pk).update(kind=Change.Kind.DELETED),
        lambda change: Change.objects.filter(sequence__lt=change.sequence).first().delete(),
    ]
    for tamper in tamperings:
        with transaction.atomic():
            tamper(last_change(release))
            assert differences()
            transaction.set_rollback(True)


def test_publishing_again_leaves_no_contradiction(release):
    with publications.unit():
        release.get_latest_revision().publish()
    assert_sound()
