"""Whoever tries too often waits, longer each time, and nothing is kept of who it was."""

import datetime
import threading

import pytest
import time_machine
from django.db import connection
from django.test import RequestFactory
from django.utils import timezone

from cms.outbox.worker import Worker
from cms.throttling.models import Attempts
from cms.throttling.throttle import FORGOTTEN_AFTER, Throttle, ThrottledError, address_of, take_all

pytestmark = [pytest.mark.django_db]
NOW = datetime.datetime(2030, 1, 1, 12, tzinfo=datetime.UTC)
DOORS = Throttle("door", free=3, first=2, longest=20)


def refused(throttle: Throttle = DOORS, who: str = "192.0.2.7") -> int:
    """How long they have to wait who try once more; 0 where they are let through."""
    try:
        throttle.take(who)
    except ThrottledError as error:
        return error.seconds
    return 0


def test_waits_double_up_to_the_longest_and_what_is_refused_does_not_count():
    with time_machine.travel(NOW, tick=False) as clock:
        assert [refused() for _attempt in range(3)] == [0, 0, 0]
        waits = []
        for _attempt in range(6):
            waits.append(refused())
            assert refused() == waits[-1]  # once more too soon, and no longer for it
            clock.shift(waits[-1])
            assert refused() == 0
    assert waits == [2, 4, 8, 16, 20, 20]


def test_twenty_guesses_a_second_get_few_answers(record_property):
    from cms.throttling.logins import ACCOUNT

    with time_machine.travel(NOW, tick=False) as clock:
        answered = {"at once": 0, "in an hour": 0, "in a day": 0}
        while (passed := timezone.now() - NOW) <= datetime.timedelta(days=1):
            wait = refused(ACCOUNT)
            if wait:
                clock.shift(wait)
                continue
            answered["at once"] += passed == datetime.timedelta(0)
            answered["in an hour"] += passed <= datetime.timedelta(hours=1)
            answered["in a day"] += 1
    record_property("guesses of one account's password that are answered", str(answered))
    assert answered["at once"] == 5
    assert answered["in an hour"] < 20
    assert answered["in a day"] < 120


def test_each_is_counted_alone_and_by_each_throttle_alone():
    with time_machine.travel(NOW, tick=False):
        for _attempt in range(3):
            refused()
        assert refused()
        assert refused(who="192.0.2.8") == 0
        assert refused(Throttle("window", free=3)) == 0


def test_an_attempt_taken_back_was_none():
    with time_machine.travel(NOW, tick=False):
        for _attempt in range(10):
            DOORS.take("somebody")
            DOORS.take_back("somebody")
        DOORS.take_back("nobody")
        assert Attempts.objects.get().number == 0


def test_after_a_quiet_hour_counting_begins_anew():
    with time_machine.travel(NOW, tick=False) as clock:
        for _attempt in range(3):
            refused()
        clock.shift(FORGOTTEN_AFTER + datetime.timedelta(seconds=1))
        assert [refused() for _attempt in range(4)] == [0, 0, 0, 2]


def test_no_wait_is_as_long_as_it_is_remembered():
    from cms.accreditation import views
    from cms.throttling import logins

    found = [one for module in (logins, views) for one in vars(module).values() if isinstance(one, Throttle)]
    assert len(found) > 4
    assert len({one.name for one in found}) == len(found)
    assert all(one.longest < FORGOTTEN_AFTER.total_seconds() for one in found)


def test_nothing_is_kept_of_who_it_was_and_after_an_hour_nothing_at_all():
    with time_machine.travel(NOW, tick=False) as clock:
        refused()
        assert "192.0.2.7" not in str(list(Attempts.objects.values()))
        clock.shift(FORGOTTEN_AFTER - datetime.timedelta(seconds=1))
        Worker().sweep()
        assert Attempts.objects.exists()
        clock.shift(2)
        Worker().sweep()
        assert not Attempts.objects.exists()


def test_what_is_refused_writes_nothing(django_assert_num_queries):
    with time_machine.travel(NOW, tick=False):
        for _attempt in range(3):
            refused()
        with django_assert_num_queries(1):
            assert refused()


def test_the_log_says_that_somebody_waits_and_not_who(caplog):
    for _attempt in range(4):
        refused()
    assert "Throttle door" in caplog.text
    assert "192.0.2.7" not in caplog.text


def test_of_several_throttles_the_longest_wait_counts_and_none_counts_what_another_refuses():
    with time_machine.travel(NOW, tick=False):
        wide = Throttle("wide", free=100)
        for _attempt in range(3):
            refused()
        with pytest.raises(ThrottledError) as told:
            take_all([(wide, "all"), (DOORS, "192.0.2.7")])
        assert told.value.seconds == 2
        assert not Attempts.objects.filter(number=1).exists()


@pytest.mark.parametrize(
    ("address", "counted_as"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:aaaa:bbbb:cccc:dddd", "2001:db8:1:2::"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("", ""),
        ("nonsense", ""),
    ],
)
def test_of_ipv6_a_house_counts_once(address, counted_as):
    assert address_of(RequestFactory().get("/", REMOTE_ADDR=address)) == counted_as


@pytest.mark.django_db(transaction=True)
@pytest.mark.databases("cms.throttling.throttle")
def test_of_many_at_the_same_moment_no_more_get_through_than_one_after_the_other():
    got = []

    def try_it() -> None:
        got.append(refused(Throttle("rush", free=3, first=600)))
        connection.close()

    threads = [threading.Thread(target=try_it) for _number in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len(got) == 12
    assert 1 <= got.count(0) <= 3
    assert Attempts.objects.get().number == got.count(0)
    assert Attempts.objects.get().last_at <= timezone.now()
