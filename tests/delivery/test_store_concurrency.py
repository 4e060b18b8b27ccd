"""Several writers at once: the log keeps its numbers, and no document stays stale."""

import threading
import time

import pytest
from django.db import OperationalError, connection

from cms.content.models import Organisation
from cms.delivery import publications
from cms.delivery.flush import lock_counter
from cms.delivery.middleware import is_lock_timeout
from cms.delivery.models import Change, Pending
from cms.delivery.store import Unit
from press.models import PressRelease
from tests.factories import OrganisationFactory
from tests.store import assert_sound, document

pytestmark = pytest.mark.databases("cms.delivery.flush", "cms.delivery.store")

WRITERS, ROUNDS = 6, 4


class RolledBackError(Exception):
    pass


@pytest.mark.django_db(transaction=True)
def test_writers_at_once_leave_no_gap_and_no_stale_document(newsroom):
    issuer = OrganisationFactory(name="Agentur")
    releases = [newsroom.release(title=f"Meldung {number}", issuer=issuer) for number in range(WRITERS)]
    failures: list[BaseException] = []
    start = threading.Barrier(WRITERS)

    def write(number: int) -> None:
        try:
            start.wait()
            for turn in range(ROUNDS):
                one_round(number, turn)
        except BaseException as error:
            failures.append(error)
        finally:
            connection.close()

    def one_round(number: int, turn: int) -> None:
        try:
            with publications.unit():
                if (number + turn) % 2:
                    Organisation.objects.get(pk=issuer.pk).save()
                    found = Organisation.objects.get(pk=issuer.pk)
                    found.name = f"Agentur {number}-{turn}"
                    found.save()
                else:
                    release = PressRelease.objects.get(pk=releases[number].pk)
                    release.title = f"Meldung {number}-{turn}"
                    release.save_revision().publish()
                if (number, turn) in {(0, 1), (3, 2)}:
                    raise RolledBackError
        except RolledBackError:
            pass

    writers = [threading.Thread(target=write, args=(number,)) for number in range(WRITERS)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert failures == []
    name = Organisation.objects.get().name
    assert {document(release)["issuer"]["name"] for release in releases} == {name}
    assert list(Change.objects.values_list("sequence", flat=True)) == list(range(1, Change.objects.count() + 1))
    assert_sound()


def at_once(*works) -> list[str]:
    """Run each in a thread of its own; what failed."""
    failures: list[str] = []

    def run(work) -> None:
        try:
            work()
        except Exception as error:
            failures.append(repr(error))
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return failures


def rename_the_issuer(issuer: Organisation) -> None:
    with publications.unit():
        found = Organisation.objects.get(pk=issuer.pk)
        found.name = "Neu"
        found.save()


@pytest.mark.django_db(transaction=True)
def test_unpublishing_a_release_while_its_issuer_is_saved_is_no_deadlock(newsroom):
    issuer = OrganisationFactory(name="Alt")
    release = newsroom.release(title="Meldung", issuer=issuer)
    unpublished = threading.Event()

    def unpublish() -> None:
        with publications.unit():
            PressRelease.objects.get(pk=release.pk).unpublish()
            unpublished.set()
            time.sleep(0.5)

    def save() -> None:
        unpublished.wait()
        rename_the_issuer(issuer)

    assert at_once(unpublish, save) == []
    assert_sound()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("broken", ["present", "_write_details"])
def test_a_dependant_that_breaks_half_way_leaves_no_trace(newsroom, monkeypatch, broken):
    issuer = OrganisationFactory(name="Alt")
    release = newsroom.release(title="Meldung", issuer=issuer)
    changes = Change.objects.count()

    def breaks(*args) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT no_such_column")

    with monkeypatch.context() as patched:
        patched.setattr(f"cms.delivery.flush.{broken}", breaks)
        rename_the_issuer(issuer)
    assert Organisation.objects.get().name == "Neu"
    assert document(release)["issuer"]["name"] == "Alt"
    assert Change.objects.count() == changes
    publications.drain()
    assert document(release)["issuer"]["name"] == "Neu"
    assert Change.objects.count() == changes + 1
    assert_sound()


@pytest.mark.django_db(transaction=True)
def test_two_drains_at_once_leave_each_other_s_marks_alone(newsroom, caplog):
    pages = [newsroom.page(title=f"Seite {number}") for number in range(6)]
    Pending.objects.bulk_create(Pending(kind="again", value=str(page.pk)) for page in pages)
    assert at_once(publications.drain, publications.drain) == []
    assert [record.message for record in caplog.records if record.levelname == "ERROR"] == []
    assert_sound()


@pytest.mark.django_db(transaction=True)
def test_a_writer_waits_for_another_s_long_flush_longer_than_for_other_locks(newsroom):
    page = newsroom.page(title="Alt")
    holding = threading.Event()

    def hold() -> None:
        with publications.unit():
            lock_counter()
            holding.set()
            time.sleep(2.6)  # lock_timeout is 2 s elsewhere

    def write() -> None:
        holding.wait()
        with publications.unit():
            page.title = "Neu"
            page.save_revision().publish()

    assert at_once(hold, write) == []
    assert document(page)["title"] == "Neu"


@pytest.mark.django_db
def test_an_editor_who_waited_in_vain_is_told_so_and_nothing_is_half_saved(newsroom, admin, monkeypatch):
    page = newsroom.page(title="Vorher")

    def locked(self):
        raise OperationalError("database is locked")

    monkeypatch.setattr(Unit, "flush", locked)
    answer = admin.post(f"/admin/pages/{page.pk}/unpublish/")
    assert answer.status_code == 409 and answer["Retry-After"] == "2"
    assert answer["Cache-Control"] == "private, no-store"
    page.refresh_from_db()
    assert page.live


@pytest.mark.parametrize(("sqlstate", "expected"), [("55P03", True), ("40P01", True), ("57P01", False), (None, False)])
def test_only_waiting_in_vain_is_told_as_such(sqlstate, expected):
    error = OperationalError("canceling statement")
    error.__cause__ = Exception()
    error.__cause__.sqlstate = sqlstate
    assert is_lock_timeout(error) is expected
