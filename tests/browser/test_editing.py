"""What an editor's browser makes of the admin: a title edited there is followed by page, JSON and search."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from cms.delivery import publications
from press.models import PressRelease
from tests.factories import UserFactory

pytestmark = pytest.mark.browser


@pytest.fixture
def site(live_server, newsroom, settings):
    settings.PUBLIC_URL = live_server.url
    release = newsroom.release(title="Beratung zieht um", slug="umzug")
    user = UserFactory(username="redaktion")
    user.set_password("sehr geheim")
    user.save()
    return live_server.url, reverse("wagtailadmin_pages:edit", args=(release.pk,))


def log_in(page: Page, site: str) -> None:
    page.goto(f"{site}/admin/login/")
    page.fill("input[name=username]", "redaktion")
    page.fill("input[name=password]", "sehr geheim")
    page.click("button[type=submit]")
    expect(page).to_have_url(f"{site}{reverse('wagtailadmin_home')}")


def test_a_title_edited_in_the_admin_is_followed_by_page_json_and_search(site, page: Page):
    site, edit = site
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    log_in(page, site)
    page.goto(f"{site}{edit}")
    page.fill("input[name=title]", "Beratung eröffnet neue Räume")
    page.locator("footer .w-dropdown__toggle, footer [data-w-dropdown-target=toggle]").first.click()
    page.get_by_role("button", name="Veröffentlichen", exact=True).click()
    expect(page.get_by_text("wurde veröffentlicht").first).to_be_visible()

    page.goto(f"{site}/de/presse/umzug/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Beratung eröffnet neue Räume")
    answer = page.request.get(f"{site}/api/v1/press-releases?locale=de").json()
    assert [item["title"] for item in answer["items"]] == ["Beratung eröffnet neue Räume"]
    page.goto(f"{site}/de/suche/?q=eröffnet")
    expect(page.get_by_role("link", name="Beratung eröffnet neue Räume")).to_be_visible()
    # What the form sends by itself while it is being published comes too late, and is refused.
    assert [said for said in complaints if "400 (Bad Request)" not in said] == []


def test_the_address_is_proposed_the_german_way_while_the_title_is_typed(site, newsroom, page: Page):
    site, _edit = site
    log_in(page, site)
    page.goto(f"{site}{reverse('wagtailadmin_pages:add', args=('press', 'pressrelease', newsroom.press.pk))}")
    page.locator("input[name=title]").press_sequentially("Über Größe, Straße und Fachkräfte")
    expect(page.locator("input[name=slug]")).to_have_value("ueber-groesse-strasse-und-fachkraefte")


@pytest.mark.parametrize("title", ["Café São Łódź", "Wort/Wort – ½", "Über Größe"])
def test_the_address_of_a_copy_follows_its_title_until_somebody_types_it(site, newsroom, page: Page, title):
    site, _edit = site
    release = newsroom.release(title=title)
    log_in(page, site)
    page.goto(f"{site}{reverse('wagtailadmin_pages:copy', args=(release.pk,))}")
    name, address = page.locator("input[name=new_title]"), page.locator("input[name=new_slug]")
    name.clear()
    name.press_sequentially("Neue Größe")
    expect(address).to_have_value("neue-groesse")
    address.fill("eigene")
    name.press_sequentially("n")
    name.blur()
    expect(address).to_have_value("eigene")


def test_the_panel_of_checks_really_checks(live_server, newsroom, login):
    text = "<p>Ein Satz.</p><h4>Zu tief</h4><p>Noch einer.</p>"
    release = newsroom.release(title="Meldung", live=False, body=[("rich_text", text)])
    writer = login("Redaktion")
    writer.goto(f"{live_server.url}{reverse('wagtailadmin_pages:edit', args=(release.pk,))}")
    writer.get_by_role("button", name="Prüfungen").click()
    expect(writer.get_by_text("Falsche Überschriftenhierarchie").first).to_be_visible()


LATE_ANSWERS = """
const real = window.fetch;
window.fetch = async (...given) => {
  const answer = await real(...given);
  if (given[1]?.method?.toUpperCase() === "POST") await new Promise((done) => setTimeout(done, %d));
  return answer;
};
"""


@pytest.mark.parametrize("late", [0, 1600])  # milliseconds; the second answers while the rest is typed
def test_what_is_typed_at_once_or_during_a_save_is_saved_by_itself(late, live_server, newsroom, login):
    release = newsroom.release(title="Meldung", slug="meldung")
    writer = login("Redaktion")
    writer.add_init_script(LATE_ANSWERS % late)
    writer.goto(f"{live_server.url}{reverse('wagtailadmin_pages:edit', args=(release.pk,))}")
    title = writer.locator("input[name=title]")
    title.press("End")
    with writer.expect_response(lambda answer: answer.request.method == "POST" and "/edit/" in answer.url):
        title.press_sequentially(" vom Markt")
    with writer.expect_response(
        lambda answer: "und vom Bach" in (answer.request.post_data or "") and answer.json()["success"]
    ):
        writer.wait_for_timeout(1300)
        title.press_sequentially(" und vom Bach")
    assert PressRelease.objects.get().get_latest_revision_as_object().title == "Meldung vom Markt und vom Bach"


def test_the_address_of_a_copy_follows_what_is_typed_while_the_form_saves_by_itself(live_server, newsroom, login):
    newsroom.release(title="Meldung", slug="meldung")
    with publications.unit():
        copy = PressRelease.objects.get().copy(update_attrs={"slug": "meldung-1"}, keep_live=False)
    writer = login("Redaktion")
    writer.goto(f"{live_server.url}{reverse('wagtailadmin_pages:edit', args=(copy.pk,))}")
    writer.wait_for_timeout(2500)  # what is typed before, the form takes for its beginning
    writer.locator("input[name=title]").fill("")
    for typed in ("Mühlen", " am Bach"):
        writer.locator("input[name=title]").press_sequentially(typed, delay=30)
        writer.wait_for_timeout(2500)  # the form saves by itself
    expect(writer.locator("input[name=slug]")).to_have_value("muehlen-am-bach")
    assert PressRelease.objects.get(pk=copy.pk).slug == "muehlen-am-bach"
