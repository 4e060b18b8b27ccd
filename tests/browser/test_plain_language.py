"""Leichte Sprache in a real browser: what is said below a field, and what `lang` means to the browser."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect
from wagtail.rich_text import RichText

from tests.factories import UserFactory

pytestmark = pytest.mark.browser


@pytest.fixture
def site(live_server, newsroom, settings):
    settings.PUBLIC_URL = live_server.url
    user = UserFactory(username="redaktion")
    user.set_password("sehr geheim")
    user.save()
    return live_server.url


@pytest.fixture
def plain(newsroom):
    body = [("rich_text", RichText("<p>Das Haus wird gebaut.</p>"))]
    release = newsroom.release(title="Beratung zieht um", slug="umzug")
    return newsroom.in_plain_language(
        release, title="Hilfe an einem neuen Ort", slug="hilfe", lead="Wir helfen Ihnen.", body=body
    )


@pytest.fixture
def form(site, plain, page: Page):
    """The form of a page in Leichte Sprache, with what the browser complains about."""
    page.complaints = []
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    page.on("console", lambda message: page.complaints.append(message.text) if message.type == "error" else None)
    page.goto(f"{site}/admin/login/")
    page.fill("input[name=username]", "redaktion")
    page.fill("input[name=password]", "sehr geheim")
    page.click("button[type=submit]")
    page.goto(f"{site}{reverse('wagtailadmin_pages:edit', args=(plain.pk,))}")
    return page


def below(form, field):
    """What stands below the field that has that name."""
    return form.locator(f"[data-field-wrapper]:has([name={field}]) .plain-language")


def test_findings_stand_below_their_field_after_a_pause(form):
    status = below(form, "lead").get_by_role("status")
    expect(status).to_have_attribute("aria-live", "polite")
    expect(status).to_have_text("")
    form.fill("textarea[name=lead]", "Der Workshop ist neu.")
    found = below(form, "lead").locator("li")
    expect(found).to_have_count(1)
    expect(found).to_contain_text("„Workshop“")
    expect(found).to_contain_text("BITV 2.0, Anlage 2 Teil 2 Nr. 4")
    form.fill("textarea[name=lead]", "Das Treffen ist neu.")
    expect(found).to_have_count(0)
    expect(status).to_have_text(re.compile("nothing found|nichts gefunden"))
    assert form.complaints == []


def test_rich_text_is_checked_as_it_is_typed_and_a_bold_negation_is_meant(form):
    found = below(form, "body-0-value").locator("li")
    expect(found).to_have_text(re.compile("wird gebaut"))
    editor = form.locator("[contenteditable=true][role=textbox]").first
    editor.click()
    form.keyboard.press("Control+End")
    form.keyboard.type(" Es kommen ca. 30 Leute, aber ")
    form.keyboard.press("Control+b")
    form.keyboard.type("nicht")
    form.keyboard.press("Control+b")
    form.keyboard.type(" alle.")
    expect(found).to_have_count(2)
    expect(found.nth(1)).to_contain_text("ca.")
    assert form.complaints == []


def test_what_is_no_text_is_not_checked(form):
    expect(below(form, "lead")).to_have_count(1)
    for name in ("slug", "date", "embargo_until", "expire_at", "seo_title"):
        expect(below(form, name)).to_have_count(0)


def test_the_browser_takes_it_for_german(site, plain, page):
    page.goto(f"{site}/de-simple/presse/hilfe/")
    assert page.evaluate("document.documentElement.matches(':lang(de)')")
    assert page.evaluate("document.documentElement.matches(':lang(de-simple)')")
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).hyphens") == "manual"
    sizes = [float(page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)"))]
    page.get_by_role("link", name="Zum Text in Alltags-Sprache").click()
    expect(page).to_have_url(f"{site}/de/presse/umzug/")
    assert not page.evaluate("document.documentElement.matches(':lang(de-simple)')")
    sizes.append(float(page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)")))
    assert sizes[0] == pytest.approx(sizes[1] * 1.2)
