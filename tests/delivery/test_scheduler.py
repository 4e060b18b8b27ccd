"""To the second, once, whatever fails or is killed on the way."""

import datetime
import os
import signal
import subprocess
import sys
import threading
import time

import pytest
import time_machine
from django.utils import timezone
from wagtail.models import Page, Revision

from cms.delivery import publications, schedule
from cms.delivery.models import Change
from cms.delivery.scheduler import Scheduler
from cms.outbox.models import Delivery
from press.models import PressRelease, PressReleaseTopic
from tests.factories import TopicFactory, in_days
from tests.store import Log, assert_sound, database_address, row


def scheduled(newsroom, moment, **fields):
    """A page that goes live at that moment."""
    page = newsroom.page(live=False, **fields)
    page.go_live_at = moment
    with publications.unit():
        page.save_revision().publish()
    return page


def test_nothing_happens_before_its_second(newsroom):
    moment = in_days(1).replace(microsecond=0)
    page = scheduled(newsroom, moment)
    scheduler = Scheduler()
    with time_machine.travel(moment - datetime.timedelta(seconds=2), tick=False):
        assert scheduler.round() == 1.0
        assert not row(page)
    with time_machine.travel(moment - datetime.timedelta(milliseconds=250), tick=False):
        assert scheduler.round() == pytest.approx(0.25)
        assert not row(page)
    with time_machine.travel(moment, tick=False):
        scheduler.round()
        assert row(page)
        assert_sound()


def test_expiry_is_performed_at_its_second(newsroom):
    moment = in_days(1).replace(microsecond=0)
    page = newsroom.page(expire_at=moment)
    with time_machine.travel(moment - datetime.timedelta(seconds=1), tick=False):
        Scheduler().round()
        assert Page.objects.get(pk=page.pk).live
    with time_machine.travel(moment, tick=False):
        Scheduler().round()
        found = Page.objects.get(pk=page.pk)
        assert not found.live and found.expired
    assert_sound()


@pytest.mark.parametrize(
    "moment",
    [
        datetime.datetime(2031, 3, 30, 1, 30, tzinfo=datetime.UTC),  # 03:30 in Berlin, an hour after the clocks change
        datetime.datetime(2031, 10, 26, 0, 30, tzinfo=datetime.UTC),  # 02:30, the first of two
        datetime.datetime(2031, 10, 26, 1, 30, tzinfo=datetime.UTC),  # 02:30, the second
    ],
)
def test_in_the_nights_of_a_clock_change_it_is_never_early_and_once(newsroom, moment, record_property):
    page = scheduled(newsroom, moment)
    log, scheduler = Log(), Scheduler()
    for minutes in range(-120, 121, 10):
        with time_machine.travel(moment + datetime.timedelta(minutes=minutes), tick=False):
            scheduler.round()
            assert bool(row(page)) == (minutes >= 0)
    record_property("matrix row 12", f"{len(log.kinds()) - 1} violations around {moment:%d.%m.%Y %H:%M} UTC")
    assert log.kinds() == ["published"]


def test_one_broken_page_does_not_hold_up_the_others_and_is_tried_again_later(newsroom, monkeypatch, record_property):
    moment = in_days(1)
    pages = [scheduled(newsroom, moment, title=f"Seite {number}") for number in range(5)]
    broken = pages[2].pk
    publish = Revision.publish
    tried = []

    def failing(self, *args, **kwargs):
        if str(self.object_id) == str(broken):
            tried.append(timezone.now())
            raise ValueError("broken")
        return publish(self, *args, **kwargs)

    monkeypatch.setattr(Revision, "publish", failing)
    scheduler = Scheduler()
    with time_machine.travel(moment, tick=False) as clock:
        scheduler.round()
        live = sum(bool(row(page)) for page in pages)
        record_property("matrix row 10", f"{live} of {len(pages) - 1} others live in the same round, one broken")
        scheduler.round()
        assert [bool(row(page)) for page in pages] == [True, True, False, True, True]
        assert len(tried) == 1
        clock.shift(datetime.timedelta(seconds=6))
        scheduler.round()
        assert len(tried) == 2
        monkeypatch.undo()
        clock.shift(datetime.timedelta(seconds=11))
        scheduler.round()
        assert row(pages[2])
        assert_sound()


def test_what_was_unscheduled_while_it_waited_stays_away(newsroom):
    page = scheduled(newsroom, in_days(1))
    with time_machine.travel(in_days(2)):
        [due] = schedule.transitions(timezone.now())
        page.revisions.update(approved_go_live_at=None)
        assert due.perform()
        assert not row(page)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("number", [2, 5])
def test_schedulers_at_once_publish_each_page_once(newsroom, number, settings, record_property):
    pages = [scheduled(newsroom, in_days(1), title=f"Gleichzeitig {page}") for page in range(6)]
    Revision.objects.exclude(approved_go_live_at=None).update(approved_go_live_at=timezone.now())
    Page.objects.filter(pk__in=[page.pk for page in pages]).update(go_live_at=timezone.now())
    for page in pages:
        revision = page.get_latest_revision()
        revision.content["go_live_at"] = timezone.now().isoformat()
        Revision.objects.filter(pk=revision.pk).update(content=revision.content)
    log = Log()
    environment = {
        **os.environ,
        "DATABASE_URL": database_address(settings),
        "DJANGO_SETTINGS_MODULE": "cms.settings.test",
    }
    command = [sys.executable, "manage.py", "publish_scheduled"]
    running = [subprocess.Popen(command, env=environment, stderr=subprocess.PIPE) for _ in range(number)]
    errors = [process.communicate()[1].decode() for process in running]
    assert [process.returncode for process in running] == [0] * number, errors
    record_property(
        "matrix row 8", f"{len(log.kinds()) - len(pages)} duplicates, {number} schedulers, {len(pages)} pages"
    )
    assert sorted(log.kinds()) == ["published"] * 6
    assert all(row(page) for page in pages)
    assert_sound()


# Performs what is due, and kills the process before or after the first statement that writes there, or the commit.
KILLED = """
import os, signal, sys
import django
django.setup()
from django.core.management import call_command
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper
point, side = sys.argv[1:]
def deadly(work, is_meant):
    def then(*args, **options):
        meant = is_meant(*args)
        if meant and side == "before":
            os.kill(os.getpid(), signal.SIGKILL)
        result = work(*args, **options)
        if meant:
            os.kill(os.getpid(), signal.SIGKILL)
        return result
    return then
written = []
def at_statement(cursor, sql, *params):
    written.append(sql) if sql.startswith(("INSERT", "UPDATE")) else None
    return sql.startswith(point)
CursorWrapper.execute = deadly(CursorWrapper.execute, at_statement)
at_commit = lambda *args: point == "COMMIT" and any("delivery_publication" in sql for sql in written)
BaseDatabaseWrapper._commit = deadly(BaseDatabaseWrapper._commit, at_commit)
call_command("publish_scheduled")
"""
POINTS = {
    "claim": 'UPDATE "wagtailcore_revision"',
    "page row": 'UPDATE "wagtailcore_page"',
    "children": 'UPDATE "press_pressreleasetopic"',
    "store row": 'INSERT INTO "delivery_publication"',
    "log row": 'INSERT INTO "delivery_change"',
    "outbox row": 'INSERT INTO "outbox_delivery"',
    "commit": "COMMIT",
}


@pytest.mark.django_db(transaction=True)
def test_row_9_a_kill_anywhere_leaves_all_or_nothing_and_the_next_run_completes_it(newsroom, settings, record_property):
    release = newsroom.release(
        title="Abgeschossen", topics=[PressReleaseTopic(topic=TopicFactory())], embargo_until=in_days(1)
    )
    revision = release.get_latest_revision()
    now = timezone.now().isoformat()
    revision.content |= {"go_live_at": now, "embargo_until": now}
    Revision.objects.filter(pk=revision.pk).update(content=revision.content, approved_go_live_at=timezone.now())
    PressRelease.objects.filter(pk=release.pk).update(go_live_at=timezone.now(), embargo_until=timezone.now())
    log = Log()
    environment = {
        **os.environ,
        "DATABASE_URL": database_address(settings),
        "DJANGO_SETTINGS_MODULE": "cms.settings.test",
        "FRONTEND_CACHE_URL": "http://127.0.0.1:9",
    }
    for name, point in POINTS.items():
        for side in ("before", "after"):
            command = [sys.executable, "-c", KILLED, point, side]
            killed = subprocess.run(command, env=environment, capture_output=True, check=False)
            assert killed.returncode == -signal.SIGKILL, f"{side} {name}: {killed.stderr.decode()}"
            done = (name, side) == ("commit", "after")
            assert Page.objects.get(pk=release.pk).live == bool(row(release)) == done, f"{side} {name}"
            assert Delivery.objects.exists() == done
            assert Revision.objects.exclude(approved_go_live_at=None).exists() != done
    subprocess.run([sys.executable, "manage.py", "publish_scheduled"], env=environment, check=True)
    record_property("matrix row 9", f"{2 * len(POINTS)} kills at {len(POINTS)} points, events: {len(log.kinds())}")
    assert row(release) and log.kinds() == ["published"]
    assert_sound()


@pytest.mark.django_db(transaction=True)
def test_the_loop_publishes_what_falls_due_while_it_runs_and_stops_when_told(newsroom, monkeypatch):
    told = []
    scheduler = Scheduler(tell=told.append)
    page = newsroom.page(live=False, title="Gleich")
    moment = timezone.now() + datetime.timedelta(seconds=2)
    page.go_live_at = moment
    with publications.unit():
        page.save_revision().publish()
    thread = threading.Thread(target=scheduler.run)
    thread.start()
    try:
        deadline = time.monotonic() + 20
        while not told and time.monotonic() < deadline:
            time.sleep(0.05)
    finally:
        scheduler.stop.set()
        thread.join(20)
    assert not thread.is_alive()
    assert "publish" in told[0] and "Gleich" in told[0]
    assert Change.objects.latest("sequence").at >= moment
    assert row(page)
