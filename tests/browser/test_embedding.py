"""The list in a partner's page: of another origin, under a policy that lets through nothing but the newsroom."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from cms.delivery import publications
from events.models import EventTopic
from press.models import PressReleaseTopic
from tests import factories
from tests.factories import in_days

pytestmark = pytest.mark.browser

POLICY = "default-src 'self'; script-src {site}; connect-src {site}; img-src {site}"
PAGE = """<!doctype html><html lang="{language}"><head><meta charset="utf-8"><title>Partner</title>
<script type="module" src="{site}/embed/newsroom.js"></script></head>
<body><main><h1>Partner</h1>{content}</main></body></html>"""
RELEASES = """<treffpunkt-list type="press-releases" label="Neues" heading-level="2" teasers images{more}>
{inside}</treffpunkt-list>"""
FALLBACK = '<a href="/archiv">Alle Meldungen</a>'


class Partner:
    """The partner's own server, which answers everything with one page."""

    def __init__(self, site: str) -> None:
        self.site, self.content, self.language = site, "", "de"
        partner = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                body = PAGE.format(site=site, content=partner.content, language=partner.language).encode()
                self.send_response(200)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.send_header("Content-Security-Policy", POLICY.format(site=site))
                self.end_headers()
                self.wfile.write(body if self.path == "/" else b"")

            def log_message(self, *args: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def shows(self, content: str, language: str = "de") -> str:
        self.content, self.language = content, language
        return self.url


@pytest.fixture
def partner(live_server, newsroom, settings) -> Iterator[Partner]:
    settings.PUBLIC_URL = live_server.url
    found = Partner(live_server.url)
    yield found
    found.server.shutdown()
    found.server.server_close()


@pytest.fixture
def release(newsroom):
    image = [("image", {"image": factories.ImageFactory(), "caption": "", "credit": "Foto: Muster"})]
    with publications.unit():
        return factories.PressReleaseFactory(parent=newsroom.press, title="Ein Netz", slug="netz", image=image)


@pytest.fixture
def watched(page):
    page.complaints = []
    page.on("console", lambda said: page.complaints.append(said.text) if said.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    return page


def test_the_list_is_read_under_a_strict_policy(partner, release, watched):
    watched.goto(partner.shows(RELEASES.format(more="", inside=FALLBACK)))
    link = watched.get_by_role("link", name="Ein Netz")
    expect(link).to_have_attribute("href", f"{partner.site}/de/presse/netz/")
    expect(watched.get_by_role("list", name="Neues").get_by_role("listitem")).to_have_count(1)
    expect(watched.get_by_role("heading", level=2, name="Ein Netz")).to_be_visible()
    expect(watched.get_by_text("Alle Meldungen")).to_be_hidden()
    expect(watched.get_by_text("Foto: Muster")).to_be_visible()
    assert watched.locator("time").get_attribute("datetime") == release.date.isoformat()
    watched.wait_for_function("() => { const i = document.querySelector('treffpunkt-list').shadowRoot"
                              ".querySelector('img'); return i.complete && i.naturalWidth; }")  # fmt: skip
    assert watched.complaints == []
    style = "list => getComputedStyle(list).display"
    assert watched.get_by_role("list").evaluate(style) == "grid"


def test_nothing_in_it_hinders_assistive_technology(partner, release, watched):
    watched.goto(partner.shows(RELEASES.format(more="", inside="")))
    expect(watched.get_by_role("link")).to_be_visible()
    assert Axe().run(watched).response["violations"] == []


def test_the_keyboard_reaches_each_link(partner, newsroom, release, watched):
    with publications.unit():
        factories.PressReleaseFactory(parent=newsroom.press, title="Noch eines", slug="zwei", date=release.date)
    watched.goto(partner.shows(RELEASES.format(more="", inside="")))
    expect(watched.get_by_role("link")).to_have_count(2)
    reached = []
    for _ in range(2):
        watched.keyboard.press("Tab")
        reached.append(watched.evaluate("document.activeElement.shadowRoot.activeElement.textContent"))
    assert sorted(reached) == ["Ein Netz", "Noch eines"]


def test_who_is_at_a_link_of_the_page_is_led_into_the_list(partner, release, watched):
    waiting = []
    watched.route("**/api/v1/**", lambda route: waiting.append(route))  # it wants a function
    watched.goto(partner.shows(RELEASES.format(more="", inside=FALLBACK)))
    expect(watched.get_by_role("status")).to_have_text("Die Liste wird geladen.")
    watched.get_by_text("Alle Meldungen").focus()
    waiting[0].continue_()
    expect(watched.get_by_role("link", name="Ein Netz")).to_be_focused()


@pytest.mark.parametrize("more", [' limit="900"', ' order="sideways"', ' locale="xx"'])
def test_what_the_page_has_stays_where_the_list_cannot_be_read(partner, release, watched, more):
    watched.goto(partner.shows(RELEASES.format(more=more, inside=FALLBACK), "en"))
    expect(watched.get_by_role("status")).to_have_text("The list could not be loaded.")
    expect(watched.get_by_role("link", name="Alle Meldungen")).to_be_visible()


def test_what_the_page_has_stays_where_the_newsroom_is_away(partner, release, watched):
    watched.route("**/api/v1/**", lambda route: route.abort())
    watched.goto(partner.shows(RELEASES.format(more="", inside=FALLBACK), "fr"))
    expect(watched.get_by_role("status")).to_have_text("La liste n’a pas pu être chargée.")
    expect(watched.get_by_role("link", name="Alle Meldungen")).to_be_visible()


def test_a_list_that_cannot_be_read_anew_gives_way_to_what_the_page_has(partner, release, watched):
    watched.goto(partner.shows(RELEASES.format(more="", inside=FALLBACK)))
    expect(watched.get_by_role("link")).to_have_text(["Ein Netz"])
    watched.evaluate("document.querySelector('treffpunkt-list').setAttribute('topic', 'none')")
    expect(watched.get_by_role("link")).to_have_text(["Alle Meldungen"])
    assert any("topic" in text for text in watched.complaints)


def test_a_page_in_a_language_that_the_newsroom_lacks_has_the_originals(partner, release, watched):
    watched.goto(partner.shows(RELEASES.format(more="", inside=""), "pl"))
    expect(watched.get_by_role("link")).to_have_text(["Ein Netz"])
    assert watched.get_by_role("list").evaluate("list => list.closest('[lang]').lang") == "de"


def test_an_empty_list_says_so(partner, newsroom, watched):
    newsroom.press  # noqa: B018  # made when first asked for
    watched.goto(partner.shows(RELEASES.format(more="", inside=""), "ar"))
    expect(watched.get_by_role("status")).to_have_text("لا توجد إدخالات حاليًا.")
    assert watched.get_by_role("status").evaluate("line => getComputedStyle(line).direction") == "rtl"


def test_the_next_dates_begin_today_with_the_next_one(partner, newsroom, watched):
    topic = factories.TopicFactory(title="Ausbildung")
    with publications.unit():
        for name, days in (("Vorbei", -30), ("Später", 20), ("Bald", 10)):
            factories.EventFactory(
                parent=newsroom.events,
                title=name,
                slug=name.lower().replace("ä", "ae"),
                starts_at=in_days(days),
                ends_at=in_days(days),
                topics=[EventTopic(topic=topic)],
            )
    watched.goto(partner.shows('<treffpunkt-list type="events" from="today" order="date"></treffpunkt-list>'))
    expect(watched.get_by_role("link")).to_have_text(["Bald", "Später"])
    watched.evaluate("document.querySelector('treffpunkt-list').setAttribute('limit', '1')")
    expect(watched.get_by_role("link")).to_have_text(["Bald"])


def test_a_topic_narrows_it(partner, newsroom, release, watched):
    topic = factories.TopicFactory(title="Ausbildung")
    with publications.unit():
        factories.PressReleaseFactory(
            parent=newsroom.press, title="Lehre", slug="lehre", topics=[PressReleaseTopic(topic=topic)]
        )
    key = topic.translation_key
    watched.goto(partner.shows(f'<treffpunkt-list type="press-releases" topic="{key}"></treffpunkt-list>'))
    expect(watched.get_by_role("link")).to_have_text(["Lehre"])


def test_without_a_script_the_links_of_the_page_stand_there(partner, release, browser):
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(partner.shows(RELEASES.format(more="", inside=FALLBACK)))
    expect(page.get_by_role("link", name="Alle Meldungen")).to_be_visible()
    page.context.close()
