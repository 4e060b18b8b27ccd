"""The admin's own API lists the languages that go with a page as its views do, and takes which of them stay."""

from copy import deepcopy

import pytest
from bs4 import BeautifulSoup
from django.db import transaction
from django.urls import reverse
from wagtail.models import Page, PageLogEntry, PageViewRestriction

from cms.delivery import fate, publications
from cms.delivery.admin_api import PagesAPI, TakesAway
from tests.colleagues import Colleague
from tests.factories import Newsroom, locale
from tests.store import assert_sound, row

REASON = "Gilt auf Englisch weiter."

# Of these a page does not stop being public.
OTHERS = {"publish", "revert_to_page_revision"}
TAKING_AWAY = sorted(set(PagesAPI.actions) - OTHERS)


class Message:
    """A page in German, English and French; and a private section that it can be moved to."""

    def __init__(self, newsroom):
        self.page = newsroom.page(title="Seite")
        self.english = newsroom.translate(self.page, title="Page")
        with publications.unit():
            self.french = newsroom.translate(self.page, locale("fr"), title="Page française")
            self.private = newsroom.section(title="Nur für uns")
            PageViewRestriction.objects.create(page=self.private, restriction_type="login")
        self.into_private = {"destination_page_id": self.private.pk, "position": "last-child"}

    def address(self, action):
        return reverse("wagtailadmin_api:pages:action", args=(self.page.pk, action))

    def ask(self, action):
        return self.client.get(self.address(action), self.into_private)

    def act(self, action, **data):
        return self.client.post(self.address(action), self.into_private | data, content_type="application/json")

    def listed(self, own_lives=(), **goes):
        pages, own_lives = {"en": self.english, "fr": self.french}, dict(own_lives)
        return [
            {
                "locale": code,
                "id": page.pk,
                "title": page.title,
                "goes": goes.get(code, True),
                "own_life": own_lives.get(code),
            }
            for code, page in pages.items()
        ]


@pytest.fixture(scope="module")
def made(kept) -> Message:
    return Message(Newsroom())


@pytest.fixture
def message(made, newsroom, admin) -> Message:
    message = deepcopy(made)
    message.client = admin
    return message


def by_locale(listed):
    return sorted(listed, key=lambda one: one["locale"])


@pytest.mark.parametrize("action", TAKING_AWAY)
class TestTakingAway:
    def test_it_lists_the_languages_before_anything_is_done(self, message, action):
        assert by_locale(message.ask(action).json()["languages"]) == message.listed()
        assert fate.is_public(message.page) and fate.is_public(message.english)

    def test_all_go_where_nothing_is_said(self, message, action):
        answer = message.act(action)
        assert answer.status_code in {200, 204}
        assert by_locale(answer.json()["languages"]) == message.listed()
        assert not any(fate.is_public(page) for page in (message.page, message.english, message.french))
        assert_sound()

    def test_one_stays_for_a_reason(self, message, action):
        answer = message.act(action, languages=["fr"], keep_reason="Gilt auf Englisch weiter.")
        assert by_locale(answer.json()["languages"]) == message.listed(en=False)
        assert fate.is_public(message.english)
        assert not fate.is_public(message.page) and not fate.is_public(message.french)
        (said,) = PageLogEntry.objects.filter(page=message.english.pk, action=fate.OWN_LIFE)
        assert said.data["reason"] == "Gilt auf Englisch weiter."
        assert_sound()

    def test_a_language_with_a_life_of_its_own_goes_as_well_unless_it_is_kept_again(self, message, action):
        fate.give_own_life([message.english], reason=REASON, user=None)
        own_lives = {"en": REASON}
        assert by_locale(message.ask(action).json()["languages"]) == message.listed(own_lives)
        with transaction.atomic():
            kept = message.act(action, languages=["fr"])
            assert by_locale(kept.json()["languages"]) == message.listed(own_lives, en=False)
            assert fate.is_public(message.english)
            # Without an original it is one itself.
            assert action == "delete" or fate.own_life_of(message.english).reason == REASON
            transaction.set_rollback(True)
        gone = message.act(action)
        assert by_locale(gone.json()["languages"]) == message.listed(own_lives)
        assert not fate.is_public(message.english) and fate.own_life_of(message.english) is None
        assert PageLogEntry.objects.filter(page=message.english.pk, action=fate.FOLLOW).exists()
        assert_sound()

    @pytest.mark.parametrize(
        "said",
        [{"languages": ["fr"]}, {"languages": [], "keep_reason": " "}, {"languages": ["uk"]}, {"languages": "fr"}],
        ids=["no reason", "empty reason", "no such language", "no list"],
    )
    def test_bad_answers_change_nothing(self, message, action, said):
        answer = message.act(action, **said)
        assert answer.status_code == 400
        assert set(answer.json()) & {"languages", "keep_reason"}
        assert all(fate.is_public(page) for page in (message.page, message.english, message.french))


@pytest.mark.parametrize("action", ["delete", "unpublish"])
def test_who_may_not_do_it_decides_nothing_about_languages(message, action):
    message.client = Colleague("Redaktion").client
    answer = message.act(action, languages=["fr"], keep_reason="Gilt weiter.")
    assert answer.status_code == 403
    assert fate.own_life_of(message.english) is None and fate.is_public(message.page)


@pytest.mark.parametrize("free", [False, True], ids=["follows", "own life"])
def test_who_may_not_take_a_language_away_does_not_either_where_it_had_a_life_of_its_own(message, free):
    if free:
        fate.give_own_life([message.english], reason=REASON, user=None)
    message.client = Colleague("Redaktion").client
    assert message.act("unpublish").status_code == 403
    assert fate.is_public(message.page) and fate.is_public(message.english)
    assert (fate.own_life_of(message.english) is not None) == free


def test_every_action_that_takes_away_asks(admin):
    assert all(issubclass(PagesAPI.actions[action], TakesAway) for action in TAKING_AWAY)
    assert set(PagesAPI.actions) >= OTHERS


@pytest.mark.parametrize("action", [*sorted(OTHERS), "copy", "nothing"])
def test_of_other_actions_there_is_no_list(message, action):
    assert message.ask(action).status_code == 404


def test_a_page_that_stays_as_public_takes_no_language_along(newsroom, message):
    answer = message.act("move", destination_page_id=newsroom.section(title="Offen").pk)
    assert answer.status_code == 200 and "languages" not in answer.json()
    assert fate.is_public(message.english)


def test_a_move_names_the_languages_that_move_and_their_new_addresses(newsroom, message):
    with publications.unit():
        section = newsroom.section(title="Über uns", slug="ueber-uns")
        newsroom.translate(section, title="About us", slug="about-us")
    where = {"destination_page_id": section.pk, "position": "last-child"}
    moves = [
        {"locale": "de", "id": message.page.pk, "address": f"/de/ueber-uns/{message.page.slug}/"},
        {"locale": "en", "id": message.english.pk, "address": f"/en/about-us/{message.english.slug}/"},
    ]
    assert message.client.get(message.address("move"), where).json() == {"languages": [], "moves": moves}
    shown = message.client.get(reverse("wagtailadmin_pages:move_confirm", args=(message.page.pk, section.pk)))
    main = BeautifulSoup(shown.content, "html.parser").select_one("main").get_text()
    assert all(move["address"] in main for move in moves)
    assert "Englisch" in main and "es den neuen Ort in ihnen nicht gibt: Französisch." in main
    assert message.act("move", **where).json()["moves"] == moves
    assert [row(page).path for page in (message.page, message.english)] == [move["address"] for move in moves]
    assert_sound()


@pytest.mark.parametrize(
    ("languages", "told"),
    [
        (["uk"], "Nicht unter den Sprachen, die mitgehen: uk."),
        ("fr", "Bitte geben Sie die Sprachen als Liste ihrer Kürzel an."),
    ],
    ids=["no such language", "no list"],
)
def test_what_is_wrong_is_told_in_the_language_of_who_asks(message, languages, told):
    assert message.act("unpublish", languages=languages).json()["languages"] == [told]


@pytest.mark.parametrize("action", TAKING_AWAY)
def test_a_body_that_is_no_object_is_refused(message, action):
    answer = message.client.post(message.address(action), "[1]", content_type="application/json")
    assert answer.status_code == 400 and fate.is_public(message.page)


def test_without_translations_the_answer_is_wagtail_s(newsroom, admin):
    page = newsroom.release(title="Allein")
    answer = admin.post(reverse("wagtailadmin_api:pages:action", args=(page.pk, "delete")))
    assert answer.status_code == 204
    assert not Page.objects.filter(pk=page.pk).exists()


def test_the_form_s_header_calls_public_only_what_is(message, admin):
    def chip():
        html = admin.get(reverse("wagtailadmin_pages:edit", args=(message.english.pk,))).content
        (found,) = BeautifulSoup(html, "html.parser").select(".page-status-tag:not(.w-hidden)")
        return found.get_text(strip=True), found.get("title")

    assert chip() == ("Veröffentlicht", None)
    with publications.unit():
        message.page.unpublish()
    assert chip() == ("nicht öffentlich", "Das Original ist nicht öffentlich.")
