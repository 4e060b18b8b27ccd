"""Row 9 of the fault matrix: a kill while publishing leaves all or nothing, and the next run completes it, once."""

import datetime
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from wagtail.models import Page, Revision

from cms.delivery import purging
from cms.delivery.models import Change
from cms.outbox.models import Delivery
from cms.outbox.worker import LEASE
from press.models import PressReleaseTopic
from tests.delivery import dying
from tests.delivery.due import fall_due
from tests.factories import TopicFactory, in_days
from tests.processes import exit_code, fork
from tests.proof import KILLS_AT_EACH_POINT
from tests.store import assert_sound, row

pytestmark = pytest.mark.databases("cms.delivery.schedule", "cms.outbox.worker")

# What is killed before and after: the first statement that begins so, the commit, or the call of who delivers.
POINTS = {
    "claim": 'UPDATE "wagtailcore_revision"',
    "page row": 'UPDATE "wagtailcore_page"',
    "children": 'UPDATE "press_pressreleasetopic"',
    "store row": 'INSERT INTO "delivery_publication"',
    "log row": 'INSERT INTO "delivery_change"',
    "outbox row": 'INSERT INTO "outbox_delivery"',
    "commit": "COMMIT",
    "delivery": "DELIVERY",
}
# Where all of the publication is there after the kill; nothing of it is after the others.
DONE = {("commit", "after"), ("delivery", "before"), ("delivery", "after")}

Run = Callable[[str, str], int | None]


@pytest.fixture
def told(tmp_path):
    """The file that names each delivery as often as it was made."""
    path = tmp_path / "told"
    path.touch()
    return path


@pytest.fixture
def run(newsroom, settings, told, tmp_path):
    """Publish and deliver what is due in a process of its own, to be killed there; returns its exit status."""
    newsroom.topic, newsroom.other_topic = TopicFactory(), TopicFactory()
    cache = {"BACKEND": "cms.delivery.purging.Proxy", "LOCATION": "http://127.0.0.1:9"}

    def work(point: str, side: str) -> None:
        settings.WAGTAILFRONTENDCACHE = {"default": cache}
        dying.arm(point, side, told)
        # Whoever completes it comes when the claim of who was killed has run out.
        dying.publish_and_deliver(datetime.timedelta() if side else LEASE + datetime.timedelta(seconds=1))

    return lambda point, side: exit_code(fork(lambda: work(point, side), tmp_path / "output"))


def due_release(newsroom: Any, name: object) -> Page:
    release = newsroom.release(
        title=f"Abgeschossen {name}",
        topics=[PressReleaseTopic(topic=newsroom.topic)],
        embargo_until=in_days(1),
    )
    # What was approved has another topic than the row, so that children are written as well.
    PressReleaseTopic.objects.filter(page=release.pk).update(topic=newsroom.other_topic)
    fall_due(timezone.now())
    return release


def kill_and_complete(run: Run, release: Page, name: str, side: str, told: Path) -> list[str]:
    """The ids that the release's delivery was made with, in the end; what went wrong on the way fails."""
    before = told.read_text().split()
    assert run(POINTS[name], side) == -signal.SIGKILL
    done = (name, side) in DONE
    assert Page.objects.get(pk=release.pk).live == bool(row(release)) == done
    assert Change.objects.filter(page_id=release.pk).exists() == done
    assert Delivery.objects.filter(state="waiting", kind=purging.KIND).count() == done
    assert Revision.objects.exclude(approved_go_live_at=None).exists() != done
    assert run("", "") == 0
    return told.read_text().split()[len(before) :]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("names", "times"),
    [
        pytest.param(list(POINTS), 1, id="once"),
        *(
            pytest.param([name], KILLS_AT_EACH_POINT, id=f"{name} again and again", marks=pytest.mark.matrix)
            for name in POINTS
        ),
    ],
)
def test_row_9_a_kill_anywhere_leaves_all_or_nothing_and_the_next_run_completes_it(
    newsroom, run, told, names, times, record_property
):
    kills = [(name, side) for name in names for side in ("before", "after") for _time in range(times)]
    lost, events = [], []
    for number, (name, side) in enumerate(kills):
        release = due_release(newsroom, number)
        ids = kill_and_complete(run, release, name, side, told)
        kinds = list(Change.objects.filter(page_id=release.pk).values_list("kind", flat=True))
        if not row(release) or kinds != ["published"] or not ids:
            lost.append(f"{side} {name}")
        events.append(len(set(ids)))
        # At least once: a second time where the kill came between the delivery and its mark.
        assert len(ids) == (2 if (name, side) == ("delivery", "after") else 1)
    figure = f"lost = {len(lost)} of {len(kills)} kills, {sum(events)} event ids"
    record_property("matrix row 9", f"{' and '.join(names) if times > 1 else 'all points once'}: {figure}")
    assert lost == [] and events == [1] * len(kills)
    assert not Delivery.objects.exclude(state="delivered").exists()
    assert_sound()
