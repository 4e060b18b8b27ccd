"""People who are faster than the form saves by itself: nothing is lost, doubled or refused."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from events.models import EventPage
from press.models import PressRelease

pytestmark = pytest.mark.browser


def choose_at_once(page: Page, selector: str) -> None:
    """Take an action from the menu at the foot of the form, without waiting for anything."""
    page.locator("footer .w-dropdown__toggle, footer [data-w-dropdown-target=toggle]").first.click()
    page.locator(selector).first.click()


@pytest.mark.parametrize("wait", [0, 400, 700, 1000, 1300], ids=lambda wait: f"{wait} ms")
def test_publishing_right_after_the_last_field_of_a_new_page_works(live_server, newsroom, login, page: Page, wait):
    writer = login("Redaktion")
    add = reverse("wagtailadmin_pages:add", args=("events", "eventpage", newsroom.events.pk))
    writer.goto(f"{live_server.url}{add}")
    writer.wait_for_timeout(2500)  # what is typed before, the form takes for its beginning
    writer.locator("input[name=title]").press_sequentially("Treffen am Bahnhof", delay=30)
    writer.press("input[name=title]", "Tab")
    writer.wait_for_timeout(wait)
    choose_at_once(writer, "[name=action-publish]")
    expect(writer.locator(".messages .success")).to_be_visible()
    assert [event.title for event in EventPage.objects.filter(live=True)] == ["Treffen am Bahnhof"]
    assert EventPage.objects.count() == 1


def test_a_page_that_saved_itself_has_all_its_panels(live_server, newsroom, login, tmp_path):
    writer = login("Redaktion")
    add = reverse("wagtailadmin_pages:add", args=("press", "pressrelease", newsroom.press.pk))
    writer.goto(f"{live_server.url}{add}")
    writer.wait_for_timeout(2500)  # what is typed before, the form takes for its beginning
    writer.locator("input[name=title]").press_sequentially("Neues Netzwerk", delay=30)
    writer.press("input[name=title]", "Tab")
    expect(writer).to_have_url(f"{live_server.url}{edit_of(writer)}")
    for name in ("Wie es weitergeht", "Übersetzungen"):
        expect(writer.get_by_role("button", name=name).first).to_be_visible()
    writer.get_by_role("button", name="Wie es weitergeht").click()
    expect(writer.get_by_text("Der Text ist ein Entwurf").first).to_be_visible()
    writer.wait_for_timeout(500)
    writer.screenshot(path=tmp_path / "panels.png")


def edit_of(page: Page) -> str:
    page.wait_for_url("**/edit/**")
    return reverse("wagtailadmin_pages:edit", args=(PressRelease.objects.get().pk,))


def test_publishing_while_the_server_still_saves_makes_one_page(live_server, newsroom, login):
    writer = login("Redaktion")
    add = reverse("wagtailadmin_pages:add", args=("events", "eventpage", newsroom.events.pk))
    url = f"{live_server.url}{add}"

    def slowly(route):
        answer = route.fetch()
        writer.wait_for_timeout(4000)
        route.fulfill(response=answer)

    writer.goto(url)
    writer.wait_for_timeout(2500)
    writer.route(url, lambda route: slowly(route) if is_by_itself(route.request) else route.continue_())
    writer.locator("input[name=title]").press_sequentially("Treffen am Bahnhof", delay=30)
    writer.press("input[name=title]", "Tab")
    for _ in range(100):  # until the page is saved, and the answer on its way
        if EventPage.objects.exists():
            break
        writer.wait_for_timeout(100)
    choose_at_once(writer, "[name=action-publish]")
    expect(writer.locator(".messages .success")).to_be_visible()
    assert [event.title for event in EventPage.objects.all()] == ["Treffen am Bahnhof"]
    assert EventPage.objects.get().live


def is_by_itself(request) -> bool:
    return request.method == "POST" and "json" in request.headers.get("accept", "")


def test_an_unreadable_date_stays_as_it_was_typed_and_is_refused(live_server, newsroom, login):
    writer = login("Redaktion")
    add = reverse("wagtailadmin_pages:add", args=("press", "pressrelease", newsroom.press.pk))
    writer.goto(f"{live_server.url}{add}")
    writer.fill("input[name=title]", "Neues Netzwerk")
    for name, typed in (("date", "31.02.2026"), ("embargo_until", "morgen um zehn")):
        writer.fill(f"input[name={name}]", typed)
        writer.press(f"input[name={name}]", "Tab")
        writer.wait_for_timeout(300)
        assert writer.input_value(f"input[name={name}]") == typed
    writer.locator(".xdsoft_datetimepicker:visible").evaluate_all("them => them.forEach(it => it.remove())")
    writer.locator("footer [name=action-save], footer button.action-save").first.click()
    expect(writer.get_by_text("Bitte ein gültiges Datum eingeben.").first).to_be_visible()
    assert not PressRelease.objects.exists()


def test_what_saved_itself_twice_is_submitted_at_the_first_click(live_server, newsroom, login):
    writer = login("Redaktion")
    add = reverse("wagtailadmin_pages:add", args=("press", "pressrelease", newsroom.press.pk))
    writer.goto(f"{live_server.url}{add}")
    writer.wait_for_timeout(2500)
    for field, words in (("input[name=title]", "Neues Netzwerk"), ("textarea[name=lead]", "Es wächst.")):
        writer.locator(field).press_sequentially(words, delay=30)
        writer.wait_for_timeout(3000)  # saved by itself, each time
    choose_at_once(writer, "[name=action-submit]")
    expect(writer.locator(".messages .success")).to_be_visible()
    assert PressRelease.objects.get().workflow_in_progress
