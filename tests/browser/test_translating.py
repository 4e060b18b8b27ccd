"""The whole way of a translation in browsers: requested, translated, returned, reviewed, public; its original changed,
outdated, brought up to date; into English, and into Arabic from right to left."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from cms.delivery import publications
from press.models import PressRelease
from tests.factories import UserFactory, locale
from tests.translation.helpers import ask

pytestmark = pytest.mark.browser
ENGLISH = {
    "Neues Büro am Bahnhof": "New office at the station",
    "Es hat montags geöffnet.": "It is open on Mondays.",
    "Es hat dienstags geöffnet.": "It is open on Tuesdays.",
}
ARABIC = {
    "Neues Büro am Bahnhof": "مكتب جديد في محطة القطار",
    "Es hat dienstags geöffnet.": "المكتب مفتوح أيام الثلاثاء.",
}


def write(desk: Page, words: dict[str, str]) -> None:
    """Type the words for every original that is known."""
    for row in desk.locator(".desk-row").all():
        original = row.locator(".desk-original").inner_text().strip()
        if original in words:
            row.locator("textarea:visible").first.fill(words[original])
        else:
            row.get_by_label("Bleibt wie im Original").check()


def press(desk: Page, name: str) -> None:
    desk.get_by_role("button", name=name, exact=True).click()
    desk.wait_for_load_state()


def request(writer: Page, site: str, release: PressRelease, language: str) -> str:
    """Ask for a translation of the release; returns the address of its desk."""
    writer.goto(f"{site}/admin/translations/?q=Bahnhof")
    writer.locator("table.matrix a.matrix-ask").first.click()
    writer.get_by_label(language, exact=True).check()
    writer.locator("input[name=due]").click()
    writer.locator(".xdsoft_datetimepicker:visible .xdsoft_date.xdsoft_today").click()
    assert writer.input_value("input[name=due]") == timezone.localdate().strftime("%d.%m.%Y")
    press(writer, "Übersetzungen anfordern")
    expect(writer.locator("table.matrix").get_by_text("In Arbeit").first).to_be_visible()
    column = writer.locator("table.matrix thead th").all_inner_texts().index(language)
    return site + writer.locator("table.matrix tbody tr").first.locator("th, td").nth(column).locator(
        "a"
    ).get_attribute("href")


def test_the_whole_way_of_a_translation(live_server, newsroom, login, page: Page, tmp_path):
    site = live_server.url
    release = newsroom.release(
        title="Neues Büro am Bahnhof", slug="buero", lead="Es hat montags geöffnet.", place="Musterstadt"
    )
    writer, translator, reviewer = login("Redaktion"), login("Übersetzung en"), login("Freigabe")
    desk = request(writer, site, release, "Englisch")
    address = f"{site}/en/presse/new-office-at-the-station/"

    translator.goto(desk)
    write(translator, ENGLISH)
    translator.screenshot(path=tmp_path / "desk.png", full_page=True)
    press(translator, "Speichern und zur Prüfung geben")
    expect(translator.get_by_text("jemand anderes muss sie freigeben", exact=False)).to_be_visible()
    assert page.request.get(address).status == 404

    reviewer.goto(desk)
    reviewer.fill("#comment", "Bitte den Titel prüfen.")
    press(reviewer, "Mit Kommentar zurückgeben")
    translator.goto(desk)
    expect(translator.get_by_text("Bitte den Titel prüfen.")).to_be_visible()
    press(translator, "Speichern und zur Prüfung geben")
    reviewer.goto(desk)
    press(reviewer, "Freigeben")
    page.goto(address)
    expect(page.get_by_role("heading", name="New office at the station")).to_be_visible()
    expect(page.get_by_text("It says what the original says.")).to_be_visible()
    assert page.locator("link[hreflang=de]").count() == 1

    release.refresh_from_db()
    release.lead = "Es hat dienstags geöffnet."
    with publications.unit():
        release.save_revision().publish()
    page.goto(address)
    expect(page.get_by_text("The original has changed since.")).to_be_visible()
    writer.goto(f"{site}/admin/translations/?q=Bahnhof&status=outdated")
    expect(writer.locator("table.matrix").get_by_text("Veraltet")).to_be_visible()
    writer.screenshot(path=tmp_path / "matrix.png", full_page=True)

    translator.goto(desk)
    expect(translator.locator(".desk-changes ins")).to_have_text("dienstags")
    expect(translator.locator(".desk-changes del")).to_have_text("montags")
    translator.screenshot(path=tmp_path / "outdated.png", full_page=True)
    for row in translator.locator(".desk-row", has_text="dienstags").all():
        row.locator("textarea:visible").first.fill(ENGLISH["Es hat dienstags geöffnet."])
    press(translator, "Speichern und zur Prüfung geben")
    reviewer.goto(desk)
    press(reviewer, "Freigeben")
    page.goto(address)
    expect(page.get_by_text("It is open on Tuesdays.")).to_be_visible()
    expect(page.get_by_text("It says what the original says.")).to_be_visible()


def test_from_right_to_left(live_server, newsroom, login, page: Page, tmp_path):
    site = live_server.url
    arabic = locale("ar")
    with publications.unit():
        home = newsroom.home.copy_for_translation(arabic)
        home.title = "الصفحة الرئيسية"
        home.save_revision().publish()
    release = newsroom.release(
        title="Neues Büro am Bahnhof", slug="buero", lead="Es hat dienstags geöffnet.", place="Musterstadt"
    )
    writer, translator, reviewer = login("Redaktion"), login("Übersetzung ar"), login("Freigabe")
    desk = request(writer, site, release, "Arabisch")
    translator.goto(desk)
    write(translator, ARABIC)
    field = translator.locator(".desk-row textarea:visible").first
    assert field.evaluate("field => getComputedStyle(field).direction") == "rtl"
    translator.screenshot(path=tmp_path / "desk-ar.png", full_page=True)
    press(translator, "Speichern und zur Prüfung geben")
    reviewer.goto(desk)
    press(reviewer, "Freigeben")
    translation = PressRelease.objects.get(locale=arabic)
    assert translation.live and re.fullmatch(r"[a-z0-9-]+", translation.slug)
    page.goto(f"{site}/ar/presse/{translation.slug}/")
    expect(page.get_by_role("heading", name=ARABIC["Neues Büro am Bahnhof"])).to_be_visible()
    assert page.evaluate("document.documentElement.dir") == "rtl"
    # Nothing sticks out to the side.
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    page.screenshot(path=tmp_path / "arabic.png", full_page=True)


def test_where_a_file_is_chosen_the_button_says_so(live_server, newsroom, login):
    translator = login("Übersetzung en", "uebersetzung")
    job = ask(newsroom.release(title="Meldung"), locale("en"), UserFactory())
    translator.goto(f"{live_server.url}{reverse('translation_edit', args=[job.pk])}")
    button = translator.locator(".desk-own").get_by_role("button", name="Datei hinzufügen")
    expect(button).to_be_visible()
    button.click()
    expect(translator.locator(".desk-own").get_by_role("button", name="Dokument auswählen")).to_be_visible()
    expect(button).to_have_count(1)
