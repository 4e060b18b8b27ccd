"""The whole way of a release in two browsers: written, submitted, returned, submitted again, approved with an embargo,
live by itself, withdrawn."""

import datetime
import time

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from press.models import PressRelease
from tests.factories import TopicFactory

pytestmark = pytest.mark.browser


def choose(page: Page, selector: str) -> None:
    """Take an action from the menu at the foot of the form."""
    page.wait_for_timeout(1500)  # autosave has settled
    page.locator("footer .w-dropdown__toggle, footer [data-w-dropdown-target=toggle]").first.click()
    page.locator(selector).first.click()


def test_the_whole_way_of_a_release(live_server, newsroom, login, scheduler, page: Page, tmp_path):
    site = live_server.url
    writer, reviewer = login("Redaktion"), login("Freigabe")
    add = reverse("wagtailadmin_pages:add", args=("press", "pressrelease", newsroom.press.pk))
    moment = (timezone.localtime() + datetime.timedelta(seconds=90)).replace(
        second=0, microsecond=0
    ) + datetime.timedelta(minutes=1)
    writer.goto(f"{site}{add}")
    writer.fill("input[name=title]", "Neues Büro am Bahnhof")
    writer.press("input[name=title]", "Tab")  # the address follows the title
    # Without the calendar, which would lie over the buttons.
    writer.locator("input[name=embargo_until]").evaluate(
        "(field, moment) => { field.value = moment; field.dispatchEvent(new Event('change', {bubbles: true})) }",
        moment.strftime("%d.%m.%Y %H:%M"),
    )
    choose(writer, "[name=action-submit]")
    expect(writer.get_by_text("Neues Büro am Bahnhof").first).to_be_visible()
    release = PressRelease.objects.get()
    edit = f"{site}{reverse('wagtailadmin_pages:edit', args=(release.pk,))}"
    address = f"{site}/de/presse/{release.slug}/"

    writer.goto(edit)
    choose(writer, "footer [role=note]")  # why there is nothing to approve: read, not answered
    note = writer.locator("footer [role=note]")
    expect(note).to_contain_text("Freigeben")
    expect(note).not_to_have_css("background-color", "rgba(0, 0, 0, 0)")

    reviewer.goto(edit)
    choose(reviewer, "[data-workflow-action-name=reject]")
    reviewer.fill("textarea[name=comment]", "Bitte die Öffnungszeiten ergänzen.")
    reviewer.locator(".modal-body [type=submit], .modal-content [type=submit]").first.click()
    expect(reviewer.locator(".modal-content")).to_be_hidden()

    writer.goto(edit)
    writer.get_by_role("button", name="Wie es weitergeht").click()
    expect(writer.get_by_text("Bitte die Öffnungszeiten ergänzen.").first).to_be_visible()
    writer.wait_for_timeout(500)  # the panel has slid in
    writer.screenshot(path=tmp_path / "returned.png")
    writer.fill("textarea[name=lead]", "Das Büro ist montags bis donnerstags geöffnet.")
    choose(writer, "[name=action-submit]")
    expect(writer).not_to_have_url(edit)

    reviewer.goto(edit)
    choose(reviewer, "[data-workflow-action-name=approve]")
    expect(reviewer).not_to_have_url(edit)
    # Whatever the form saved by itself after the click: who answers writes nothing.
    assert not release.revisions.filter(user__username="freigabe").exists()
    assert page.request.get(address).status == 404
    reviewer.goto(f"{site}{reverse('editorial_timeline')}")
    expect(reviewer.get_by_role("link", name="Neues Büro am Bahnhof")).to_be_visible()
    expect(reviewer.get_by_text("Sperrfrist endet, erscheint")).to_be_visible()
    reviewer.screenshot(path=tmp_path / "timeline.png", full_page=True)

    while page.request.get(address).status != 200:
        assert timezone.now() < moment + datetime.timedelta(seconds=30), "not live by itself"
        time.sleep(0.2)
    assert timezone.now() >= moment
    page.goto(address)
    expect(page.get_by_text("montags bis donnerstags")).to_be_visible()

    reviewer.goto(f"{site}/admin/pages/{release.pk}/withdraw/")
    reviewer.fill("[name=reason]", "Der Mietvertrag kam nicht zustande.")
    reviewer.locator("form [type=submit]").last.click()
    expect(reviewer.get_by_text("wurde zurückgezogen").first).to_be_visible()
    assert page.request.get(address).status == 410
    page.goto(address)
    expect(page.get_by_text("Der Mietvertrag kam nicht zustande.")).to_be_visible()
    page.screenshot(path=tmp_path / "withdrawn.png", full_page=True)


def test_new_rows_of_a_public_release_are_approved_by_one_click_and_stand_there_once(live_server, newsroom, login):
    topic = TopicFactory(title="Beratung")
    release = newsroom.release(title="Meldung")
    edit = f"{live_server.url}{reverse('wagtailadmin_pages:edit', args=(release.pk,))}"
    writer, reviewer = login("Redaktion"), login("Freigabe")
    writer.goto(edit)
    writer.wait_for_timeout(2500)  # what is typed before, the form takes for its beginning
    writer.click("#id_corrections-ADD")
    writer.fill("[name=corrections-0-text]", "Es waren zehn.")
    writer.click("#id_topics-OPEN_MODAL")
    writer.locator(".modal-body input[type=checkbox]").first.check()
    writer.locator(".modal-body button[type=submit], .modal-body input[type=submit]").last.click()
    expect(writer.locator("[name=topics-0-topic]")).to_have_value(str(topic.pk))
    writer.wait_for_timeout(2500)  # the form saves by itself
    choose(writer, "[name=action-submit]")
    expect(writer.locator(".messages .success")).to_be_visible()
    reviewer.goto(edit)
    reviewer.wait_for_timeout(2500)
    choose(reviewer, "[data-workflow-action-name=approve]")
    expect(reviewer.get_by_text("wurde freigegeben").first).to_be_visible()
    found = PressRelease.objects.get(pk=release.pk)
    assert found.topics.count() == found.corrections.count() == 1 and not found.has_unpublished_changes
    assert set(found.revisions.exclude(user=None).values_list("user__username", flat=True)) == {"redaktion"}
