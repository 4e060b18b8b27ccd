"""What is done to many things at once is done in slices: nobody waits for all of it, and no message is done by half."""

import re
import time
from html import unescape
from itertools import chain

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from wagtail.models import Page, PageViewRestriction

from cms.delivery import slices, store
from cms.delivery.models import Publication
from press.models import PressRelease
from tests.store import assert_sound, row

MANY = 25


@pytest.fixture(autouse=True)
def one_turn(monkeypatch):
    """However slow the machine is, all slices are done in one turn, unless a test says otherwise."""
    monkeypatch.setattr(slices, "TURN", 600)


@pytest.fixture
def drafts(newsroom) -> list[PressRelease]:
    return [newsroom.release(title=f"Meldung {number}", live=False) for number in range(MANY)]


@pytest.fixture
def units(monkeypatch) -> list[int]:
    """How many pages were published in each unit."""
    found: list[int] = []
    flush = store.Unit.flush

    def counted(self: store.Unit) -> None:
        found.append(sum(kind == "page" for kind, _value in self.touched))
        flush(self)

    monkeypatch.setattr(store.Unit, "flush", counted)
    return found


def address(action: str, pages: list[PressRelease]) -> str:
    url = reverse("wagtail_bulk_action", args=("wagtailcore", "page", action))
    return f"{url}?{'&'.join(f'id={page.pk}' for page in pages)}"


def test_many_pages_are_published_in_several_units(drafts, admin, units, record_property):
    began = time.monotonic()
    response = admin.post(address("publish", drafts), {"next": reverse("wagtailadmin_home")}, follow=True)
    assert Publication.objects.filter(page_id__in=[page.pk for page in drafts]).count() == MANY
    assert [count for count in units if count] == [5] * 5
    record_property("seconds for each slice of five published pages", f"{(time.monotonic() - began) / 5:.2f}")
    assert "25 erledigt." in response.content.decode()
    assert_sound()


def test_few_are_one_unit_and_said_in_the_words_of_the_action(drafts, admin, units):
    admin.post(address("publish", drafts[:3]))
    assert [count for count in units if count] == [3]


def test_the_browser_is_told_how_far_it_is_and_asks_for_the_rest(drafts, admin, monkeypatch):
    monkeypatch.setattr(slices, "TURN", 0)
    url, told = address("publish", drafts), []
    response = admin.post(url, {"next": "/admin/"})
    while response.status_code == 200:
        page = unescape(response.content.decode())
        told.append(int(re.search(r'<progress max="25" value="(\d+)"', page)[1]))
        assert '<textarea name="next" hidden>\n/admin/</textarea>' in page
        response = admin.post(re.search(r'action="([^"]+)" id="go-on"', page)[1], {"next": "/admin/"})
    assert told == [5, 10, 15, 20]
    assert response.headers["Location"] == "/admin/"
    assert PressRelease.objects.filter(live=True).count() == MANY


def test_what_fails_takes_only_its_slice_back(drafts, admin, monkeypatch):
    broken = drafts[12]
    publish = PressRelease.save

    def fails(self, *args, **kwargs):
        if self.pk == broken.pk:
            raise RuntimeError("broken")
        return publish(self, *args, **kwargs)

    monkeypatch.setattr(PressRelease, "save", fails)
    admin.raise_request_exception = False
    assert admin.post(address("publish", drafts)).status_code == 500
    live = set(PressRelease.objects.filter(live=True).values_list("pk", flat=True))
    assert live == {page.pk for page in drafts[:10]}
    assert_sound()


def test_what_is_refused_stays_and_the_rest_is_done(newsroom, admin, drafts):
    for page in drafts:
        page.save_revision().publish()
    shown = drafts[3]
    link = f'<p><a linktype="page" id="{shown.pk}">Mehr</a></p>'
    other = newsroom.release(title="Nennt sie", body=[("rich_text", link)])
    response = admin.post(address("delete", drafts))
    assert response.status_code in {302, 409}
    assert PressRelease.objects.filter(pk=other.pk).exists()
    assert PressRelease.objects.filter(pk__in=[page.pk for page in drafts[10:]]).count() == 0


def test_what_shows_each_other_goes_together(newsroom, admin):
    pages = [newsroom.release(title=f"Meldung {number}") for number in range(slices.SLICE + 2)]
    for page, other in zip(pages, [*pages[1:], pages[0]], strict=True):
        page.body = [("rich_text", f'<p><a linktype="page" id="{other.pk}">Mehr</a></p>')]
        with store.unit():
            page.save_revision().publish()
    assert admin.post(address("delete", pages), {"next": "/admin/"}).status_code == 302
    assert not PressRelease.objects.filter(pk__in=[page.pk for page in pages]).exists()
    assert_sound()


def test_a_message_is_never_cut(newsroom):
    pages = [newsroom.release(title=f"Meldung {number}") for number in range(9)]
    translations = [newsroom.translate(page, title=f"News {page.pk}") for page in pages]
    ids = [page.pk for page in [*pages, *translations]]
    found = slices.slices(Page, ids)
    assert sorted(chain.from_iterable(found)) == sorted(ids)
    assert len(found) > 1
    for page, translation in zip(pages, translations, strict=True):
        assert any({page.pk, translation.pk} <= set(one) for one in found)


def test_strangers_change_nothing_in_many_either(drafts):
    assert Client().post(address("publish", drafts)).status_code == 302
    with transaction.atomic():
        assert not PressRelease.objects.filter(live=True).exists()


@pytest.mark.parametrize("removals", [0, 100])
def test_what_is_made_private_with_much_else_is_hidden_at_once(newsroom, monkeypatch, removals):
    monkeypatch.setattr("cms.delivery.flush.REMOVALS_IN_UNIT", removals)
    section = newsroom.section(title="Rubrik")
    pages = [newsroom.page(parent=section, title=f"Seite {number}") for number in range(4)]
    with store.answering(), store.unit():
        PageViewRestriction.objects.create(page=section, restriction_type=PageViewRestriction.LOGIN)
    assert not any(row(page) for page in [section, *pages])
    left = Publication.objects.filter(page_id__in=[page.pk for page in pages], hidden=True).count()
    assert left == (0 if removals else 4)
    assert store.drain() == 0
    assert not Publication.objects.filter(hidden=True).exists()
    assert_sound()


def test_what_is_moved_with_much_else_is_never_found_at_its_old_address(newsroom, monkeypatch, client):
    monkeypatch.setattr("cms.delivery.flush.DEPENDANTS_IN_UNIT", 1)
    there, section = newsroom.section(title="Dort"), newsroom.section(title="Rubrik")
    pages = [newsroom.page(parent=section, title=f"Seite {number}") for number in range(4)]
    old = {page.pk: row(page).path for page in pages}
    with store.answering(), store.unit():
        Page.objects.get(pk=section.pk).move(there, pos="last-child")
    assert [row(page) is None for page in pages] == [False, True, True, True]
    for path in old.values():
        assert client.get(path).status_code in {301, 404}
    assert store.drain() == 0
    assert all(row(page).path.startswith(row(there).path) for page in pages)
    assert {client.get(path).status_code for path in old.values()} == {301}
    assert_sound()


def test_what_could_not_be_shown_with_much_else_is_shown_as_the_marks_are_worked_off(newsroom, monkeypatch):
    monkeypatch.setattr("cms.delivery.flush.DEPENDANTS_IN_UNIT", 1)
    section = newsroom.section(title="Rubrik")
    pages = [newsroom.page(parent=section, title=f"Seite {number}") for number in range(4)]
    with store.unit():
        closed = PageViewRestriction.objects.create(page=section, restriction_type=PageViewRestriction.LOGIN)
    with store.unit():
        closed.delete()
    assert all(row(page) for page in pages)
    assert_sound()
