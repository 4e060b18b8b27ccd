"""A worker that is killed loses nothing: what it had in hand is delivered again, with the same id."""

import datetime
import signal
import time

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone

from cms.outbox import outbox
from cms.outbox.models import Delivery
from cms.outbox.worker import LEASE, Worker
from tests.outbox.handlers import worker_process

REGISTER = 'outbox.register("test", deliver)\n'
DIE = "os.kill(os.getpid(), signal.SIGKILL)"
# Each kills its process at another moment of the first delivery.
MOMENTS = {
    "before the claim": f"Worker._claim = lambda self: {DIE}\n",
    "between claim and delivery": f"Worker._attempt = lambda self, delivery: {DIE}\n",
    "between delivery and mark": f"Worker._mark = lambda self, delivery, **values: {DIE}\n",
}
# How often the file names the delivery in the end: at least once, twice where the kill came after it.
DELIVERED = {"before the claim": 1, "between claim and delivery": 1, "between delivery and mark": 2}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("moment", MOMENTS)
def test_a_kill_at_any_moment_loses_nothing(settings, tmp_path, recorder, moment):
    delivery_id = outbox.put("test", 1)
    file = tmp_path / "delivered"
    killed = worker_process(settings, file, REGISTER + MOMENTS[moment] + 'call_command("run_outbox", once=True)')
    assert (killed.wait(60), killed.stderr.read()) == (-signal.SIGKILL, "")
    Worker().deliver_due()
    assert bool(recorder.tried) == (moment == "before the claim")  # what is claimed is left alone for a while
    after = timezone.now() + LEASE + datetime.timedelta(seconds=1)
    Worker(lambda: after).deliver_due()
    told = [*(file.read_text().split() if file.exists() else []), *map(str, recorder.tried)]
    assert told == [str(delivery_id)] * DELIVERED[moment]
    assert Delivery.objects.get().state == "delivered"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("committed", [False, True])
def test_a_kill_of_who_puts_it_leaves_it_exactly_where_the_change_is(settings, tmp_path, recorder, committed):
    code = f"""
from django.contrib.auth.models import Group
from django.db import transaction
with transaction.atomic():
    Group.objects.create(name="Neu")
    outbox.put("test", 1)
    if not {committed}:
        {DIE}
{DIE}
"""
    killed = worker_process(settings, tmp_path / "none", REGISTER + code)
    assert (killed.wait(60), killed.stderr.read()) == (-signal.SIGKILL, "")
    Worker().deliver_due()
    assert Group.objects.filter(name="Neu").exists() is committed
    assert recorder.payloads == [1] * committed


@pytest.mark.django_db(transaction=True)
def test_processes_at_once_deliver_each_once(settings, tmp_path, recorder):
    ids = [str(outbox.put("test", number)) for number in range(60)]
    file = tmp_path / "delivered"
    workers = [worker_process(settings, file, REGISTER + 'call_command("run_outbox", once=True)') for _ in range(3)]
    assert [(worker.wait(60), worker.stderr.read()) for worker in workers] == [(0, "")] * 3
    assert sorted(file.read_text().split()) == sorted(ids)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_the_worker_after_the_delivery_in_hand(settings, tmp_path, recorder, number):
    first, second = outbox.put("test", 1), outbox.put("test", 2)
    file = tmp_path / "delivered"
    slow = """
def slowly(delivery_id, payload):
    deliver(delivery_id, payload)
    time.sleep(1)
outbox.register("test", slowly)
call_command("run_outbox")
"""
    worker = worker_process(settings, file, slow)
    deadline = time.monotonic() + 60
    while not file.exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    worker.send_signal(number)
    assert (worker.wait(30), worker.stderr.read()) == (0, "")
    assert file.read_text().split() == [str(first)]
    assert Delivery.objects.get(pk=first).state == "delivered"
    assert Delivery.objects.get(pk=second).claimed_until is None
