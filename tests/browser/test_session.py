"""A session that ends while somebody writes: it is said before words are lost, and after logging in they are saved."""

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse
from playwright.sync_api import Page, expect

from press.models import PressRelease
from tests.browser.conftest import PASSWORD

pytestmark = pytest.mark.browser

ENDED = "Ihre Sitzung ist beendet."
AGAIN = "Sie sind wieder angemeldet."


@pytest.fixture
def release(newsroom):
    return newsroom.release(title="Eine Meldung", live=False)


@pytest.fixture
def writer(live_server, login, release) -> Page:
    """Somebody with the form of a text open."""
    page = login("Redaktion")
    page.goto(f"{live_server.url}{reverse('wagtailadmin_pages:edit', args=(release.pk,))}")
    page.wait_for_timeout(2500)  # what is typed before, the form takes for its beginning
    return page


def log_in(tab: Page, server: str) -> None:
    if "login" not in tab.url:
        tab.goto(f"{server}{reverse('wagtailadmin_login')}")
    tab.fill("input[name=username]", "redaktion")
    tab.fill("input[name=password]", PASSWORD)
    tab.click("button[type=submit]")
    expect(tab).to_have_url(f"{server}{reverse('wagtailadmin_home')}")


def newest(release: PressRelease) -> str:
    return PressRelease.objects.get(pk=release.pk).get_latest_revision_as_object().title


def test_who_writes_is_told_that_the_session_has_ended_and_the_words_are_saved_after_logging_in(
    live_server, writer, release
):
    Session.objects.all().delete()
    writer.locator("input[name=title]").fill("Worte, die bleiben")
    notice = writer.locator("#session-notice")
    expect(notice).to_contain_text(ENDED)
    assert newest(release) == "Eine Meldung"
    with writer.context.expect_page() as opened:
        notice.get_by_role("link", name="In einem neuen Tab anmelden").click()
    log_in(opened.value, live_server.url)
    opened.value.close()
    writer.bring_to_front()
    expect(notice).to_contain_text(AGAIN)
    expect(writer.locator("input[name=title]")).to_have_value("Worte, die bleiben")
    writer.get_by_role("button", name="Entwurf speichern").first.click()
    expect(writer.locator(".messages .success")).to_be_visible()
    assert newest(release) == "Worte, die bleiben"


def test_who_saves_before_it_was_noticed_gets_the_words_back_and_saves_them_after_logging_in(
    live_server, writer, release
):
    # Faster than the form saves by itself.
    writer.evaluate("document.querySelector('[data-edit-form]').removeAttribute('data-controller')")
    writer.locator("input[name=title]").fill("Worte, die bleiben")
    Session.objects.all().delete()
    writer.evaluate("document.querySelector('[data-edit-form]').submit()")
    expect(writer.get_by_role("heading", name="Ihre Sitzung ist beendet")).to_be_visible()
    with writer.context.expect_page() as opened:
        writer.get_by_role("main").get_by_role("link", name="In einem neuen Tab anmelden").click()
    log_in(opened.value, live_server.url)
    opened.value.close()
    writer.bring_to_front()
    expect(writer.locator("#session-notice")).to_contain_text(AGAIN)
    writer.get_by_role("button", name="Speichern, was ich geschrieben habe").click()
    expect(writer.locator(".messages .success")).to_be_visible()
    assert newest(release) == "Worte, die bleiben"
