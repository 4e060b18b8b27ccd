"""A worker that is killed loses nothing: what it had in hand is delivered again, with the same id."""

import datetime
import os
import signal
import time
from pathlib import Path

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from cms.outbox import outbox
from cms.outbox.models import Delivery
from cms.outbox.worker import LEASE, Worker
from tests.outbox.handlers import writer
from tests.processes import exit_code, fork, wait_until

pytestmark = pytest.mark.databases("cms.outbox.worker")

# The steps of a delivery, by what they are called in the tests' names.
STEPS = {
    "before the claim": "_claim",
    "between claim and delivery": "_attempt",
    "between delivery and mark": "_mark",
}
# How often the file names the delivery in the end: at least once, twice where the kill came after it.
DELIVERED = {"before the claim": 1, "between claim and delivery": 1, "between delivery and mark": 2}


def die(*args: object, **options: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def work_as(file: Path, monkeypatch: pytest.MonkeyPatch, **options: object) -> None:
    """A worker's own process: what it delivers, it writes into the file."""
    monkeypatch.setitem(outbox._handlers, "test", writer(file))
    call_command("run_outbox", **options)


@pytest.fixture
def file(tmp_path):
    return tmp_path / "delivered"


@pytest.fixture
def output(tmp_path):
    """What the processes print, which is nothing as long as all is well."""
    path = tmp_path / "output"
    yield path
    assert path.read_text() == ""


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("moment", STEPS)
def test_a_kill_at_any_moment_loses_nothing(file, output, recorder, moment, monkeypatch):
    def killed() -> None:
        monkeypatch.setattr(Worker, STEPS[moment], die)
        work_as(file, monkeypatch, once=True)

    delivery_id = outbox.put("test", 1)
    assert exit_code(fork(killed, output)) == -signal.SIGKILL
    Worker().deliver_due()
    assert bool(recorder.tried) == (moment == "before the claim")  # what is claimed is left alone for a while
    after = timezone.now() + LEASE + datetime.timedelta(seconds=1)
    Worker(lambda: after).deliver_due()
    told = [*(file.read_text().split() if file.exists() else []), *map(str, recorder.tried)]
    assert told == [str(delivery_id)] * DELIVERED[moment]
    assert Delivery.objects.get().state == "delivered"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("committed", [False, True])
def test_a_kill_of_who_puts_it_leaves_it_exactly_where_the_change_is(output, recorder, committed):
    def put() -> None:
        with transaction.atomic():
            Group.objects.create(name="Neu")
            outbox.put("test", 1)
            if not committed:
                die()
        die()

    assert exit_code(fork(put, output)) == -signal.SIGKILL
    Worker().deliver_due()
    assert Group.objects.filter(name="Neu").exists() is committed
    assert recorder.payloads == [1] * committed


@pytest.mark.django_db(transaction=True)
def test_processes_at_once_deliver_each_once(file, output, recorder, monkeypatch):
    ids = [str(outbox.put("test", number)) for number in range(60)]
    workers = [fork(lambda: work_as(file, monkeypatch, once=True), output) for _ in range(3)]
    assert [exit_code(worker) for worker in workers] == [0] * 3
    assert sorted(file.read_text().split()) == sorted(ids)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_the_worker_after_the_delivery_in_hand(file, output, recorder, monkeypatch, number):
    def slow_worker() -> None:
        monkeypatch.setitem(outbox._handlers, "test", writer(file, lambda: time.sleep(1)))
        call_command("run_outbox")

    first, second = outbox.put("test", 1), outbox.put("test", 2)
    worker = fork(slow_worker, output)
    wait_until(file.exists)
    os.kill(worker.pid, number)
    assert exit_code(worker, seconds=30) == 0
    assert file.read_text().split() == [str(first)]
    assert Delivery.objects.get(pk=first).state == "delivered"
    assert Delivery.objects.get(pk=second).claimed_until is None
