"""Who only looks at something waits for nobody who writes; who writes waits as ever."""

import threading
import time
from collections.abc import Callable
from secrets import token_hex

import pytest
from django.db import connection, transaction
from django.utils import timezone

from cms.patience import BusyError, patience
from cms.throttling.models import Attempts
from tests.processes import somebody_writing

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.databases("cms.patience")]


def write(digest: str = "") -> None:
    Attempts.objects.create(digest=digest or token_hex(32), last_at=timezone.now())


def in_a_transaction() -> None:
    with transaction.atomic():
        write()


def after_reading() -> None:
    with transaction.atomic():
        assert not Attempts.objects.filter(pk="a").exists()
        write()


def by_deleting() -> None:
    Attempts.objects.filter(pk="b")._raw_delete("default")


def in_another_thread(work: Callable[[], None]) -> None:
    def run() -> None:
        work()
        connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join(30)


@pytest.mark.parametrize("how", [write, in_a_transaction, after_reading, by_deleting])
def test_nobody_is_waited_for_while_others_write(how):
    with somebody_writing():
        began = time.monotonic()
        if connection.vendor == "sqlite":
            with pytest.raises(BusyError), patience(0):
                how()
            assert not Attempts.objects.exists()
        else:
            with patience(0):
                how()
        assert time.monotonic() - began < 0.5
    with patience(0):
        how()


def test_it_ends_as_soon_as_it_is_left_and_reading_is_as_ever():
    with patience(0):
        assert not Attempts.objects.exists()
        with somebody_writing():
            assert not Attempts.objects.exists()
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            assert cursor.execute("PRAGMA busy_timeout").fetchone()[0] >= 5_000
    assert not connection.execute_wrappers


def test_a_transaction_that_only_reads_waits_for_nobody():
    with somebody_writing(), patience(0), transaction.atomic(), transaction.atomic():
        assert not Attempts.objects.exists()
    assert not connection.in_atomic_block


@pytest.mark.sqlite  # PostgreSQL locks rows
def test_what_was_changed_since_it_was_read_is_not_written_over():
    with pytest.raises(BusyError), patience(0), transaction.atomic():
        assert not Attempts.objects.exists()
        in_another_thread(write)
        write()
    assert Attempts.objects.count() == 1


def test_other_errors_are_what_they_are():
    write("a")
    with pytest.raises(Exception, match=r"(?i)unique"), patience(0):
        write("a")
