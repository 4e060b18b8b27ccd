"""What a reader's browser makes of the pages: no errors, no other host, nothing in the way of assistive technology."""

import datetime
import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect
from wagtail.rich_text import RichText

from cms.delivery import publications
from events.models import EventTopic
from press.models import PressReleaseCorrection, PressReleaseTopic
from tests import factories
from tests.delivery.test_video import shown as sign_language_video
from tests.delivery.test_video import video as sign_language_file

pytestmark = pytest.mark.browser

PAGES = {
    "front page": "/de/",
    "list": "/de/presse/",
    "filtered list": "/de/presse/?year=2024",
    "release": "/de/presse/netz/",
    "report": "/de/gute-praxis/werkstatt/",
    "event": "/de/veranstaltungen/reihe/drittes-treffen/",
    "documentation": "/de/veranstaltungen/reihe/drittes-treffen/dokumentation/",
    "series": "/de/veranstaltungen/reihe/",
    "contacts": "/de/kontakt/",
    "English front page": "/en/",
    "Arabic front page": "/ar/",
    "Arabic list": "/ar/albayanat/",
    "Arabic release": "/ar/albayanat/shabaka/",
    "Arabic search": "/ar/bahth/?q=شبكة",
    "original in an Arabic page": "/ar/gute-praxis/werkstatt/",
    "page for partners": "/api/v1/docs",
    "nothing": "/de/nichts/",
}


@pytest.fixture
def site(live_server, newsroom, settings):
    """The address of a newsroom with a page of each kind."""
    settings.PUBLIC_URL = live_server.url
    topic = factories.TopicFactory(title="Ausbildung")
    person = factories.PersonFunctionFactory(function="Geschäftsführung").person
    image = [("image", {"image": factories.ImageFactory(), "caption": "Eine Farbe", "credit": "Foto: Muster"})]
    figures = [("key_figures", {"figures": [{"value": "250", "label": "Menschen"}, {"value": "12", "label": "Orte"}]})]
    answers = [{"question": "Wie weiter?", "answer": RichText("<p>Gemeinsam.</p>")}]
    body = [
        ("heading", "Was als Nächstes kommt"),
        (
            "rich_text",
            RichText('<p>Mehr in <a href="https://example.org/">einem Bericht</a>.</p><h3>Wann</h3><p>Bald.</p>'),
        ),
        ("quote", {"text": "Das gelingt nur gemeinsam.", "person": person}),
        ("list", {"ordered": False, "items": [RichText("<p>Erstens</p>"), RichText("<p>Zweitens</p>")]}),
        *image,
        *figures,
        ("interview", {"person": person, "answers": answers}),
        ("documents", {"files": [factories.DocumentFactory()]}),
        sign_language_video(sign_language_file(), factories.ImageFactory()),
    ]
    contact = factories.ContactPointFactory(phone="0361 123", email="presse@example.org")
    with publications.unit():
        factories.ContactDirectoryFactory(parent=newsroom.home, title="Kontakt", slug="kontakt")
        series = factories.EventSeriesFactory(parent=newsroom.events, title="Netzwerktreffen", slug="reihe")
        meeting = factories.EventFactory(
            parent=series,
            title="Drittes Netzwerktreffen",
            slug="drittes-treffen",
            number=3,
            state="held",
            ends_at=datetime.datetime(2024, 7, 16, 16, tzinfo=datetime.UTC),
            venue=factories.VenueFactory(accessibility="Aufzug vorhanden"),
            online=True,
            body=body,
            topics=[EventTopic(topic=topic)],
        )
        factories.DocumentationFactory(
            parent=meeting,
            title="Was das Treffen ergab",
            slug="dokumentation",
            body=body,
            gallery=image,
            participants=42,
        )
        factories.PracticeReportFactory(
            parent=newsroom.practice, title="Eine Werkstatt", slug="werkstatt", starting_point=body, key_figures=figures
        )
        release = factories.PressReleaseFactory(
            parent=newsroom.press,
            title="Ein Netz für das Land",
            slug="netz",
            kicker="Jahresbilanz",
            image=image,
            body=body,
            press_contact=contact,
            topics=[PressReleaseTopic(topic=topic)],
            corrections=[PressReleaseCorrection(text="Es waren zwölf.")],
        )
    in_arabic(newsroom, release, [("quote", {"text": "لا ينجح ذلك إلا معًا.", "person": person}), *image])
    return live_server.url


def in_arabic(newsroom, release, body):
    """A front page and a release from right to left."""
    with publications.unit():
        arabic = factories.locale("ar")
    newsroom.translate(newsroom.home, arabic, title="الصفحة الرئيسية", slug="home-ar")
    press = release.get_parent().specific
    newsroom.translate(press, arabic, title="البيانات الصحفية", slug="albayanat")
    words = {"title": "شبكة للبلاد (ThAFF)", "kicker": "الحصيلة السنوية", "lead": "في عام 2024، شبكة جديدة."}
    newsroom.translate(release, arabic, slug="shabaka", body=body, **words)


@pytest.fixture
def watched(page):
    """The page, with what its browser complains about and the addresses it asks for."""
    page.complaints, page.asked = [], []
    page.on("console", lambda message: page.complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    page.on("request", lambda request: page.asked.append(request.url))
    return page


def test_every_page_loads_without_errors_from_this_host_alone(site, watched):
    for name, path in PAGES.items():
        answer = watched.goto(site + path, wait_until="networkidle")
        assert answer.status == (404 if name == "nothing" else 200), name
        broken = watched.evaluate("[...document.images].filter(i => i.complete && !i.naturalWidth).map(i => i.src)")
        assert broken == [], name
    # Chromium logs every 404, the page's own too.
    assert [text for text in watched.complaints if "404" not in text] == []
    assert [url for url in watched.asked if not url.startswith((site, "data:"))] == []


def test_no_page_hinders_assistive_technology(site, page):
    found = {}
    for name, path in PAGES.items():
        page.goto(site + path)
        violations = Axe().run(page).response["violations"]
        grave = [violation["id"] for violation in violations if violation["impact"] in {"serious", "critical"}]
        if grave:
            found[name] = grave
    assert found == {}


def test_no_page_is_wider_than_its_window(site, page):
    for width in (320, 768, 1440):
        page.set_viewport_size({"width": width, "height": 800})
        for name, path in PAGES.items():
            page.goto(site + path)
            over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert over <= 0, (name, width)


def test_the_keyboard_reaches_the_skip_link_first_and_then_the_text(site, page):
    page.goto(site + PAGES["release"])
    page.keyboard.press("Tab")
    skip = page.locator(":focus")
    assert skip.get_attribute("href") == "#content"
    assert skip.bounding_box()["height"] >= 24
    page.keyboard.press("Enter")
    expect(page.locator("#content")).to_be_focused()


def test_arabic_pages_begin_at_the_right(site, page):
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(site + PAGES["Arabic list"])
    name, languages = (page.locator(part).bounding_box() for part in (".site-name", ".languages"))
    assert name["x"] > 640 > languages["x"]
    # KERN sets the arrow of a select by left and right.
    field = page.locator(".kern-form-input__select").first
    assert field.evaluate("field => getComputedStyle(field).paddingLeft") == "40px"
    assert field.evaluate("field => getComputedStyle(field.parentElement, '::after').left") == "16px"


def test_a_list_is_narrowed_without_a_script(site, browser):
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(site + PAGES["list"])
    page.get_by_label("Thema").or_(page.get_by_label("Topic")).select_option(label="Ausbildung")
    page.locator(".filters button[type=submit]").click()
    # A click does not wait for the page that it leads to.
    expect(page).to_have_url(re.compile("topic="))
    expect(page.locator(".card")).to_have_count(1)


def test_a_video_plays_and_jumps(site, watched):
    watched.goto(site + PAGES["release"])
    video = watched.locator("video")
    assert not [url for url in watched.asked if ".webm" in url]
    video.evaluate("video => { video.muted = true; return video.play(); }")
    video.evaluate("video => new Promise(done => { video.onseeked = done; video.currentTime = 1.2; })")
    assert video.evaluate("video => video.currentTime") >= 1
    watched.get_by_text(re.compile("Text des Videos|text of the video")).click()
    expect(watched.get_by_text("Wir helfen Ihnen.")).to_be_visible()
    assert watched.complaints == []
