"""Events arrive at a receiver on this machine, or are tried again by the specification's schedule; nobody waits for a
receiver that hangs, and one that wants no more gets no more."""

import datetime
import json
import os
import signal
import threading
from email.utils import format_datetime

import pytest
import time_machine
from django.core import mail
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from cms.delivery.models import Change
from cms.outbox import outbox
from cms.outbox.models import Delivery
from cms.outbox.worker import LEASE, Worker
from cms.webhooks import addresses, delivering, failing, housekeeping, putting, sending
from cms.webhooks.models import Endpoint
from tests.factories import in_days
from tests.outbox.test_worker import at_once
from tests.processes import exit_code, fork, wait_until
from tests.receivers import Receiver, listening

pytestmark = pytest.mark.databases("cms.outbox.worker")

SECOND = datetime.timedelta(seconds=1)
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
WAITS = [5 * SECOND, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 14 * HOUR, 20 * HOUR, 24 * HOUR]


def event(sequence: int = 1) -> dict:
    return {
        "type": "publication.updated",
        "timestamp": "2026-11-29T09:30:00Z",
        "data": {"sequence": sequence, "url": "https://example.org/ä"},
    }


def put(endpoint: Endpoint, number: int = 1):
    """Events for the endpoint, as a flush puts them; their ids."""
    made = [
        Delivery(kind="webhook", recipient=endpoint.recipient, payload={"endpoint": endpoint.pk, "event": event(one)})
        for one in range(1, number + 1)
    ]
    outbox.put_all(made)
    return [one.pk for one in made]


def found(pk) -> Delivery:
    return Delivery.objects.get(pk=pk)


def sequences(receiver: Receiver) -> list[int]:
    return [json.loads(call.body)["data"]["sequence"] for call in receiver.calls]


def test_what_is_published_arrives(newsroom, receiver, endpoint):
    release = newsroom.release(title="Neu", slug="neu")
    Worker().deliver_due()
    assert any(str(release.translation_key).encode() in call.body for call in receiver.calls)
    states = set(Delivery.objects.filter(kind="webhook").values_list("state", "answer", "attempts"))
    assert states == {("delivered", "204", 1)}


@pytest.mark.parametrize("failing", [500, 404, 301, 400, 503])
def test_ten_attempts_over_75_hours_35_minutes_with_one_id(receiver, endpoint, clock, failing):
    receiver.status = failing
    (pk,) = put(endpoint)
    worker = Worker(clock)
    for wait in WAITS:
        assert worker.deliver_due() == 1
        waited = clock.go_on()
        assert wait <= waited <= wait * 1.1
    assert found(pk).state == "waiting"
    worker.deliver_due()
    assert (found(pk).state, found(pk).attempts) == ("failed", 10)
    assert str(failing) in found(pk).last_error
    assert {call.headers["webhook-id"] for call in receiver.calls} == {str(pk)}
    assert len(receiver.calls) == 10
    assert sum(WAITS, datetime.timedelta()) == 75 * HOUR + 35 * MINUTE + 5 * SECOND


def test_row_24_a_receiver_that_refuses_fails_hangs_or_hangs_up_is_tried_again(receiver, endpoint, clock, monkeypatch):
    monkeypatch.setattr(sending, "SECONDS", 0.3)
    worker, (pk,) = Worker(clock), put(endpoint)

    def attempt():
        worker.deliver_due()
        assert (found(pk).state, found(pk).answer) == ("waiting", "")
        clock.go_on()

    Endpoint.objects.update(address="http://127.0.0.1:1/")
    attempt()
    Endpoint.objects.update(address=receiver.address)
    receiver.status = 500
    attempt()
    receiver.behave = lambda handler: handler.server.ended.wait(10)
    attempt()
    receiver.behave = lambda handler: None
    attempt()
    receiver.behave, receiver.status = None, 200
    worker.deliver_due()
    assert (found(pk).state, found(pk).attempts, found(pk).answer) == ("delivered", 5, "200")


def test_two_that_failed_together_do_not_come_back_together():
    assert len({delivering.wait_after(1) for _number in range(20)}) > 1


def test_row_25_a_receiver_that_was_away_for_a_day_gets_everything_once(receiver, endpoint, clock):
    receiver.status = 503
    put(endpoint, 20)
    worker, back = Worker(clock), clock.now + 24 * HOUR
    while Delivery.objects.filter(state="waiting", due_at__lt=back).exists():
        clock.go_on()
        worker.deliver_due()
    receiver.status = 200
    receiver.calls.clear()
    clock.now = back + 14 * HOUR
    worker.deliver_due()
    assert sorted(sequences(receiver)) == list(range(1, 21))
    assert not Delivery.objects.exclude(state="delivered").exists()


@pytest.mark.parametrize("said", ["7200", " 7200 ", "date"])
@pytest.mark.parametrize("status", [429, 503, 500])
def test_retry_after_is_kept_to_by_this_event_and_all_others(receiver, endpoint, clock, said, status):
    until = timezone.now() + 2 * HOUR
    receiver.status = status
    receiver.headers = {"Retry-After": format_datetime(until, usegmt=True) if said == "date" else said}
    put(endpoint, 3)
    Worker(clock).deliver_due()
    assert len(receiver.calls) == 1
    for one in Delivery.objects.filter(state="waiting"):
        assert abs(one.due_at - until) < 10 * SECOND
    (late,) = list(putting._wanted([Endpoint.objects.get()], [change()]))
    assert abs(late.due_at - until) < 10 * SECOND


def test_who_rests_for_long_is_not_woken_by_who_was_slow(receiver, endpoint):
    long, short = timezone.now() + 2 * HOUR, timezone.now() + MINUTE
    delivering._let_rest(endpoint, long)
    delivering._let_rest(endpoint, short)
    assert Endpoint.objects.get().rests_until == long


def change():
    return Change(
        sequence=9, at=timezone.now(), kind="updated", significance="minor", type="pages", locale="de", path="/"
    )


@pytest.mark.parametrize(
    "said", ["", "-1", "bald", "1.5", "٣", "Mon, 99 Foo 2026 00:00:00 GMT", "Mon, 01 Jan 2001 00:00:00 GMT"]
)
def test_a_retry_after_that_says_nothing_is_as_none(said):
    assert delivering.moment_of(said, timezone.now()) is None


@pytest.mark.parametrize("said", ["9" * 30, "Mon, 01 Jan 2046 00:00:00 GMT", "Mon, 01 Jan 2046 00:00:00"])
def test_a_retry_after_holds_for_a_day_at_most(said):
    now = timezone.now()
    assert delivering.moment_of(said, now) == now + 24 * HOUR


def test_a_retry_after_makes_nothing_earlier(receiver, endpoint, clock):
    receiver.status, receiver.headers = 503, {"Retry-After": "1"}
    put(endpoint)
    worker = Worker(clock)
    worker.deliver_due()
    assert clock.go_on() >= 5 * SECOND
    worker.deliver_due()
    assert clock.go_on() >= 5 * MINUTE


class TestNoMore:
    def test_row_26_a_410_switches_off_and_tells_who_answers_for_it_once(self, receiver, endpoint, clock):
        receiver.status = 410
        ids = put(endpoint, 3)
        Worker(clock).deliver_due()
        assert len(receiver.calls) == 1
        assert not Endpoint.objects.get().is_active
        assert {found(pk).state for pk in ids} == {"failed"}
        assert sorted(found(pk).attempts for pk in ids) == [0, 0, 1]
        Worker(clock).deliver_due()
        (message,) = mail.outbox
        assert message.to == ["portal@example.org"]
        assert "Landesportal" in message.subject and str(endpoint.pk) in message.body

    def test_a_name_with_a_line_break_does_not_keep_it_on(self, receiver, endpoint, clock):
        Endpoint.objects.update(name="Landes\nportal")
        receiver.status = 410
        put(endpoint)
        Worker(clock).deliver_due()
        assert not Endpoint.objects.get().is_active
        assert "Landes portal" in mail.outbox[0].subject

    def test_neither_mail_nor_switching_off_comes_alone(self, receiver, endpoint, clock, monkeypatch):
        receiver.status = 410
        put(endpoint)

        def fail(*args, **options):
            raise RuntimeError("the disk is full")

        monkeypatch.setattr(failing, "send_mail", fail)
        Worker(clock).deliver_due()
        assert Endpoint.objects.get().is_active
        assert Delivery.objects.get().state == "waiting"

    def test_a_410_of_an_address_that_was_replaced_meanwhile_says_nothing(self, receiver, endpoint):
        Endpoint.objects.update(address="https://new.example/")
        assert not failing.switch_off(endpoint, Endpoint.Off.GONE, "webhook")
        assert Endpoint.objects.get().is_active
        assert not Delivery.objects.exists()

    @pytest.mark.parametrize("status", [301, 302, 307, 308])
    def test_row_26_a_redirect_is_not_followed_and_switches_nothing_off(self, receiver, endpoint, clock, status):
        with listening(Receiver()) as other:
            receiver.status, receiver.headers = status, {"Location": other.address}
            put(endpoint)
            Worker(clock).deliver_due()
            assert (Delivery.objects.get().state, other.calls) == ("waiting", [])
            assert Endpoint.objects.get().is_active

    def test_who_is_switched_off_or_deleted_is_sent_nothing(self, receiver, endpoint, endpoint_at, clock):
        other = endpoint_at(receiver)
        put(endpoint)
        put(other)
        Endpoint.objects.filter(pk=endpoint.pk).update(is_active=False)
        Endpoint.objects.filter(pk=other.pk).delete()
        Worker(clock).deliver_due()
        assert receiver.calls == []
        assert set(Delivery.objects.values_list("state", flat=True)) == {"failed"}


class TestFailing:
    """A receiver that has taken nothing for days is switched off, after a mail."""

    START = datetime.datetime(2030, 5, 6, 10, tzinfo=datetime.UTC)

    def attempt(self, endpoint, days: float) -> Endpoint:
        """One event more, tried that many days after the first; the endpoint as it is then."""
        with time_machine.travel(self.START + days * 24 * HOUR, tick=False):
            put(endpoint)
            Worker().deliver_due()
        return Endpoint.objects.get(pk=endpoint.pk)

    def test_after_three_days_its_contact_is_told_and_after_five_it_is_switched_off(self, receiver, endpoint):
        receiver.status = 500
        assert all(self.attempt(endpoint, day).is_active for day in (0, 1, 2.9))
        assert mail.outbox == []
        assert self.attempt(endpoint, 3).is_active and self.attempt(endpoint, 4.9).is_active
        (warning,) = mail.outbox
        assert warning.to == ["portal@example.org"] and "Landesportal" in warning.subject
        found = self.attempt(endpoint, 5)
        assert (found.is_active, found.off_because) == (False, "failing") and found.why_off
        assert len(mail.outbox) == 2 and str(endpoint.pk) in mail.outbox[1].body
        assert set(Delivery.objects.values_list("state", flat=True)) == {"failed"}

    def test_by_then_the_first_event_has_had_its_whole_schedule(self):
        assert sum(delivering.WAITS, datetime.timedelta()) * (1 + delivering.JITTER) < failing.OFF_AFTER

    def test_nobody_is_switched_off_who_was_not_told_a_day_before(self, receiver, endpoint):
        receiver.status = 500
        self.attempt(endpoint, 0)
        assert self.attempt(endpoint, 30).is_active and len(mail.outbox) == 1
        assert self.attempt(endpoint, 30.9).is_active and len(mail.outbox) == 1
        assert not self.attempt(endpoint, 31).is_active

    def test_what_arrives_in_between_makes_all_good(self, receiver, endpoint):
        receiver.status = 500
        self.attempt(endpoint, 0)
        self.attempt(endpoint, 4)
        receiver.status = 204
        found = self.attempt(endpoint, 4.5)
        assert (found.failing_since, found.warned_at) == (None, None)
        receiver.status = 500
        assert self.attempt(endpoint, 6).is_active and self.attempt(endpoint, 8).is_active
        assert len(mail.outbox) == 1

    def test_a_retry_after_is_no_success(self, receiver, endpoint):
        receiver.status, receiver.headers = 503, {"Retry-After": "60"}
        assert self.attempt(endpoint, 0).failing_since == self.START

    def test_a_test_that_fails_counts_nothing_and_one_that_arrives_does(self, receiver, endpoint):
        receiver.status = 500
        putting.put_test(endpoint)
        Worker().deliver_due()
        assert Endpoint.objects.get().failing_since is None
        Endpoint.objects.update(failing_since=timezone.now())
        receiver.status = 200
        putting.put_test(endpoint)
        Worker().deliver_due()
        assert Endpoint.objects.get().failing_since is None


class TestTrial:
    def test_a_test_is_sent_to_who_is_switched_off_and_once_only(self, receiver, endpoint, clock):
        Endpoint.objects.update(is_active=False)
        receiver.status, receiver.text = 500, b"Kein Kaffee"
        putting.put_test(endpoint)
        Worker(clock).deliver_due()
        sent = Delivery.objects.get()
        assert (sent.state, sent.attempts) == ("failed", 1)
        assert "500" in sent.last_error and "Kein Kaffee" in sent.last_error

    def test_a_test_answered_by_410_switches_nothing_off(self, receiver, endpoint, clock):
        receiver.status = 410
        putting.put_test(endpoint)
        Worker(clock).deliver_due()
        assert Endpoint.objects.get().is_active
        assert Delivery.objects.get().state == "failed"

    def test_what_is_sent_nowhere_says_why(self, settings, endpoint, clock):
        settings.WEBHOOKS_ALLOW_LOOPBACK = False
        putting.put_test(endpoint)
        Worker(clock).deliver_due()
        assert Delivery.objects.get().last_error


def test_row_27_a_name_that_leads_elsewhere_by_now_is_refused_when_connecting(receiver, endpoint, clock, monkeypatch):
    put(endpoint)
    monkeypatch.setattr(addresses, "_looked_up", lambda place, seconds: ["169.254.169.254"])
    Worker(clock).deliver_due()
    assert receiver.calls == []
    assert Delivery.objects.get().state == "waiting"


class TestOthers:
    """A receiver that hangs holds up neither mail nor other receivers for long."""

    def test_while_one_rests_others_go_first(self, receiver, endpoint, endpoint_at, clock, monkeypatch):
        monkeypatch.setattr(sending, "SECONDS", 0.3)
        monkeypatch.setattr(delivering, "SLOW", 0.2)
        with listening(Receiver()) as hanging:
            hanging.behave = lambda handler: handler.server.ended.wait(10)
            put(endpoint_at(hanging), 10)
            put(endpoint, 3)
            Worker(clock).deliver_due()
            assert len(hanging.calls) <= 3
            assert sequences(receiver) == [1, 2, 3]

    def test_the_worker_of_mail_takes_no_events_and_the_other_one_nothing_else(self, receiver, endpoint):
        put(endpoint)
        outbox.put("mail", {"no": "mail"})
        now = timezone.now() + SECOND
        assert [one.kind for one in Worker(apart=False)._due(now)] == ["mail"]
        assert [one.kind for one in Worker(apart=True)._due(now)] == ["webhook"]
        assert {one.kind for one in Worker()._due(now)} == {"mail", "webhook"}

    @pytest.mark.django_db(transaction=True)
    def test_mail_leaves_while_a_receiver_hangs(self, receiver, endpoint, monkeypatch):
        asked, delivered = threading.Event(), threading.Event()

        def hang(handler):
            asked.set()
            handler.server.ended.wait(10)

        monkeypatch.setattr("cms.outbox.worker.POLL", 0.05)
        monkeypatch.setitem(outbox._handlers, "test", lambda *args: delivered.set())
        receiver.behave = hang
        put(endpoint)
        worker = Worker()
        running = threading.Thread(target=worker.run)
        running.start()
        try:
            assert asked.wait(10)
            outbox.put("test", 1)
            assert delivered.wait(5)
        finally:
            worker.stopping = True
            receiver.ended.set()
            running.join(20)
        assert not running.is_alive()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("workers", [2, 5])
def test_workers_at_once_send_each_event_once(receiver, endpoint, workers):
    put(endpoint, 30)
    assert at_once(workers, lambda: Worker().deliver_due()) == []
    assert sorted(sequences(receiver)) == list(range(1, 31))
    assert set(Delivery.objects.values_list("state", flat=True)) == {"delivered"}


@pytest.mark.django_db(transaction=True)
def test_workers_at_once_switch_off_and_tell_once(receiver, endpoint):
    receiver.status = 410
    put(endpoint, 10)
    assert at_once(5, lambda: Worker(apart=True).deliver_due()) == []
    assert not Endpoint.objects.get().is_active
    assert len(mail.outbox) == 1


@pytest.mark.django_db(transaction=True)
def test_workers_at_once_let_the_same_receiver_rest(receiver, endpoint):
    receiver.status, receiver.headers = 429, {"Retry-After": "3600"}
    put(endpoint, 30)
    assert at_once(5, lambda: Worker().deliver_due()) == []
    assert len(receiver.calls) <= 10  # what each had in hand
    assert all(one.due_at > timezone.now() + 59 * MINUTE for one in Delivery.objects.all())


@pytest.mark.django_db(transaction=True)
def test_a_kill_between_answer_and_mark_sends_it_again_with_the_same_id(receiver, endpoint, tmp_path, monkeypatch):
    (pk,) = put(endpoint)

    def killed() -> None:
        monkeypatch.setattr(Worker, "_mark", lambda *args, **options: os.kill(os.getpid(), signal.SIGKILL))
        Worker().deliver_due()

    assert exit_code(fork(killed, tmp_path / "output")) == -signal.SIGKILL
    Worker(lambda: timezone.now() + LEASE + SECOND).deliver_due()
    assert [call.headers["webhook-id"] for call in receiver.calls] == [str(pk)] * 2
    assert receiver.calls[0].body == receiver.calls[1].body
    assert found(pk).state == "delivered"


def test_a_claim_lasts_longer_than_any_attempt():
    assert LEASE > 2 * sending.SECONDS * SECOND


def test_what_failed_is_kept_as_long_as_anybody_could_follow_it(receiver, endpoint, settings):
    settings.CHANGES_KEPT = 10
    put(endpoint, 2)
    Delivery.objects.update(state="failed")
    old = Delivery.objects.first()
    Delivery.objects.filter(pk=old.pk).update(created_at=in_days(-12))
    Delivery.objects.create(kind="purge", payload={}, state="failed", created_at=in_days(-12))
    housekeeping.forget(None)
    assert sorted(Delivery.objects.values_list("kind", flat=True)) == ["purge", "webhook"]


def test_nothing_is_sent_inside_of_a_transaction(receiver, endpoint, clock, monkeypatch):
    inside = []
    monkeypatch.setattr(sending, "_connected", lambda *args: inside.append(connection.savepoint_ids) or 1 / 0)
    put(endpoint)
    Worker(clock).deliver_due()
    assert inside == [[]]


def test_the_event_says_when_it_was_sent(receiver, endpoint, clock):
    moment = datetime.datetime(2026, 11, 24, 12, tzinfo=datetime.UTC)
    put(endpoint)
    with time_machine.travel(moment, tick=False):
        Worker(clock).deliver_due()
    assert int(receiver.calls[0].headers["webhook-timestamp"]) == moment.timestamp()


@pytest.mark.django_db(transaction=True)
def test_a_worker_that_is_told_to_end_while_a_receiver_hangs_ends_after_that_attempt(
    receiver, endpoint, tmp_path, monkeypatch
):
    receiver.behave = lambda handler: handler.server.ended.wait(20)
    first, second = put(endpoint, 2)

    def work() -> None:
        monkeypatch.setattr(sending, "SECONDS", 1.0)
        call_command("run_outbox")

    worker = fork(work, tmp_path / "output")
    wait_until(lambda: bool(receiver.calls))
    os.kill(worker.pid, signal.SIGTERM)
    assert exit_code(worker, seconds=30) == 0
    assert {(found(pk).state, found(pk).claimed_until) for pk in (first, second)} == {("waiting", None)}
    assert sorted(found(pk).attempts for pk in (first, second)) == [0, 1]


@pytest.mark.django_db(transaction=True)
def test_what_is_sent_again_while_others_are_at_work_is_sent_once_more(receiver, endpoint, newsroom):
    for title in "ABC":
        newsroom.release(title=title)
    Worker().deliver_due()
    sent = len(receiver.calls)
    tasks = iter([lambda: putting.put_again_since(endpoint, 0), *[lambda: Worker().deliver_due()] * 3])
    assert at_once(4, lambda: next(tasks)()) == []
    Worker().deliver_due()
    every = [call.headers["webhook-id"] for call in receiver.calls]
    assert set(every[sent:]) >= set(every[:sent])
    assert len(every[sent:]) == len(set(every[sent:]))
    assert set(Delivery.objects.filter(kind="webhook").values_list("state", flat=True)) == {"delivered"}
