"""Rows 3 to 5, 7, 11, 13 and 14 of the fault matrix: what the clock brings, nobody sees before, and all see then."""

import datetime
import threading
import time

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone
from wagtail.models import Page, Revision

from cms.delivery import publications
from cms.delivery.scheduler import Scheduler
from cms.delivery.withdrawal import withdraw
from home.models import StandardPage
from tests.factories import DocumentFactory, in_days
from tests.leaks.surfaces import SURFACES, Canaries, told
from tests.store import Log, assert_sound, row


def heard(page):
    """The moments at which others were told of the page."""
    moments = []

    def receiver(sender, written, removed, **kwargs):
        if page.pk in {found.page_id for found in written}:
            moments.append(timezone.now())

    publications.publications_changed.connect(receiver, weak=False)
    return moments, receiver


@pytest.mark.django_db(transaction=True)
def test_rows_3_and_5_an_embargoed_release_is_404_before_and_there_at_its_second(newsroom, scheduler, record_property):
    newsroom.press  # noqa: B018  # made when first asked for
    moment = timezone.now() + datetime.timedelta(seconds=4)
    document = DocumentFactory(title="Anlage")
    release = newsroom.release(
        title="Gesperrt", slug="gesperrt", attachments=[("documents", {"files": [document]})], embargo_until=moment
    )
    moments, receiver = heard(release)
    answers, client = [], Client()
    try:
        while timezone.now() < moment + datetime.timedelta(seconds=4):
            asked = timezone.now()
            statuses = {client.get(path).status_code for path in ("/de/presse/gesperrt/", document.url)}
            answers.append((asked, timezone.now(), statuses))
            time.sleep(0.02)
    finally:
        publications.publications_changed.disconnect(receiver)
    early = [asked for asked, answered, statuses in answers if answered < moment and statuses != {404}]
    first = next(answered for _asked, answered, statuses in answers if statuses == {200})
    record_property("matrix row 3", f"early = {len(early)} of {len(answers)} looks, first 200 {first - moment} after T")
    record_property("matrix row 5", f"early events = {sum(found < moment for found in moments)}")
    assert early == [] and moments and min(moments) >= moment
    after = [statuses for asked, _answered, statuses in answers if asked > first]
    assert after and all(statuses == {200} for statuses in after)


def test_row_4_no_answer_of_an_embargoed_address_may_be_kept_or_tells_a_time(newsroom, record_property):
    newsroom.release(title="Gesperrt", slug="gesperrt", embargo_until=in_days(1))
    gesperrt, nothing = (Client().get(f"/de/presse/{slug}/") for slug in ("gesperrt", "nirgends"))
    assert gesperrt.status_code == nothing.status_code == 404
    assert "max-age=0" in gesperrt.headers["Cache-Control"]
    assert dict(gesperrt.headers) | {"Content-Length": ""} == dict(nothing.headers) | {"Content-Length": ""}
    released = newsroom.release(title="Weg", slug="weg")
    withdraw(released, reason="", user=None)
    gone = Client().get("/de/presse/weg/")
    assert gone.status_code == 410 and "max-age=0" in gone.headers["Cache-Control"]
    record_property("matrix row 4", "0 s stale after T: 404 and 410 carry max-age=0")


def test_row_7_a_live_page_with_a_scheduled_revision_shows_its_old_text_everywhere(newsroom, record_property):
    release = newsroom.release(title="Alter Titel", slug="alt", lead="Alter Vorspann")
    release.title, release.lead, release.embargo_until = "canarynewtitel", "canarynewvorspann", in_days(1)
    with publications.unit():
        release.save_revision().publish()
    canaries = Canaries()
    canaries.pages["new"], canaries.words["new"] = release, ["canarynew"]
    told_by, cells = [], 0
    for name, ask in SURFACES.items():
        for address in ask(canaries):
            cells += 1
            if "canarynew" in told(Client(), address)[1].replace(address, "") and "canarynew" not in address:
                told_by.append(f"{name}: {address}")
    record_property("matrix row 7", f"{len(told_by)} leaks of {cells} answers")
    assert told_by == []
    assert "Alter Titel" in told(Client(), "/de/presse/alt/")[1]


@pytest.mark.django_db(transaction=True)
def test_row_11_fifty_due_together_are_all_live(newsroom, record_property):
    moment = timezone.now() + datetime.timedelta(days=1)
    pages = []
    for number in range(50):
        page = newsroom.page(live=False, title=f"Gemeinsam {number}")
        page.go_live_at = moment
        with publications.unit():
            page.save_revision().publish()
        pages.append(page)
    now = timezone.now()
    for revision in Revision.objects.exclude(approved_go_live_at=None):
        revision.content["go_live_at"] = now.isoformat()
        Revision.objects.filter(pk=revision.pk).update(content=revision.content, approved_go_live_at=now)
    Page.objects.filter(go_live_at__gt=now).update(go_live_at=now)
    began = time.perf_counter()
    Scheduler().round()
    record_property("matrix row 11", f"50 due together, last live {time.perf_counter() - began:.1f} s after T")
    assert all(row(page) for page in pages)
    assert_sound()


@pytest.mark.django_db(transaction=True)
def test_row_13_one_page_published_by_many_at_once_is_what_its_last_revision_says(newsroom, record_property):
    page = newsroom.page(title="Null")
    log, failed = Log(), []

    def publish(writer: int) -> None:
        try:
            for number in range(25):
                with publications.unit():
                    # As an editor does: the newest state is read, changed and published in one transaction.
                    found = StandardPage.objects.select_for_update(of=("self",)).get(pk=page.pk)
                    found.title = f"Fassung {writer}-{number}"
                    found.save_revision().publish()
        except Exception as error:
            failed.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=publish, args=(writer,)) for writer in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    found = Page.objects.get(pk=page.pk)
    record_property("matrix row 13", f"100 publishes by 4 writers, {len(failed)} failed, {len(log.kinds())} in the log")
    assert failed == [] and log.kinds() == ["updated"] * 100
    assert row(page).title == found.title == found.live_revision.content["title"]
    assert_sound()


def test_row_14_what_is_withdrawn_is_gone_from_every_surface_with_its_commit(newsroom, record_property):
    release = newsroom.release(title="canarygone", slug="canarygone-slug", lead="canarygone")
    canaries = Canaries()
    canaries.pages["gone"], canaries.words["gone"] = release, ["canarygone"]
    assert "canarygone" in told(Client(), "/api/v1/press-releases?locale=de")[1]
    began = time.perf_counter()
    withdraw(release, reason="Irrtum", user=None)
    for ask in SURFACES.values():
        for address in ask(canaries):
            _status, answer = told(Client(), address)
            assert "canarygone" not in answer.replace(address, "").replace("canarygone-slug", "") or "q=" in address
    assert told(Client(), "/de/presse/canarygone-slug/")[0] == 410
    record_property("matrix row 14", f"gone from every surface {time.perf_counter() - began:.1f} s after, all asked")
    assert_sound()
