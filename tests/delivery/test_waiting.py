"""What waits is presented by others than who answers requests, a little at a time, while everybody is served."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connections
from django.test import Client
from django.urls import reverse

from cms.delivery import flush, publications, store, waiting
from cms.delivery.instructions import Do
from cms.delivery.models import Pending
from cms.delivery.scheduler import Scheduler
from cms.delivery.sources import object_source
from cms.outbox import outbox
from cms.outbox.worker import Worker
from tests.admin import Admin, data_at
from tests.factories import ImageFactory
from tests.store import assert_sound, document, row

pytestmark = [pytest.mark.databases("cms.delivery.store"), pytest.mark.django_db(transaction=True)]

DOCUMENTS, IN_UNIT = 24, 3
LONGEST = 60  # seconds until all must be done


@pytest.fixture
def image(newsroom):
    return ImageFactory(alt_text="Alt")


@pytest.fixture
def releases(newsroom, image):
    """Releases that all show the image."""
    shown = [("image", {"image": image, "alt_text": ""})]
    with publications.unit():
        return [newsroom.release(title=f"Meldung {number}", image=shown) for number in range(DOCUMENTS)]


@pytest.fixture
def presenting(releases, monkeypatch) -> list[str]:
    """The names of the threads that present, once for each document; a unit takes few and a slice hardly any."""
    names, present = [], flush.present

    def noted(*args):
        names.append(threading.current_thread().name)
        return present(*args)

    monkeypatch.setattr(flush, "present", noted)
    monkeypatch.setattr(flush, "DEPENDANTS_IN_UNIT", IN_UNIT)
    monkeypatch.setattr(store, "SLICE", 0.01)
    monkeypatch.setattr(waiting, "_waiting", store.Waiting())
    return names


def describe(image, at_work: Admin, words: str) -> None:
    """Change its alternative text in the admin."""
    url = reverse("wagtailimages:edit", args=(image.pk,))
    at_work.post(url, data_at(at_work.client, url) | {"alt_text": words, "file": None})


@contextmanager
def presenter(kind: type[Worker] | type[Scheduler]) -> Iterator[None]:
    """The thread of the embedded default, or the loop of the scheduler's process, at work."""
    found = kind()

    def run() -> None:
        try:
            found.run()
        finally:
            connections.close_all()

    thread = threading.Thread(target=run, name="presenter")
    thread.start()
    try:
        yield
    finally:
        if isinstance(found, Scheduler):
            found.stop.set()
        else:
            found.stopping = True
            outbox.wake.set()
        thread.join(LONGEST)
        assert not thread.is_alive()


@pytest.mark.parametrize("kind", [Worker, Scheduler])
def test_what_one_request_leaves_is_presented_elsewhere_while_everybody_is_served(
    newsroom, admin, image, releases, presenting, kind, record_property
):
    outbox.wake.clear()
    other = newsroom.page(title="Anderes")
    presenting.clear()
    describe(image, Admin(admin), "Neu")
    assert len(presenting) == IN_UNIT and "presenter" not in presenting
    assert Pending.objects.count() == DOCUMENTS - IN_UNIT
    assert outbox.wake.is_set()

    read, written, until = [], [], time.monotonic() + LONGEST
    with presenter(kind):
        while Pending.objects.exists() and time.monotonic() < until:
            began = time.monotonic()
            assert Client().get(row(releases[-1]).path).status_code == 200
            read.append(time.monotonic() - began)
            began = time.monotonic()
            with publications.unit():
                other.title = f"Anderes {len(written)}"
                other.save_revision().publish()
            written.append(time.monotonic() - began)
            assert document(other)["title"] == other.title
    assert not Pending.objects.exists()
    assert len(written) > 1, "somebody else got in between"
    record_property(f"longest beside {kind.__name__}", f"read {max(read):.2f} s, write {max(written):.2f} s")
    assert presenting.count("presenter") >= DOCUMENTS - IN_UNIT
    assert {document(release)["image"]["alt"] for release in releases} == {"Neu"}
    assert_sound()


def test_what_is_taken_away_meanwhile_is_gone_at_once_and_stays_away(newsroom, admin, image, releases, presenting):
    at_work = Admin(admin)
    describe(image, at_work, "Neu")
    at_work.unpublish(releases[-1])
    assert row(releases[-1]) is None
    with presenter(Worker):
        _until_done()
    assert row(releases[-1]) is None
    assert_sound()


def test_a_mark_that_many_follow_is_cut_into_slices_too(image, releases, presenting):
    kind, value = object_source(image)
    Pending.objects.create(kind=kind, value=value)
    image.alt_text = "Neu"
    type(image).objects.filter(pk=image.pk).update(alt_text="Neu")
    assert store.Waiting().present_some() == 1
    assert len(presenting) == IN_UNIT
    assert Pending.objects.count() == DOCUMENTS - IN_UNIT
    assert publications.drain() == 0
    assert_sound()


def test_what_cannot_be_presented_waits_for_the_next_turn_and_holds_up_nobody(newsroom, monkeypatch, caplog):
    broken, sound = newsroom.page(title="Kaputt"), newsroom.page(title="Heil")
    present, turn = flush.present, store.Waiting()
    monkeypatch.setattr(waiting, "_waiting", turn)
    monkeypatch.setattr(store, "FIRST_PAUSE", 0)

    def breaks(page, visibility):
        if page.pk == broken.pk:
            raise RuntimeError("broken")
        return present(page, visibility)

    Pending.objects.bulk_create(Pending(kind=Do.RERENDER, value=str(page.pk)) for page in (broken, sound))
    with monkeypatch.context() as patched:
        patched.setattr(flush, "present", breaks)
        turns = [waiting.follow(None) for _ in range(3)]
    assert turns == [True, False, True], "none goes round without a pause"
    assert list(Pending.objects.values_list("value", flat=True)) == [str(broken.pk)]
    assert "Could not present" in caplog.text
    assert turn.failed == 2
    assert [waiting.follow(None) for _ in range(2)] == [False, True]
    assert_sound()


def test_what_fails_is_tried_again_less_and_less_often(newsroom, monkeypatch):
    page = newsroom.page(title="Kaputt")
    Pending.objects.create(kind=Do.RERENDER, value=str(page.pk))
    clock, tried, turn = [0.0], [], store.Waiting()
    monkeypatch.setattr(store.time, "monotonic", lambda: clock[0])
    monkeypatch.setattr(store, "_present", lambda marks, followers: tried.append(clock[0]))
    for second in range(60):
        clock[0] = float(second)
        while turn.present_some():
            pass
    assert sorted(set(tried)) == [0, 5, 15, 35]
    assert Pending.objects.exists()


def test_outside_of_requests_nobody_is_waited_for(image, releases, presenting):
    with publications.unit():
        image.alt_text = "Neu"
        image.save()
    assert not Pending.objects.exists()
    assert {document(release)["image"]["alt"] for release in releases} == {"Neu"}


def _until_done() -> None:
    until = time.monotonic() + LONGEST
    while Pending.objects.exists() and time.monotonic() < until:
        time.sleep(0.02)
