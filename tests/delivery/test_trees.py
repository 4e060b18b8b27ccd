"""A page goes with all below it in slices: no unit holds more than a few messages, each message is whole at any time,
and what is refused stays with what stands above it."""

import pytest
from django.urls import reverse
from wagtail.models import Page, PageLogEntry

from cms.content.models import Message, OwnLife
from cms.delivery import slices, store
from press.models import PressReleaseEvent
from tests import shown
from tests.colleagues import Colleague
from tests.delivery.turns import SLICE, go_on
from tests.factories import DocumentationFactory, EventFactory, Newsroom
from tests.store import assert_sound, row

pytestmark = pytest.mark.usefixtures("one_turn", "small_slices")

MANY = 7
MOST = SLICE + 2  # pages of one unit: a slice, and its parent, whose number of children changes
ALL = {"include_descendants": "on"}  # all languages go, too, where nobody was asked


@pytest.fixture(scope="module")
def made(kept) -> int:
    """A section with twelve pages, two of them below another one, half of them in English, too."""
    newsroom = Newsroom()
    with store.unit():
        section = newsroom.section(title="Rubrik")
        upper = newsroom.section(parent=section, title="Unterrubrik")
        pages = [newsroom.page(parent=section, title=f"Seite {number}") for number in range(MANY - 4)]
        pages += [newsroom.page(parent=upper, title=f"Tief {number}") for number in range(2)]
        for page in [section, *pages[: MANY // 2]]:
            newsroom.translate(page, title=f"Page {page.pk}")
    return section.pk


@pytest.fixture
def section(made, newsroom):
    return Page.objects.get(pk=made).specific


def delete_url(page) -> str:
    return reverse("wagtailadmin_pages:delete", args=(page.pk,))


def unpublish_url(page) -> str:
    return reverse("wagtailadmin_pages:unpublish", args=(page.pk,))


def tree(page) -> list[Page]:
    return list(Page.objects.descendant_of(page, inclusive=True))


def are_whole(messages) -> bool:
    """True where of each message all languages are there, or none."""
    return all(
        Page.objects.filter(pk__in=pks).count() in {0, len(pks)} and len({bool(row(pk)) for pk in pks}) == 1
        for pks in messages
    )


@pytest.fixture
def messages(section) -> list[list[int]]:
    """The ids of each message of the section."""
    return [
        list(Page.objects.filter(translation_key=page.translation_key).values_list("pk", flat=True))
        for page in tree(section)
    ]


def test_a_section_is_deleted_in_slices_with_its_languages(section, admin, units, messages):
    english = section.get_translation(section.get_translations().get().locale)
    gone = [page.pk for page in [*tree(section), *tree(english)]]
    admin.post(delete_url(section), {"asked": "1", "languages": [english.locale_id]})
    assert not Page.objects.filter(pk__in=gone).exists()
    assert len([count for count in units if count]) > 2
    assert max(units) <= MOST
    logged = PageLogEntry.objects.filter(page__in=gone, action="wagtail.delete")
    assert {entry.page_id for entry in logged} == set(gone)
    assert {entry.user.username for entry in logged} == {"redaktion"}
    assert_sound()


def test_a_section_is_taken_offline_in_slices(section, admin, units, messages):
    response = admin.post(unpublish_url(section), ALL, follow=True)
    assert not any(page.live for page in tree(section))
    assert not any(row(pk) for pks in messages for pk in pks)
    assert len([count for count in units if count]) > 2
    assert max(units) <= MOST
    assert PageLogEntry.objects.filter(page__in=tree(section), action="wagtail.unpublish").count() == MANY
    assert "„Rubrik“ ist nicht mehr öffentlich." in response.content.decode()
    assert_sound()


def test_little_is_one_unit_in_the_words_of_the_view(newsroom, admin, units):
    section = newsroom.section(title="Rubrik")
    newsroom.page(parent=section, title="Seite")
    units.clear()
    said = admin.post(unpublish_url(section), ALL, follow=True).content.decode()
    assert len([count for count in units if count]) == 1
    assert "erledigt" not in said


def test_only_the_page_goes_where_nobody_asked_for_those_below(section, admin):
    admin.post(unpublish_url(section))
    assert [page.title for page in tree(section) if not page.live] == ["Rubrik"]


@pytest.mark.parametrize("url", [delete_url, unpublish_url])
def test_who_leaves_in_the_middle_leaves_whole_messages(section, admin, monkeypatch, messages, url):
    monkeypatch.setattr(slices, "TURN", 0)
    response = admin.post(url(section), ALL)
    seen = []
    while response.status_code == 200:
        assert are_whole(messages)
        assert row(section)
        assert_sound()
        response = go_on(admin, response)
        seen.append(sum(bool(row(pks[0])) for pks in messages))
    assert seen == sorted(seen, reverse=True)
    assert len(seen) > 1
    assert not row(section)


def test_what_a_text_shows_stays_with_what_is_above_it_and_the_rest_goes(newsroom, admin):
    for number in range(MANY):
        EventFactory(parent=newsroom.events, title=f"Termin {number}")
    series, text = shown.series(newsroom)
    response = admin.post(delete_url(newsroom.events))
    assert response.status_code == 409
    said = response.content.decode()
    assert text.title in said
    assert "„Veranstaltungen“ bleibt" in said
    assert [page.title for page in tree(newsroom.events)] == ["Veranstaltungen", "Reihe", "Treffen der Reihe"]
    assert all(row(page) for page in tree(series))
    assert not PageLogEntry.objects.filter(page__in=tree(newsroom.events), action="wagtail.delete").exists()
    assert_sound()


def test_nothing_is_begun_where_a_text_shows_the_page_itself(newsroom, admin):
    event, _text = shown.event(newsroom)
    for _number in range(SLICE):
        DocumentationFactory(parent=event)
    assert admin.post(delete_url(event)).status_code == 409
    assert len(tree(event)) == SLICE + 1


def test_what_shows_something_of_a_slice_before_goes_with_it_in_slices(newsroom, admin, units):
    with store.unit():
        section = newsroom.section(title="Rubrik")
        releases = [newsroom.release(parent=section) for _number in range(MANY)]
        for release in releases:
            event = EventFactory(parent=section)
            release.related_events = [PressReleaseEvent(event=event)]
            release.save_revision().publish()
    units.clear()
    admin.post(delete_url(section))
    assert not Page.objects.filter(pk=section.pk).exists()
    assert max(units) <= MOST
    assert_sound()


def test_nothing_is_begun_without_a_reason_for_a_language_that_stays(section, admin):
    for url in (delete_url, unpublish_url):
        before = [page.live for page in tree(section)]
        assert admin.post(url(section), {"include_descendants": "on", "asked": "1"}).status_code == 200
        assert [page.live for page in tree(section)] == before
    assert not OwnLife.objects.exists()


def test_a_language_with_a_reason_stays_with_all_below_it(section, admin):
    english = section.get_translations().get()
    below = [page.pk for page in tree(english)]
    admin.post(delete_url(section), {"asked": "1", "keep_reason": "Noch gebraucht."})
    assert not Page.objects.filter(pk=section.pk).exists()
    assert Page.objects.filter(pk__in=below).count() == len(below)
    assert Message.objects.get(key=english.translation_key).original_locale == english.locale
    assert row(english)
    assert_sound()


def test_the_name_of_the_site_is_still_asked(section, admin):
    response = admin.post(delete_url(section), {"confirm_site_name": "Etwas anderes"})
    assert response.status_code == 200
    assert len(tree(section)) == MANY


def test_who_may_not_delete_it_deletes_nothing_below_it(section):
    reader = Colleague()
    assert reader.client.post(delete_url(section)).status_code in {302, 403}
    fields = {"slices_left": " ".join(str(page.pk) for page in tree(section)[1:])}
    assert reader.client.post(delete_url(section), fields).status_code in {302, 403}
    assert len(tree(section)) == MANY


def test_texts_that_need_an_approval_stay_and_it_is_said(newsroom):
    writer = Colleague("Redaktion")
    with store.unit():
        releases = [newsroom.release(title=f"Meldung {number}") for number in range(7)]
    writer.client.post(delete_url(newsroom.press), follow=True)
    assert Page.objects.filter(pk=newsroom.press.pk).exists()
    said = writer.client.post(unpublish_url(newsroom.press), ALL, follow=True).content.decode()
    assert all(row(page) for page in releases)
    assert "7 Seiten darunter bleiben öffentlich" in said
    assert_sound()


def test_nothing_else_is_deleted_by_a_form_that_names_it(section, newsroom, admin):
    stranger = newsroom.page(title="Anderswo")
    response = admin.post(
        delete_url(section),
        {"slices_left": f"{stranger.pk} x -1 {'9' * 30}", "slices_refused": "?", "slices_done": "viele"},
    )
    assert response.status_code == 302
    assert row(stranger)


def bulk_url(action: str, *pages: Page) -> str:
    url = reverse("wagtail_bulk_action", args=("wagtailcore", "page", action))
    return f"{url}?{'&'.join(f'id={page.pk}' for page in pages)}"


def test_a_section_chosen_among_others_is_deleted_in_slices(section, newsroom, admin, units, messages):
    other = newsroom.page(title="Anderswo")
    gone = [pk for pks in messages for pk in pks]
    response = admin.post(bulk_url("delete", section, other), {"next": "/admin/"}, follow=True)
    assert not Page.objects.filter(pk__in=[*gone, other.pk]).exists()
    assert max(units) <= 2 * MOST  # with their languages
    assert f"{MANY + 1} erledigt." in response.content.decode()
    assert_sound()


def test_a_section_chosen_among_others_is_taken_offline_in_slices(section, newsroom, admin, units):
    other = newsroom.page(title="Anderswo")
    admin.post(bulk_url("unpublish", section, other), {**ALL, "next": "/admin/"})
    assert not any(page.live for page in [*tree(section), *tree(other)])
    assert max(units) <= MOST
    assert_sound()


def test_only_what_was_chosen_goes_offline_where_nobody_asked_for_those_below(section, admin):
    admin.post(bulk_url("unpublish", section))
    assert [page.title for page in tree(section) if not page.live] == ["Rubrik"]


def test_a_language_of_what_was_chosen_stays_with_a_reason_with_that_of_those_below(section, admin):
    english = section.get_translations().get()
    below = section.get_children().get(title="Seite 0").get_translations().get()
    fields = {**ALL, "asked": "1", "keep_reason": "Noch gebraucht.", "next": "/admin/"}
    assert admin.post(bulk_url("unpublish", section), fields).status_code == 302
    assert row(english) and row(below) and not row(section)
    assert_sound()


def test_drafts_below_what_was_chosen_are_published_in_slices(section, admin, units):
    with store.unit():
        for page in tree(section):
            page.specific.unpublish()
    units.clear()
    admin.post(bulk_url("publish", section), {**ALL, "next": "/admin/"})
    assert all(row(page) for page in tree(section))
    assert max(units) <= MOST
    assert_sound()


@pytest.mark.parametrize("action", ["delete", "unpublish"])
def test_who_leaves_a_list_in_the_middle_leaves_whole_messages(section, admin, monkeypatch, messages, action):
    monkeypatch.setattr(slices, "TURN", 0)
    response = admin.post(bulk_url(action, section), {**ALL, "next": "/admin/"})
    turns = 0
    while response.status_code == 200:
        turns += 1
        assert are_whole(messages)
        assert row(section)
        response = go_on(admin, response)
    assert turns > 1
    assert not any(row(pk) for pks in messages for pk in pks)
    assert_sound()


def test_what_a_text_shows_stays_in_a_chosen_section_and_the_rest_goes(newsroom, admin):
    for number in range(MANY):
        EventFactory(parent=newsroom.events, title=f"Termin {number}")
    _series, text = shown.series(newsroom)
    response = admin.post(bulk_url("delete", newsroom.events))
    assert response.status_code == 409
    assert text.title in response.content.decode()
    assert [page.title for page in tree(newsroom.events)] == ["Veranstaltungen", "Reihe", "Treffen der Reihe"]
    assert_sound()


@pytest.mark.parametrize("action", ["delete", "unpublish"])
def test_the_admin_s_api_leaves_many_pages_to_the_view(section, newsroom, admin, action):
    url = reverse("wagtailadmin_api:pages:action", args=(section.pk, action))
    answer = admin.post(url, {"recursive": "true"})
    assert answer.status_code == 409
    assert answer.json()["view"] == reverse(f"wagtailadmin_pages:{action}", args=(section.pk,))
    assert all(row(page) for page in tree(section))
    few = newsroom.section(title="Wenig")
    newsroom.page(parent=few)
    url = reverse("wagtailadmin_api:pages:action", args=(few.pk, action))
    assert admin.post(url, {"recursive": "true"}).status_code in {200, 204}
    assert not row(few)


def test_the_admin_s_api_takes_one_page_offline_above_many(section, admin):
    assert admin.post(reverse("wagtailadmin_api:pages:action", args=(section.pk, "unpublish"))).status_code == 200
    assert [page.title for page in tree(section) if not page.live] == ["Rubrik"]


def test_the_admin_s_api_leads_nobody_to_a_view_that_is_not_theirs(section):
    url = reverse("wagtailadmin_api:pages:action", args=(section.pk, "delete"))
    assert Colleague().client.post(url).status_code in {302, 403, 404}
    assert len(tree(section)) == MANY
