"""A page is copied with all below it in slices: no unit holds many pages, each copy is whole and as private as what it
is of, and whoever goes on after an interruption copies nothing twice."""

import pytest
from django.urls import reverse
from wagtail.models import Page, PageLogEntry, PageViewRestriction

from cms.delivery import slices, store
from press.models import PressIndexPage, PressRelease
from tests.colleagues import Colleague
from tests.delivery.turns import SLICE, go_on
from tests.factories import Newsroom
from tests.store import assert_sound, row

pytestmark = pytest.mark.usefixtures("one_turn", "small_slices")

MANY = 9
MOST = SLICE + 2  # pages of one unit: a slice, and those above it, whose numbers of children change


@pytest.fixture(scope="module")
def made(kept) -> int:
    """A section with eight pages below it, two of them below another one, and the last a draft."""
    newsroom = Newsroom()
    with store.unit():
        section = newsroom.section(title="Rubrik")
        upper = newsroom.section(parent=section, title="Unterrubrik")
        for number in range(MANY - 5):
            newsroom.page(parent=section, title=f"Seite {number}")
        for number in range(2):
            newsroom.page(parent=upper, title=f"Tief {number}")
        newsroom.page(parent=section, title="Entwurf", live=False)
    return section.pk


@pytest.fixture
def section(made, newsroom):
    return Page.objects.get(pk=made).specific


def url(page) -> str:
    return reverse("wagtailadmin_pages:copy", args=(page.pk,))


def form(page, to, **fields: str) -> dict[str, object]:
    asked = {"new_title": "Abschrift", "new_slug": "abschrift", "new_parent_page": to.pk, "copy_subpages": "on"}
    return asked | fields


def copy_of(page) -> Page:
    return Page.objects.exclude(pk=page.pk).get(title="Abschrift")


def below(page) -> list[tuple[str, int]]:
    """The titles in their order, with how deep they lie."""
    return [(found.title, found.depth - page.depth) for found in page.get_descendants()]


def all_of_it(client, response):
    while response.status_code == 200:
        response = go_on(client, response)
    return response


@pytest.mark.parametrize(("asked", "below"), [({"copy_subpages": None}, ""), ({}, ", darunter liegt eine Seite")])
def test_the_message_names_the_copy(newsroom, admin, asked, below):
    page = newsroom.section(title="Alt")
    newsroom.page(title="Darunter", parent=page)
    data = {name: value for name, value in form(page, newsroom.home, **asked).items() if value}
    said = admin.get(admin.post(url(page), data).headers["Location"]).content.decode()
    assert f"„Alt“ wurde kopiert: „Abschrift“{below}." in said
    assert copy_of(page).draft_title == "Abschrift"
    assert "Seite „Alt“" not in said and "Kopie bearbeiten" in said


def test_a_section_is_copied_in_slices(section, newsroom, admin, units):
    response = all_of_it(admin, admin.post(url(section), form(section, newsroom.home)))
    copy = copy_of(section)
    assert below(copy) == below(section)
    assert len(below(copy)) == MANY - 1
    assert not any(page.live for page in Page.objects.descendant_of(copy, inclusive=True))
    assert max(units) <= MOST
    assert len([count for count in units if count]) > 2
    assert response.headers["Location"] == reverse("wagtailadmin_explore", args=(newsroom.home.pk,))
    said = admin.get(response.headers["Location"]).content.decode()
    assert "„Rubrik“ wurde kopiert: „Abschrift“, darunter liegen 8 Seiten." in said
    assert "9 erledigt." in said
    logged = PageLogEntry.objects.filter(page__in=Page.objects.descendant_of(copy), action="wagtail.copy")
    assert {entry.user.username for entry in logged} == {"redaktion"}
    assert logged.count() == MANY - 1
    assert copy.get_descendants().filter(owner__username="redaktion").count() == MANY - 1
    assert_sound()


def test_copies_are_published_where_that_was_asked_for_and_their_originals_are(section, newsroom, admin):
    all_of_it(admin, admin.post(url(section), form(section, newsroom.home, publish_copies="on")))
    live = [page.title for page in Page.objects.descendant_of(copy_of(section), inclusive=True).filter(live=False)]
    assert live == ["Entwurf"]
    assert (
        row(Page.objects.descendant_of(copy_of(section)).get(title="Tief 1")).path
        == "/de/abschrift/unterrubrik/tief-1/"
    )
    assert_sound()


def test_aliases_are_made_below_an_alias(section, newsroom, admin):
    all_of_it(admin, admin.post(url(section), form(section, newsroom.home, alias="on", new_slug="abschrift")))
    alias = Page.objects.get(slug="abschrift")
    assert below(alias) == below(section)
    sources = {page.alias_of_id for page in Page.objects.descendant_of(alias, inclusive=True)}
    assert sources == {page.pk for page in Page.objects.descendant_of(section, inclusive=True)}
    assert_sound()


def test_little_is_one_unit_in_the_words_of_the_view(newsroom, admin, units):
    section = newsroom.section(title="Rubrik")
    newsroom.page(parent=section, title="Seite")
    units.clear()
    assert admin.post(url(section), form(section, newsroom.home)).status_code == 302
    assert below(copy_of(section)) == [("Seite", 1)]
    assert len([count for count in units if count]) == 1


def test_only_the_page_is_copied_where_nobody_asked_for_those_below(section, newsroom, admin):
    assert admin.post(url(section), form(section, newsroom.home, copy_subpages="")).status_code == 302
    assert below(copy_of(section)) == []


def test_who_goes_on_after_an_interruption_copies_nothing_twice(section, newsroom, admin, monkeypatch):
    monkeypatch.setattr(slices, "TURN", 0)
    first = admin.post(url(section), form(section, newsroom.home))
    assert f"1 von {MANY}" in first.content.decode()
    second = go_on(admin, first)
    assert f"{SLICE + 1} von {MANY}" in second.content.decode()
    assert len(below(copy_of(section))) == SLICE
    assert_sound()
    go_on(admin, first)  # as when the page is loaded again
    all_of_it(admin, go_on(admin, second))
    all_of_it(admin, second)
    assert below(copy_of(section)) == below(section)


def test_a_private_page_below_is_never_public_in_its_copy(section, newsroom, admin, monkeypatch):
    monkeypatch.setattr(slices, "TURN", 0)
    upper = section.get_children().get(title="Unterrubrik")
    with store.unit():
        PageViewRestriction.objects.create(page=upper, restriction_type="login")
    response = admin.post(url(section), form(section, newsroom.home, publish_copies="on"))
    while response.status_code == 200:
        response = go_on(admin, response)
        copies = Page.objects.descendant_of(copy_of(section), inclusive=True)
        assert not any(row(page) for page in copies if "/unterrubrik/" in page.url_path)
    assert PageViewRestriction.objects.filter(page__in=copies).count() == 1
    assert row(copies.get(title="Seite 0"))
    assert_sound()


def test_what_does_not_validate_is_named_with_what_is_below_it_and_the_rest_is_copied(section, newsroom, admin):
    upper = section.get_children().get(title="Unterrubrik")
    Page.objects.filter(pk=upper.pk).update(title="")
    response = all_of_it(admin, admin.post(url(section), form(section, newsroom.home, publish_copies="on")))
    copy = copy_of(section)
    assert [title for title, _depth in below(copy)] == [f"Seite {number}" for number in range(4)] + ["Entwurf"]
    said = admin.get(response.headers["Location"]).content.decode()
    assert "„Tief 0“ wurde nicht kopiert." in said
    assert "„Abschrift“, darunter liegen 5 Seiten" in said


def test_texts_that_need_an_approval_are_copied_as_drafts(section, newsroom):
    with store.unit():
        press = section.add_child(instance=PressIndexPage(title="Presse"))
        press.save_revision().publish()
        for number in range(MANY):
            newsroom.release(parent=press, title=f"Meldung {number}")
    writer = Colleague("Redaktion")
    all_of_it(writer.client, writer.client.post(url(section), form(section, newsroom.home, publish_copies="on")))
    copy = copy_of(section)
    assert below(copy) == below(section)
    releases = PressRelease.objects.descendant_of(copy)
    assert {(page.live, page.has_unpublished_changes, bool(row(page))) for page in releases} == {(False, True, False)}
    assert row(Page.objects.descendant_of(copy).get(title="Seite 3"))
    assert_sound()


def test_a_form_that_names_another_copy_puts_nothing_there(section, newsroom, admin):
    page = newsroom.page(title="Anderswo")
    known = Page.objects.count()
    left = {"slices_left": " ".join(str(found.pk) for found in section.get_descendants())}
    for copy in (page, section, section.get_children().get(title="Unterrubrik")):
        response = admin.post(url(section), form(section, newsroom.home) | left | {"copy": copy.pk})
        assert response.url == reverse("wagtailadmin_home")
    for copy in ("", "x", "9" * 30, "-1"):
        assert admin.post(url(section), form(section, newsroom.home) | left | {"copy": copy}).status_code == 302
    assert Page.objects.count() == known


def test_who_may_not_copy_it_goes_on_with_no_copy_of_others(section, newsroom, admin, monkeypatch):
    monkeypatch.setattr(slices, "TURN", 0)
    admin.post(url(section), form(section, newsroom.home))
    left = {"slices_left": " ".join(str(found.pk) for found in section.get_descendants())}
    reader = Colleague()
    fields = form(section, newsroom.home) | left | {"copy": copy_of(section).pk}
    assert reader.client.post(url(section), fields).status_code in {302, 403}
    assert below(copy_of(section)) == []


def test_a_copy_that_is_gone_in_the_middle_is_not_begun_again(section, newsroom, admin):
    response = admin.post(url(section), form(section, newsroom.home))
    with store.unit():
        copy_of(section).delete()
    known = Page.objects.count()
    response = go_on(admin, response)
    assert "Die Kopie gibt es nicht mehr" in admin.get(response.headers["Location"]).content.decode()
    assert Page.objects.count() == known
