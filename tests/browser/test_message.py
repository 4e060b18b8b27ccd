"""A day on which originals change and go, in the roles' own browsers: their languages change and go with them."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from cms.delivery import publications
from tests.browser.test_review import choose
from tests.factories import DocumentFactory, EventFactory, in_days, locale
from tests.store import assert_sound, row

pytestmark = pytest.mark.browser
REASON = "Die Hotline gilt in Frankreich weiter."


@pytest.fixture
def languages(newsroom):
    with publications.unit():
        french = locale("fr")
    newsroom.translate(newsroom.home, french, title="Accueil", slug="accueil")
    return [(newsroom.en, "en"), (french, "fr")]


def translated(newsroom, page, languages):
    """The addresses of a page and of its translations, which have a word of their own each."""
    found = {"de": page}
    for into, code in languages:
        found[code] = newsroom.translate(page, into, title=f"Mot{code} {page.title}", slug=f"{code}-{page.slug}")
    return {code: row(one).path for code, one in found.items()}


def statuses(page: Page, site: str, paths: dict[str, str]) -> dict[str, int]:
    return {code: page.request.get(site + path).status for code, path in paths.items()}


def test_the_languages_of_a_message_change_and_go_together(
    live_server, newsroom, languages, login, page: Page, tmp_path
):
    site = live_server.url
    writer, reviewer = login("Redaktion"), login("Freigabe")
    event = EventFactory(parent=newsroom.events, title="Fachtag", slug="fachtag")
    meeting = translated(newsroom, event, languages)
    document = DocumentFactory(title="Anlage")
    release = newsroom.release(
        title="Hotline startet", slug="hotline", attachments=[("documents", {"files": [document]})]
    )
    paths = translated(newsroom, release, languages)
    assert statuses(page, site, meeting) == statuses(page, site, paths) == {"de": 200, "en": 200, "fr": 200}

    # A fact is changed in the original, and is changed in all languages.
    writer.goto(f"{site}{reverse('wagtailadmin_pages:edit', args=(event.pk,))}")
    writer.select_option("select[name=state]", "cancelled")
    choose(writer, "[name=action-publish]")
    expect(writer.locator(".messages .success")).to_be_visible()
    for code, word in {"de": "Abgesagt", "en": "Cancelled", "fr": "Annulé"}.items():
        page.goto(site + meeting[code])
        expect(page.get_by_text(word).first).to_be_visible()

    # What is taken away goes in all languages, but for the one that stays for a reason.
    unpublish = f"{site}{reverse('wagtailadmin_pages:unpublish', args=(release.pk,))}"
    reviewer.goto(unpublish)
    reviewer.get_by_label("Französisch").uncheck()
    reviewer.get_by_role("button", name="Nicht mehr veröffentlichen").click()
    expect(reviewer.get_by_text("Bitte begründen Sie")).to_be_visible()
    reviewer.screenshot(path=tmp_path / "languages.png", full_page=True)
    assert statuses(page, site, paths) == {"de": 200, "en": 200, "fr": 200}
    reviewer.fill("[name=keep_reason]", REASON)
    reviewer.get_by_role("button", name="Nicht mehr veröffentlichen").click()
    expect(reviewer.locator(".messages .success")).to_be_visible()
    assert statuses(page, site, paths) == {"de": 404, "en": 404, "fr": 200}
    assert paths["en"] not in page.request.get(f"{site}/en/search/?q=Moten").text()
    assert page.request.get(site + document.url).status == 200  # the French text still has it

    # It follows its original again.
    french = release.get_translation(languages[1][0])
    reviewer.goto(f"{site}{reverse('delivery_own_life', args=(french.pk,))}")
    expect(reviewer.get_by_text(REASON)).to_be_visible()
    reviewer.get_by_role("button", name="Wieder dem Original folgen lassen").click()
    expect(reviewer.locator(".messages .success")).to_be_visible()
    assert statuses(page, site, paths) == {"de": 404, "en": 404, "fr": 404}
    assert page.request.get(site + document.url).status == 404
    reviewer.goto(f"{site}{reverse('wagtailadmin_pages:edit', args=(french.pk,))}")
    reviewer.get_by_role("button", name="Wie es weitergeht").click()
    expect(reviewer.get_by_text("Das Original ist nicht öffentlich.").first).to_be_visible()

    # What is withdrawn says so in all languages.
    reviewer.goto(f"{site}{reverse('delivery_withdraw', args=(event.pk,))}")
    reviewer.fill("[name=reason]", "Der Saal ist gesperrt.")
    reviewer.locator("form [type=submit]").last.click()
    expect(reviewer.get_by_text("wurde zurückgezogen").first).to_be_visible()
    assert statuses(page, site, meeting) == {"de": 410, "en": 410, "fr": 410}
    assert_sound()


def test_why_a_language_outlives_an_expiry_is_asked_while_it_has_no_tick(live_server, newsroom, languages, login):
    release = newsroom.release(title="Hotline startet", slug="hotline")
    english = newsroom.translate(release, title="Hotline", slug="hotline")
    with publications.unit():
        release.expire_at = in_days(3)
        release.save_revision().publish()
    reviewer = login("Freigabe")
    reviewer.goto(f"{live_server.url}{reverse('delivery_expiry', args=(release.pk,))}")
    why = reviewer.locator(f"[name=reason_{english.locale_id}]")
    expect(why).to_be_hidden()
    reviewer.get_by_label("Englisch", exact=True).uncheck()
    expect(why).to_be_visible()
