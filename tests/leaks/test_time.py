"""Rows 7, 11, 13 and 14 of the fault matrix: what the clock or an editor brings all see, and what goes nobody."""

import datetime
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.utils import timezone

from cms.content.presenting import WEBP, image_path
from cms.delivery import publications
from cms.delivery.models import Publication, Tombstone
from cms.delivery.withdrawal import withdraw
from cms.outbox.worker import Worker
from home.models import StandardPage
from tests.delivery.due import fall_due, scheduled, translated_early
from tests.factories import DocumentFactory, ImageFactory, in_days
from tests.leaks.surfaces import Canaries, leaks, nothing, told
from tests.processes import wait_until
from tests.receivers import listening_cache
from tests.store import Log, assert_sound, row

pytestmark = pytest.mark.databases


def test_row_7_a_live_page_with_a_scheduled_revision_shows_its_old_text_everywhere(newsroom, record_property):
    release = newsroom.release(title="Alter Titel", slug="alt", lead="Alter Vorspann")
    release.title, release.lead, release.embargo_until = "canarynewtitel", "canarynewvorspann", in_days(1)
    with publications.unit():
        release.save_revision().publish()
    canaries = Canaries()
    canaries.pages["new"], canaries.words["new"] = release, ["canarynew"]
    found, cells = leaks(Client(), canaries, may_see=nothing)
    record_property("matrix row 7", f"{len(found)} leaks of {cells} cells")
    assert found == []
    detail = f"/api/v1/press-releases/{release.translation_key}?locale=de"
    lists = [
        "/de/presse/",
        "/api/v1/press-releases?locale=de",
        "/api/v1/search?locale=de&q=Alter",
        "/de/suche/?q=Alter",
    ]
    for address in ["/de/presse/alt/", detail, *lists]:
        assert "Alter Titel" in told(Client(), address)[1], address


@pytest.mark.django_db(transaction=True)
def test_row_11_fifty_due_together_are_all_live(newsroom, scheduler, record_property):
    originals = [scheduled(newsroom, in_days(1), title=f"Gemeinsam {number}") for number in range(40)]
    pages = [page.pk for page in [*originals, *(translated_early(newsroom, page) for page in originals[:10])]]
    moment = timezone.now() + datetime.timedelta(seconds=3)
    fall_due(moment)
    shown = Publication.objects.visible().filter(page_id__in=pages)
    while timezone.now() < moment:
        count = shown.count()
        assert count == 0 or timezone.now() >= moment
        time.sleep(0.02)
    wait_until(lambda: shown.count() == len(pages))
    delay = (timezone.now() - moment).total_seconds()
    record_property("matrix row 11", f"{len(pages)} due together, last - T = {delay:.1f} s")
    assert_sound()


def publish_once(page_id: int, title: str) -> int:
    """As an editor does: the newest state is read, changed and published in one transaction."""
    with publications.unit():
        found = StandardPage.objects.select_for_update(of=("self",)).get(pk=page_id)
        found.title = title
        revision = found.save_revision()
        revision.publish()
    return revision.pk


def publish(page_id: int, writer: int, start: threading.Barrier, times: int) -> list[int]:
    """The revisions that one editor published; whose turn does not come in time gets an error, and changes nothing."""
    published = []
    try:
        start.wait()
        for number in range(times):
            with suppress(OperationalError):
                published.append(publish_once(page_id, f"Fassung {writer}-{number}"))
    finally:
        connection.close()
    return published


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("writers", "times"), [(4, 25), pytest.param(100, 1, marks=pytest.mark.matrix)])
def test_row_13_one_page_published_by_many_at_once_is_what_the_last_of_them_says(
    newsroom, writers, times, record_property
):
    page = newsroom.page(title="Null")
    log, start = Log(), threading.Barrier(writers)
    with ThreadPoolExecutor(writers) as pool:
        running = [pool.submit(publish, page.pk, writer, start, times) for writer in range(writers)]
    published = [revision for done in running for revision in done.result()]
    found = StandardPage.objects.get(pk=page.pk)
    figure = f"lost updates = {len(published) - len(log.kinds())} of {len(published)}"
    record_property(
        "matrix row 13", f"{figure} publishes by {writers} at once, {writers * times - len(published)} refused"
    )
    assert log.kinds() == ["updated"] * len(published)
    # A hundred at once are more than wait for one another; a few must all have their turn.
    assert len(published) == writers * times or (writers == 100 and published)
    assert found.live_revision_id == max(published)
    assert row(page).title == found.title == found.live_revision.content["title"]
    assert_sound()


GOING = {
    "unpublished": lambda page: page.unpublish(),
    "withdrawn": lambda page: withdraw(page, reason="Irrtum", user=None),
}


@pytest.mark.parametrize(("way", "status"), [("unpublished", 404), ("withdrawn", 410)])
def test_row_14_what_is_taken_away_is_gone_from_every_surface_with_its_commit(
    newsroom, settings, way, status, record_property
):
    image, document = ImageFactory(caption="canarygonebild"), DocumentFactory(title="canarygonedatei")
    release = newsroom.release(
        title="canarygonetitel",
        slug="weg",
        lead="canarygonevorspann",
        image=[("image", {"image": image})],
        attachments=[("documents", {"files": [document]})],
    )
    canaries = Canaries()
    canaries.pages["gone"], canaries.words["gone"] = release, ["canarygone"]
    canaries.files["gone"] = [document.url, image_path(image, 480, WEBP)]
    addresses = ["/de/presse/weg/", *canaries.files["gone"]]
    assert [Client().get(address).status_code for address in addresses] == [200, 200, 200]
    assert len(leaks(Client(), canaries, may_see=nothing)[0]) > 5
    with listening_cache() as cache:
        settings.WAGTAILFRONTENDCACHE = cache.configuration
        began = time.perf_counter()
        with publications.unit():
            GOING[way](release)
        Worker().deliver_due()
        found, cells = leaks(Client(), canaries, may_see=nothing)
        seconds = time.perf_counter() - began
    record_property("matrix row 14", f"{way}: {len(found)} of {cells} cells tell of it, all asked in {seconds:.1f} s")
    assert found == []
    assert [Client().get(address).status_code for address in addresses] == [status, 404, 404]
    assert "/de/presse/weg/" in {path for _method, _host, path in cache.purged}
    assert Tombstone.objects.filter(page_id=release.pk).exists() == (way == "withdrawn")
    assert_sound()
