"""What is put into the outbox leaves it after the commit, at least once, with the same id, and nothing is held up."""

import datetime
import threading
import time

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from cms.outbox import checks, outbox, thread
from cms.outbox.models import Delivery
from cms.outbox.schedule import MAX_ATTEMPTS, wait_after
from cms.outbox.worker import LEASE, Worker

pytestmark = pytest.mark.databases("cms.outbox.worker")

NOON = datetime.datetime(2026, 11, 24, 12, tzinfo=datetime.UTC)
SECOND = datetime.timedelta(seconds=1)


class Clock:
    """A clock that goes when it is told to."""

    def __init__(self) -> None:
        self.now = timezone.now() + SECOND

    def __call__(self) -> datetime.datetime:
        return self.now


@pytest.fixture
def clock():
    return Clock()


def states() -> dict[str, int]:
    return {state: Delivery.objects.filter(state=state).count() for state in Delivery.State.values}


@pytest.mark.django_db(transaction=True)
def test_what_is_rolled_back_was_never_put(recorder):
    with pytest.raises(RuntimeError), transaction.atomic():
        outbox.put("test", "never")
        raise RuntimeError
    Worker().deliver_due()
    assert not Delivery.objects.exists()
    assert recorder.tried == []


@pytest.mark.django_db(transaction=True)
def test_what_is_committed_is_delivered_once(recorder):
    with transaction.atomic():
        delivery_id = outbox.put("test", {"Ort": "Musterstadt"})
        assert recorder.tried == []
    Worker().deliver_due()
    Worker().deliver_due()
    assert recorder.delivered == [(delivery_id, {"Ort": "Musterstadt"})]
    found = Delivery.objects.get()
    assert (found.state, found.attempts, found.claimed_until) == ("delivered", 1, None)
    assert found.delivered_at is not None


@pytest.mark.django_db(transaction=True)
def test_delivering_happens_outside_of_any_transaction(recorder):
    inside = []
    recorder.work = lambda: inside.append(connection.in_atomic_block)
    outbox.put("test", 1)
    Worker().deliver_due()
    assert inside == [False]


@pytest.mark.django_db(transaction=True)
def test_a_commit_wakes_the_worker_and_a_rollback_does_not():
    outbox.wake.clear()
    with pytest.raises(RuntimeError), transaction.atomic():
        outbox.put("mail", {})
        raise RuntimeError
    assert not outbox.wake.is_set()
    with transaction.atomic():
        outbox.put("mail", {})
        assert not outbox.wake.is_set()
    assert outbox.wake.is_set()


def test_putting_costs_one_query(db, recorder, django_assert_num_queries):
    with django_assert_num_queries(1):
        outbox.put("test", 1)


def test_a_kind_that_nobody_delivers_is_refused_at_once(db):
    with pytest.raises(LookupError, match="pigeon"):
        outbox.put("pigeon", {})


def test_a_kind_has_one_handler(recorder):
    with pytest.raises(ValueError, match="test"):
        outbox.register("test", lambda delivery_id, payload: None)


def test_what_is_due_later_waits(db, recorder, clock):
    outbox.put("test", "later", due_at=clock.now + SECOND)
    worker = Worker(clock)
    worker.deliver_due()
    assert recorder.payloads == []
    clock.now += SECOND
    worker.deliver_due()
    assert recorder.payloads == ["later"]


def test_deliveries_leave_in_the_order_in_which_they_are_due(db, recorder, clock):
    for minutes in (1, 3, 2):
        outbox.put("test", minutes, due_at=clock.now - datetime.timedelta(minutes=minutes))
    Worker(clock).deliver_due()
    assert recorder.payloads == [3, 2, 1]


def test_a_failure_is_tried_again_with_the_same_id_and_holds_nobody_up(db, recorder, clock):
    recorder.fails = lambda payload: ConnectionError("nobody there") if payload == "poisoned" else None
    poisoned = outbox.put("test", "poisoned", due_at=clock.now - SECOND)
    outbox.put("test", "sound")
    worker = Worker(clock)
    assert worker.deliver_due() == 1
    assert recorder.payloads == ["sound"]
    found = Delivery.objects.get(pk=poisoned)
    assert (found.state, found.attempts, found.last_error) == ("waiting", 1, "nobody there")
    assert datetime.timedelta(seconds=10) <= found.due_at - clock.now <= datetime.timedelta(seconds=15)
    assert worker.deliver_due() == 0  # not due yet
    recorder.fails = lambda payload: None
    clock.now = found.due_at
    worker.deliver_due()
    assert recorder.delivered[-1] == (poisoned, "poisoned")
    assert Delivery.objects.get(pk=poisoned).last_error == ""


def test_attempts_are_spread_wider_each_time_and_end_kept_and_logged(db, recorder, clock, caplog):
    recorder.fails = lambda payload: ConnectionError("kim@example.org does not answer")
    delivery_id = outbox.put("test", 1)
    worker = Worker(clock)
    waits = []
    for _attempt in range(MAX_ATTEMPTS - 1):
        worker.deliver_due()
        found = Delivery.objects.get()
        waits.append((found.due_at - clock.now).total_seconds())
        clock.now = found.due_at
    assert Delivery.objects.get().state == "waiting"
    assert all(10 * 2**number <= wait <= 15 * 2**number or wait == 3600 for number, wait in enumerate(waits))
    assert waits[-1] == 3600
    worker.deliver_due()
    clock.now += datetime.timedelta(days=365)
    worker.deliver_due()
    worker.sweep()
    assert recorder.tried == [delivery_id] * MAX_ATTEMPTS
    found = Delivery.objects.get()
    assert (found.state, found.last_error) == ("failed", "kim@example.org does not answer")
    assert "failed for good" in caplog.text
    assert "kim@example.org" not in caplog.text  # personal data stays with the delivery


def test_two_that_failed_together_do_not_come_back_together():
    assert len({wait_after(1) for _number in range(20)}) > 1


def test_a_permanent_failure_is_not_tried_again(db, recorder, clock):
    recorder.fails = lambda payload: outbox.PermanentError("no such mailbox")
    outbox.put("test", 1)
    Worker(clock).deliver_due()
    clock.now += datetime.timedelta(days=1)
    Worker(clock).deliver_due()
    assert len(recorder.tried) == 1
    found = Delivery.objects.get()
    assert (found.state, found.attempts, found.last_error) == ("failed", 1, "no such mailbox")


def test_a_kind_that_an_older_version_knew_waits_for_somebody_who_delivers_it(db, recorder, clock):
    Delivery.objects.create(kind="forgotten", payload={})
    Worker(clock).deliver_due()
    found = Delivery.objects.get()
    assert found.state == "waiting"
    assert "forgotten" in found.last_error


def test_a_claim_that_ran_out_is_delivered_with_the_same_id(db, recorder, clock):
    delivery_id = outbox.put("test", 1)
    assert Worker(clock)._claim() is not None  # and then its worker dies
    other = Worker(clock)
    clock.now += LEASE - SECOND
    other.deliver_due()
    assert recorder.tried == []
    clock.now += SECOND
    other.deliver_due()
    assert recorder.delivered == [(delivery_id, 1)]
    assert Delivery.objects.get().attempts == 2


def test_who_comes_back_after_the_claim_ran_out_does_not_undo_what_another_one_marked(db, recorder, clock):
    outbox.put("test", 1)
    slow, quick = Worker(clock), Worker(clock)
    late = slow._claim()
    clock.now += LEASE
    quick.deliver_due()
    slow._mark_failed(late, ConnectionError("too late"))
    found = Delivery.objects.get()
    assert (found.state, found.last_error) == ("delivered", "")


def test_what_kills_its_worker_each_time_fails_in_the_end(db, recorder, clock):
    outbox.put("test", "deadly")
    for _death in range(MAX_ATTEMPTS):
        assert Worker(clock)._claim() is not None
        clock.now += LEASE
    Worker(clock).deliver_due()
    assert recorder.tried == []
    assert Delivery.objects.get().state == "failed"


def at_once(count: int, work) -> list[Exception]:
    """Run it in that many threads; what failed."""
    failures: list[Exception] = []
    start = threading.Barrier(count)

    def run() -> None:
        try:
            start.wait()
            work()
        except Exception as error:
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _number in range(count)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    return failures


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("workers", [2, 5])
def test_workers_at_once_deliver_each_once(recorder, workers):
    recorder.work = lambda: time.sleep(0.005)
    ids = [outbox.put("test", number) for number in range(40)]
    assert at_once(workers, lambda: Worker().deliver_due()) == []
    assert sorted(recorder.tried) == sorted(ids)
    assert states() == {"waiting": 0, "delivered": 40, "failed": 0}


@pytest.mark.django_db(transaction=True)
def test_a_worker_outlives_a_database_that_cannot_be_asked(recorder, monkeypatch, caplog):
    outbox.put("test", 1)
    worker = Worker()
    claim, asked = worker._claim, []

    def unreliable():
        asked.append(1)
        if len(asked) == 1:
            raise DatabaseError("gone")
        worker.stopping = len(asked) > 2
        return claim()

    monkeypatch.setattr(worker, "_claim", unreliable)
    monkeypatch.setattr("cms.outbox.worker.POLL", 0.01)
    running = threading.Thread(target=worker.run)
    running.start()
    running.join(10)
    assert not running.is_alive()
    assert recorder.payloads == [1]
    assert "DatabaseError" in caplog.text


@pytest.mark.django_db(transaction=True)
def test_a_worker_that_waits_keeps_no_file_open(recorder, monkeypatch):
    outbox.put("test", 1)
    worker, seen = Worker(), []

    def wait(seconds):
        seen.append(connection.connection is None or connection.settings_dict["CONN_MAX_AGE"] > 0)
        worker.stopping = True

    monkeypatch.setattr(outbox.wake, "wait", wait)
    running = threading.Thread(target=worker.run)
    running.start()
    running.join(10)
    assert recorder.payloads == [1]
    assert seen == [True]


@pytest.mark.django_db(transaction=True)
def test_the_server_s_thread_delivers_at_once_what_is_committed(recorder, monkeypatch):
    monkeypatch.setattr(thread, "_thread", None)
    monkeypatch.setattr("cms.outbox.worker.POLL", 60)  # so that only the commit can wake it
    registered = []
    monkeypatch.setattr(thread.atexit, "register", lambda *call: registered.append(call))
    delivered = threading.Event()
    recorder.work = delivered.set
    thread.start()
    first = thread._thread
    thread.start()
    assert thread._thread is first
    with transaction.atomic():
        outbox.put("test", 1)
    assert delivered.wait(10)
    ((finish, *arguments),) = registered
    finish(*arguments)
    assert not first.is_alive()
    assert states()["delivered"] == 1


def test_once_delivers_what_is_due_and_says_what_failed(db, recorder):
    outbox.put("test", "sound")
    call_command("run_outbox", once=True)
    assert recorder.payloads == ["sound"]
    recorder.fails = lambda payload: ConnectionError()
    outbox.put("test", "poisoned")
    with pytest.raises(CommandError, match="1 attempts failed"):
        call_command("run_outbox", once=True)
    assert Delivery.objects.get(state="waiting").last_error == "ConnectionError()"


def test_what_was_delivered_is_kept_for_a_while_and_what_failed_for_good(db, settings, recorder, clock):
    settings.OUTBOX_KEEP_DAYS = 30
    with time_machine.travel(NOON, tick=False):
        outbox.put("test", "old")
        outbox.put("test", "poisoned")
        recorder.fails = lambda payload: outbox.PermanentError() if payload == "poisoned" else None
        Worker().deliver_due()
    clock.now = NOON + datetime.timedelta(days=30)
    worker = Worker(clock)
    worker.sweep()
    assert Delivery.objects.count() == 2
    clock.now += 2 * SECOND
    worker.sweep()  # within the hour: not looked at
    assert Delivery.objects.count() == 2
    clock.now += datetime.timedelta(hours=1)
    worker.sweep()
    assert Delivery.objects.get().payload == "poisoned"


def test_what_failed_can_be_made_due_again(db, recorder, capsys):
    recorder.fails = lambda payload: outbox.PermanentError("full")
    ids = [outbox.put("test", "a"), outbox.put("test", "b")]
    Worker().deliver_due()
    call_command("retry_deliveries", dry_run=True)
    call_command("retry_deliveries", kind="mail")
    assert states()["failed"] == 2
    call_command("retry_deliveries", kind="test")
    assert capsys.readouterr().out.splitlines() == [
        "2 deliveries would be due again.",
        "0 deliveries are due again.",
        "2 deliveries are due again.",
    ]
    recorder.fails = lambda payload: None
    Worker().deliver_due()
    assert recorder.delivered == [(ids[0], "a"), (ids[1], "b")]


def test_a_check_says_when_nobody_delivers(db, recorder):
    outbox.put("test", 1, due_at=timezone.now() - datetime.timedelta(minutes=59))
    assert checks.somebody_delivers(None, databases=["default"]) == []
    outbox.put("test", 1, due_at=timezone.now() - datetime.timedelta(minutes=61))
    assert [found.id for found in checks.somebody_delivers(None, databases=["default"])] == ["outbox.W001"]


def test_a_check_refuses_mail_that_goes_round_in_circles(settings):
    assert checks.mail_leaves_the_house(None) == []
    settings.EMAIL_DELIVERY_BACKEND = "cms.outbox.mail.OutboxBackend"
    assert [found.id for found in checks.mail_leaves_the_house(None)] == ["outbox.E001"]
