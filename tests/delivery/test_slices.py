"""What is done to many things at once is done in slices: nobody waits for all of it, and no message is done by half."""

import re
import time
from itertools import chain

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from wagtail.models import Page, PageViewRestriction

from cms.delivery import slices, store
from cms.delivery.models import Publication
from cms.translation.models import Term
from press.models import PressRelease
from tests import shown
from tests.admin import answers_at, context_at, form_data
from tests.delivery.turns import form_to_go_on, go_on
from tests.factories import EventFactory, Newsroom, PressIndexFactory
from tests.store import assert_sound, row

pytestmark = [pytest.mark.databases("cms.delivery.pace"), pytest.mark.usefixtures("one_turn")]

MANY = 25


@pytest.fixture(scope="module")
def made(kept) -> list[int]:
    newsroom = Newsroom()
    with store.unit():
        return [newsroom.release(title=f"Meldung {number}", live=False).pk for number in range(MANY)]


@pytest.fixture
def drafts(made, newsroom) -> list[PressRelease]:
    return list(PressRelease.objects.filter(pk__in=made).order_by("pk"))


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
    response, told = admin.post(address("publish", drafts), {"next": "/admin/"}), []
    while response.status_code == 200:
        told.append(int(re.search(r'<progress max="25" value="(\d+)"', response.content.decode())[1]))
        assert form_to_go_on(response)[1]["next"] == "/admin/"
        response = go_on(admin, response)
    assert told == [5, 10, 15, 20]
    assert response.headers["Location"] == "/admin/"
    assert PressRelease.objects.filter(live=True).count() == MANY


def test_what_is_left_stands_in_no_address(newsroom, admin, monkeypatch):
    Term.objects.bulk_create(Term(term=f"Begriff {number}") for number in range(600))
    monkeypatch.setattr(slices, "TURN", 0)
    url = reverse("wagtail_bulk_action", args=("translation", "term", "delete"))
    response = admin.post(f"{url}?id=all&next=/admin/")
    for count in (595, 590):
        address, fields = form_to_go_on(response)
        assert len(address) < 200
        assert len(fields["slices_left"].split()) == Term.objects.count() == count
        response = go_on(admin, response)
    monkeypatch.setattr(slices, "TURN", 600)
    assert go_on(admin, response).headers["Location"] == "/admin/"
    assert not Term.objects.exists()


def test_what_is_left_may_be_gone_by_then(newsroom, admin, drafts, monkeypatch):
    monkeypatch.setattr(slices, "TURN", 0)
    response = admin.post(address("delete", drafts), {"next": "/admin/"})
    PressRelease.objects.all().delete()
    monkeypatch.setattr(slices, "TURN", 600)
    assert go_on(admin, response).headers["Location"] == "/admin/"


def test_a_language_that_some_slices_lack_is_no_mistake(newsroom, admin):
    with store.unit():
        pages = [newsroom.release(title=f"Meldung {number}") for number in range(slices.SLICE * 2)]
        languages = [newsroom.translate(pages[0]), newsroom.in_plain_language(pages[-1])]
    response = admin.post(address("delete", pages), answers_at(admin, address("delete", pages)) | {"next": "/admin/"})
    assert response.status_code == 302
    assert not PressRelease.objects.filter(pk__in=[page.pk for page in [*pages, *languages]]).exists()
    assert_sound()


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


def test_what_is_refused_stays_and_the_rest_is_done(newsroom, admin):
    with store.unit():
        kept, text = shown.event(newsroom)
        events = [kept, *(EventFactory(parent=newsroom.events) for _number in range(slices.SLICE * 2))]
    response = admin.post(address("delete", events))
    assert response.status_code == 409
    said = response.content.decode()
    assert text.title in said and "10 erledigt." in said
    assert list(Page.objects.child_of(newsroom.events)) == [Page.objects.get(pk=kept.pk)]
    assert_sound()


def test_what_shows_each_other_goes_together(newsroom, admin):
    with store.unit():
        pages = [newsroom.release(title=f"Meldung {number}") for number in range(slices.SLICE + 2)]
        for page, other in zip(pages, [*pages[1:], pages[0]], strict=True):
            page.body = [("rich_text", f'<p><a linktype="page" id="{other.pk}">Mehr</a></p>')]
            page.save_revision().publish()
    assert admin.post(address("delete", pages), {"next": "/admin/"}).status_code == 302
    assert not PressRelease.objects.filter(pk__in=[page.pk for page in pages]).exists()
    assert_sound()


def test_units_that_take_long_are_followed_by_smaller_ones(drafts, admin, units, monkeypatch):
    monkeypatch.setattr(slices, "FIRST", 4)
    monkeypatch.setattr(slices, "GOAL", 0)
    admin.post(address("publish", drafts[:8]))
    assert [count for count in units if count] == [4, 1, 1, 1, 1]


def test_a_message_is_never_cut(newsroom):
    with store.unit():
        pages = [newsroom.release(title=f"Meldung {number}") for number in range(9)]
        translations = [newsroom.translate(page, title=f"News {page.pk}") for page in pages]
    ids = [page.pk for page in [*pages, *translations]]
    found = slices.messages_of(Page, ids)
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


@pytest.fixture(scope="module")
def in_languages(kept) -> tuple[list[int], ...]:
    """Messages of two slices in German and English, the last in Leichte Sprache, too, and a private list."""
    newsroom = Newsroom()
    with store.unit():
        pages = [newsroom.release(title=f"Rat, Kreis, Bürgerinnen {number}") for number in range(slices.SLICE * 2)]
        newsroom.translate(newsroom.press, title="Press")
        english = [newsroom.translate(page, title=f"Council {page.pk}") for page in pages]
        plain = newsroom.in_plain_language(pages[-1])
        closed = PressIndexFactory(parent=newsroom.home, title="Intern")
        PageViewRestriction.objects.create(page=closed, restriction_type="login")
    return tuple([page.pk for page in found] for found in (pages, english, [plain], [closed]))


@pytest.mark.parametrize("action", ["unpublish", "delete", "move"])
def test_a_language_stays_of_one_message_alone_whichever_slice_it_is_in(in_languages, admin, monkeypatch, action):
    pages, english, [plain], [closed] = (
        [found for pk in pks for found in Page.objects.filter(pk=pk).specific()] for pks in in_languages
    )
    staying, url = english[-1], address(action, pages)
    asked = context_at(admin, url)["form"]
    groups = dict(asked.fields["languages"].choices)
    assert list(groups) == [page.title for page in pages], "by message, whatever is in its title"
    assert [label for _answer, label in groups[pages[-1].title]] == ["Leichte Sprache", "Englisch"]
    if action == "move":
        assert "Leichte Sprache, Englisch" in asked.fields["chooser"].help_text, "they move along"
    answers = form_data(asked)
    answers["languages"] = [one for one in answers["languages"] if one != f"{pages[-1].pk}-{staying.locale_id}"]
    place = {"chooser": closed.pk} if action == "move" else {}
    refused = admin.post(url, answers | place)
    assert refused.status_code == 200 and "keep_reason" in refused.context["form"].errors
    monkeypatch.setattr(slices, "TURN", 0)
    response = admin.post(url, answers | place | {"keep_reason": "Noch gebraucht.", "next": "/admin/"})
    while response.status_code == 200:
        response = go_on(admin, response)
    assert row(staying)
    assert not any(row(page) for page in [*pages, *english[:-1], plain])
    assert_sound()
