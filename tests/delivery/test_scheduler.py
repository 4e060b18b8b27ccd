"""To the second, once, whatever fails or is killed on the way."""

import datetime
import threading
import time
from contextlib import ExitStack

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page, PageLogEntry, Revision

from cms.delivery import flush, publications, schedule
from cms.delivery.models import Change, Publication
from cms.delivery.scheduler import Scheduler
from tests.delivery.due import fall_due, scheduled, translated_early
from tests.factories import in_days
from tests.processes import forked, wait_until
from tests.store import Log, assert_sound, row

pytestmark = pytest.mark.databases("cms.delivery.schedule")


def test_a_dry_run_says_what_is_due_and_changes_nothing(newsroom, capsys):
    moment = in_days(1).replace(microsecond=0)
    page = scheduled(newsroom, moment)
    with time_machine.travel(moment, tick=False):
        call_command("publish_scheduled", "--dryrun")
        assert capsys.readouterr().out == f"publish {page._meta.model_name} {page.pk}\n"
        assert not row(page)


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


def test_a_language_set_waits_for_the_last_of_its_moments_and_is_not_forgotten(newsroom):
    first, last = in_days(1).replace(microsecond=0), in_days(2).replace(microsecond=0)
    german = newsroom.release(title="Satz", live=False, release_together=True)
    english = german.copy_for_translation(newsroom.en, copy_parents=True)
    english.title = "Set"
    scheduler = Scheduler()
    approve(german, first)
    with time_machine.travel(first, tick=False):
        assert schedule.transitions(first) == []
        scheduler.round()
    approve(english, last)
    with time_machine.travel(last - datetime.timedelta(seconds=1), tick=False):
        scheduler.round()
        assert not row(german) and not row(english)
    with time_machine.travel(last, tick=False):
        scheduler.round()
        assert row(german) and row(english)
        assert_sound()


def approve(page, moment):
    with publications.unit():
        Revision.objects.filter(pk=page.save_revision().pk).update(approved_go_live_at=moment)


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
    translation = translated_early(newsroom, page)
    log, scheduler = Log(), Scheduler()
    for minutes in range(-120, 121, 10):
        with time_machine.travel(moment + datetime.timedelta(minutes=minutes), tick=False):
            scheduler.round()
            assert bool(row(page)) == bool(row(translation)) == (minutes >= 0)
    record_property("matrix row 12", f"{len(log.kinds()) - 2} violations around {moment:%d.%m.%Y %H:%M} UTC")
    assert [kind for kind in log.kinds() if kind != "updated"] == ["published", "published"]


@pytest.mark.parametrize("minutes", [[-120, 0, -60, -1, 0, 60], [-60, -1, 60, 0, -60, 60], [-1, 60, -60, 0]])
def test_a_clock_that_is_set_an_hour_forth_or_back_makes_nothing_early_or_twice(newsroom, minutes, record_property):
    moment = in_days(1).replace(microsecond=0)
    page = scheduled(newsroom, moment)
    translation = translated_early(newsroom, page)
    log, scheduler, early = Log(), Scheduler(), 0
    for turn, minute in enumerate(minutes):
        with time_machine.travel(moment + datetime.timedelta(minutes=minute), tick=False):
            scheduler.round()
            early += bool(row(page) or row(translation)) and max(minutes[: turn + 1]) < 0
    violations = early + log.kinds().count("published") - 2
    record_property("matrix row 12", f"{violations} violations, the clock set to T {minutes} minutes in turn")
    assert early == 0 and log.kinds() == ["published", "published"]
    with time_machine.travel(moment, tick=False):
        assert row(page)
        assert_sound()


def test_one_broken_page_does_not_hold_up_the_others_and_is_tried_again_later(
    newsroom, monkeypatch, caplog, record_property
):
    moment = in_days(1)
    pages = [scheduled(newsroom, moment, title=f"Seite {number}") for number in range(50)]
    broken, others = pages[2], [*pages[:2], *pages[3:]]
    publish = Revision.publish
    tried = []

    def failing(self, *args, **kwargs):
        if str(self.object_id) == str(broken.pk):
            tried.append(timezone.now())
            raise ValueError("broken")
        return publish(self, *args, **kwargs)

    monkeypatch.setattr(Revision, "publish", failing)
    scheduler = Scheduler()
    with time_machine.travel(moment, tick=False) as clock:
        began = time.perf_counter()
        scheduler.round()
        delay = time.perf_counter() - began
        live = sum(bool(row(page)) for page in others)
        record_property("matrix row 10", f"one of {len(pages)} broken: {live} others live in that round, {delay:.1f} s")
        assert live == 49 and not row(broken) and len(tried) == 1
        assert [record.message for record in caplog.records if record.levelname == "ERROR"] == [
            f"Failed: publish {broken._meta.model_name} {broken.pk}"
        ]
        scheduler.round()
        assert len(tried) == 1
        clock.shift(datetime.timedelta(seconds=6))
        scheduler.round()
        assert len(tried) == 2
        monkeypatch.undo()
        clock.shift(datetime.timedelta(seconds=11))
        scheduler.round()
        assert row(broken)
        assert_sound()


def test_what_is_due_together_goes_out_in_one_unit(newsroom):
    moment = in_days(1)
    pages = [scheduled(newsroom, moment, title=f"Seite {number}") for number in range(schedule.TOGETHER)]
    with time_machine.travel(moment, tick=False):
        due = schedule.transitions(timezone.now())
        with CaptureQueriesContext(connection) as asked:
            assert schedule.perform(due) == set()
        locked = [query for query in asked.captured_queries if query["sql"].startswith('SELECT "delivery_counter"')]
        assert len(locked) == 1
        assert all(row(page) for page in pages)
        assert_sound()


def test_what_cannot_be_presented_holds_up_nothing_that_is_due_with_it(newsroom, monkeypatch, caplog):
    moment = in_days(1)
    pages = [scheduled(newsroom, moment, title=f"Seite {number}") for number in range(4)]
    broken, others = pages[1], [pages[0], *pages[2:]]
    present = flush.present

    def failing(page, *args):
        if page.pk == broken.pk:
            raise ValueError("broken")
        return present(page, *args)

    monkeypatch.setattr(flush, "present", failing)
    with time_machine.travel(moment, tick=False):
        due = schedule.transitions(timezone.now())
        assert len(schedule.perform(due)) == 1
        assert all(row(page) for page in others) and not row(broken)
        assert not Page.objects.get(pk=broken.pk).live
        errors = [record.message for record in caplog.records if record.levelname == "ERROR"]
        assert errors == [f"Failed: publish {broken._meta.model_name} {broken.pk}"]
        monkeypatch.undo()
        assert schedule.perform(schedule.transitions(timezone.now())) == set()
        assert row(broken)
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
def test_schedulers_at_once_publish_each_page_once(newsroom, number, tmp_path, record_property):
    pages = [scheduled(newsroom, in_days(1), title=f"Gleichzeitig {page}") for page in range(10)]
    log, outputs = Log(), [tmp_path / f"scheduler-{count}" for count in range(number)]
    with ExitStack() as stack:
        for output in outputs:
            stack.enter_context(forked(lambda: call_command("run_scheduler"), output))
        wait_until(lambda: all("The scheduler runs." in output.read_text() for output in outputs))
        fall_due(timezone.now() + datetime.timedelta(seconds=2))  # known to all of them beforehand
        wait_until(lambda: Publication.objects.filter(page_id__in=[page.pk for page in pages]).count() == len(pages))
        # Each that finds the page published already says so as well, and does nothing.
        wait_until(lambda: all(output.read_text().count("publish") for output in outputs))
    errors = [output.read_text() for output in outputs if "Failed" in output.read_text()]
    transitions = PageLogEntry.objects.filter(action="wagtail.publish.scheduled").count()
    duplicates = len(log.kinds()) + transitions - 2 * len(pages)
    record_property("matrix row 8", f"{duplicates} duplicates, {number} schedulers at once, {len(pages)} pages")
    assert sorted(log.kinds()) == ["published"] * len(pages) and transitions == len(pages)
    assert errors == []
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
    assert f"publish standardpage {page.pk}" in told[0]
    assert Change.objects.latest("sequence").at >= moment
    assert row(page)
