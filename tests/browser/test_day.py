"""A day of two editors, a reviewer and two translators, each in a browser of their own, at the admin's own pace: they
write, submit, return, correct, approve, translate, and nobody is locked out of anything."""

from collections import Counter

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect
from wagtail.models import TaskState

from cms.delivery.models import Publication
from press.models import PressRelease
from tests.browser.test_review import choose
from tests.browser.test_translating import press, write
from tests.factories import locale
from tests.store import assert_sound
from tests.translation.helpers import ask

pytestmark = pytest.mark.browser
TITLES = ("Ein Netzwerk wächst", "Neue Beratung am Bahnhof")
WORDS = {
    "en": {TITLES[0]: "A network grows", "Es sind dreißig.": "They are thirty."},
    "fr": {TITLES[0]: "Un réseau grandit", "Es sind dreißig.": "Ils sont trente."},
}


class Day:
    """What somebody does, counted."""

    def __init__(self, site: str) -> None:
        self.site = site
        self.done: Counter[str] = Counter()

    def edit(self, page: Page, release: PressRelease) -> None:
        page.goto(f"{self.site}{reverse('wagtailadmin_pages:edit', args=(release.pk,))}")

    def write(self, writer: Page, parent: int, title: str) -> PressRelease:
        writer.goto(f"{self.site}{reverse('wagtailadmin_pages:add', args=('press', 'pressrelease', parent))}")
        writer.wait_for_timeout(2500)
        writer.locator("input[name=title]").press_sequentially(title, delay=20)
        writer.press("input[name=title]", "Tab")
        writer.locator("textarea[name=lead]").press_sequentially("Es sind zwanzig.", delay=20)
        choose(writer, "[name=action-submit]")
        expect(writer.locator(".messages .success")).to_be_visible()
        self.done["submitted"] += 1
        return PressRelease.objects.get(title=title)

    def give_back(self, reviewer: Page, release: PressRelease) -> None:
        self.edit(reviewer, release)
        choose(reviewer, "[data-workflow-action-name=reject]")
        reviewer.fill("textarea[name=comment]", "Bitte die Zahl prüfen.")
        reviewer.locator(".modal-body [type=submit], .modal-content [type=submit]").first.click()
        expect(reviewer.get_by_text("wurde an die Verfassenden zurückgegeben").first).to_be_visible()
        self.done["returned"] += 1

    def correct(self, writer: Page, release: PressRelease) -> None:
        self.edit(writer, release)
        writer.fill("textarea[name=lead]", "Es sind dreißig.")
        choose(writer, "[name=action-submit]")
        expect(writer.locator(".messages .success")).to_be_visible()
        self.done["submitted"] += 1

    def approve(self, reviewer: Page, release: PressRelease) -> None:
        self.edit(reviewer, release)
        choose(reviewer, "[data-workflow-action-name=approve]")
        expect(reviewer.get_by_text("wurde freigegeben").first).to_be_visible()
        self.done["approved"] += 1

    def translate(self, translator: Page, desk: str, words: dict[str, str]) -> None:
        translator.goto(f"{self.site}{desk}")
        write(translator, words)
        press(translator, "Speichern und zur Prüfung geben")
        self.done["handed over"] += 1

    def answer(self, reviewer: Page, desk: str, button: str, comment: str = "") -> None:
        reviewer.goto(f"{self.site}{desk}")
        reviewer.fill("#comment", comment)
        press(reviewer, button)
        self.done["returned" if comment else "approved"] += 1


def test_a_day_at_the_newsroom_locks_nobody_out(live_server, newsroom, login, record_property):
    day = Day(live_server.url)
    first, second, reviewer = login("Redaktion", "anna"), login("Redaktion", "bernd"), login("Freigabe", "clara")
    newsroom.home.copy_for_translation(locale("fr"))
    translators = {"en": login("Übersetzung en", "dora"), "fr": login("Übersetzung fr", "emil")}
    releases = [
        day.write(writer, newsroom.press.pk, title) for writer, title in zip((first, second), TITLES, strict=True)
    ]
    for writer, release in zip((first, second), releases, strict=True):
        day.give_back(reviewer, release)
        day.edit(second if writer is first else first, release)  # looking on locks nobody either
        day.correct(writer, release)
        day.approve(reviewer, release)
    release = releases[0]
    for code, translator in translators.items():
        job = ask(PressRelease.objects.get(pk=release.pk), locale(code))
        desk = reverse("translation_edit", args=(job.pk,))
        day.translate(translator, desk, WORDS[code])
        day.answer(reviewer, desk, "Mit Kommentar zurückgeben", "Bitte noch einmal lesen.")
        day.translate(translator, desk, WORDS[code])
        day.answer(reviewer, desk, "Freigeben")
    assert set(Publication.objects.visible().filter(key=release.translation_key).values_list("locale", flat=True)) == {
        "de",
        "en",
        "fr",
    }
    assert not PressRelease.objects.filter(has_unpublished_changes=True).exists()
    assert not TaskState.objects.filter(status="in_progress").exists()
    assert_sound()
    record_property("a day in browsers", ", ".join(f"{number} {what}" for what, number in day.done.items()))
