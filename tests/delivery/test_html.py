"""What visitors see of a document: its language, its states, escaped text, and nothing that a strict CSP forbids."""

import datetime
from typing import Any, ClassVar

import pytest
from bs4 import BeautifulSoup, Tag
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation

from cms.content.schemas import Correction
from cms.delivery import registry
from cms.delivery.listing import Facet, Listing
from cms.delivery.site_frame import MenuLink, SiteFrame
from cms.delivery.templatetags.newsroom import days, period
from tests.delivery import html_documents as documents

SITE_FRAME = SiteFrame(
    name="Treffpunkt",
    motto="Neues aus dem Land",
    publisher="Agentur des Landes",
    menus={
        "header": [MenuLink("Presse", "/de/presse/"), MenuLink("Termine", "/de/termine/")],
        "footer": [MenuLink("Impressum", "/de/impressum/")],
    },
)


def listing(**fields: Any) -> Listing:
    given: dict[str, Any] = {
        "items": [],
        "facets": [],
        "years": [],
        "year": None,
        "number": 1,
        "pages": 1,
        "total": 0,
        "query": "",
    }
    return Listing(**(given | fields))


def html(template: str, doc: dict[str, Any] | None = None, language: str = "de", **context: Any) -> BeautifulSoup:
    request = RequestFactory().get(doc["path"] if doc else "/de/suche/", context.pop("params", None))
    context = {"site_frame": SITE_FRAME, "is_preview": False, **context}
    with translation.override(doc["locale"] if doc else language):
        text = render_to_string(template, {"doc": doc, **context} if doc else context, request)
    return BeautifulSoup(text, "html.parser")


PAGES = [
    ("home/home_page.html", documents.home_page(), {"latest": {"press-releases": [documents.release()]}}),
    ("home/section_page.html", documents.section(), {}),
    ("home/standard_page.html", documents.standard_page(), {}),
    ("home/contact_directory.html", documents.contact_directory(), {}),
    (
        "press/press_index_page.html",
        documents.index("press-releases"),
        {"listing": listing(items=[documents.release()], years=[2015], total=11, pages=2)},
    ),
    ("press/press_release.html", documents.release(), {}),
    (
        "press/practice_index_page.html",
        documents.index("practice-reports"),
        {"listing": listing(items=[documents.report()], total=1)},
    ),
    ("press/practice_report.html", documents.report(), {}),
    ("events/event_index_page.html", documents.index("events"), {"listing": listing(items=[documents.event()])}),
    ("events/event_series.html", documents.series(), {}),
    ("events/event.html", documents.event(), {}),
    ("events/meeting_documentation.html", documents.documentation(), {}),
]
# Every other type is shown by an example that its shape alone makes.
PAGES += [
    (presenter.template, documents.example(presenter.document), {"listing": listing()} if presenter.lists else {})
    for presenter in registry.presenters()
    if presenter.template not in {template for template, _document, _context in PAGES}
]


@pytest.mark.parametrize(("template", "doc", "context"), PAGES, ids=[page[0] for page in PAGES])
class TestEveryPage:
    def test_says_its_language_and_has_one_heading(self, template, doc, context):
        page = html(template, doc, **context)
        assert page.html["lang"] == "de"
        assert page.html["dir"] == "ltr"
        assert [heading.get_text(strip=True) for heading in page.find_all("h1")] == [doc["title"]]
        assert page.title.get_text() == "Titel – Treffpunkt"

    def test_holds_nothing_that_the_content_security_policy_forbids(self, template, doc, context):
        page = html(template, doc, **context)
        assert page.find_all(["style", "iframe"]) == []
        assert foreign_scripts(page) == []
        assert page.find_all(attrs={"style": True}) == []
        assert [name for tag in page.find_all() for name in tag.attrs if name.startswith("on")] == []

    def test_fetches_nothing_from_another_host(self, template, doc, context):
        page = html(template, doc, **context)
        fetched = [tag["src"] for tag in page.find_all(src=True)]
        fetched += [tag["href"] for tag in page.find_all("link", rel=["stylesheet", "icon"])]
        assert fetched
        assert [url for url in fetched if not url.startswith("/")] == []

    def test_escapes_what_editors_type(self, template, doc, context):
        page = html(template, {**doc, "title": "<script>alert(1)</script>", "teaser": "<b>fett</b>"}, **context)
        assert foreign_scripts(page) == []
        assert page.h1.get_text() == "<script>alert(1)</script>"

    def test_gives_every_image_its_size_and_alternative_text(self, template, doc, context):
        images = html(template, doc, **context).find_all("img")
        assert [image for image in images if not {"alt", "width", "height"} <= set(image.attrs)] == []

    def test_has_no_id_twice_and_a_name_for_every_field(self, template, doc, context):
        page = html(template, doc, **context)
        ids = [tag["id"] for tag in page.find_all(id=True)]
        assert sorted(ids) == sorted(set(ids))
        labelled = {label["for"] for label in page.find_all("label")}
        assert {field["id"] for field in page.find_all(["input", "select"])} <= labelled


class TestHead:
    def test_names_the_public_address_and_every_language(self, settings):
        settings.PUBLIC_URL = "https://example.org"
        page = html("press/press_release.html", documents.release())
        assert page.find("link", rel="canonical")["href"] == "https://example.org/de/presse/titel/"
        alternates = {link["hreflang"]: link["href"] for link in page.find_all("link", hreflang=True)}
        assert alternates == {
            "de": "https://example.org/de/presse/titel/",
            "en": "https://example.org/en/press/release/",
        }

    def test_names_no_language_where_there_is_only_one(self):
        page = html("press/press_release.html", documents.release(translations=[]))
        assert page.find_all(hreflang=True) == []

    def test_describes_the_page_to_those_who_share_it(self, settings):
        settings.PUBLIC_URL = "https://example.org"
        page = html("press/press_release.html", documents.release(description="Kurz gesagt"))
        properties = {tag["property"]: tag["content"] for tag in page.find_all("meta", property=True)}
        assert properties["og:title"] == "Titel"
        assert properties["og:description"] == "Kurz gesagt"
        assert properties["og:type"] == "article"
        assert properties["og:url"] == "https://example.org/de/presse/titel/"
        assert properties["og:image"] == "https://example.org/files/images/1/x/1600.jpg"
        assert properties["og:locale"] == "de_DE"
        assert page.find("meta", attrs={"name": "description"})["content"] == "Kurz gesagt"

    def test_a_filtered_list_is_no_page_of_its_own(self):
        doc = documents.index("press-releases")
        second = html("press/press_index_page.html", doc, listing=listing(number=2, pages=3))
        filtered = html("press/press_index_page.html", doc, listing=listing(number=2, pages=3, query="year=2015"))
        assert second.find("link", rel="canonical")["href"].endswith("/de/presse/?page=2")
        assert filtered.find("link", rel="canonical")["href"].endswith("/de/presse/")

    def test_a_preview_says_so_and_has_no_address(self):
        page = html("press/press_release.html", documents.release(path=""), is_preview=True)
        assert page.find("link", rel="canonical") is None
        assert page.find("meta", attrs={"name": "robots"})["content"] == "noindex"
        assert page.select_one(".kern-alert--warning")

    def test_a_language_written_from_right_to_left_says_so(self):
        page = html("press/press_release.html", documents.release(locale="ar"))
        assert (page.html["lang"], page.html["dir"]) == ("ar", "rtl")


class TestFrame:
    def test_the_menu_marks_where_one_is(self):
        page = html("press/press_release.html", documents.release())
        links = {link["href"]: link.get("aria-current") for link in page.select(".site-nav a")}
        assert links == {"/de/presse/": "true", "/de/termine/": None}

    def test_other_languages_are_named_in_themselves(self):
        page = html("press/press_release.html", documents.release())
        link = page.select_one(".languages a[hreflang=en]")
        assert (link["href"], link["lang"], link.get_text()) == ("/en/press/release/", "en", "English")

    def test_the_first_thing_to_reach_is_the_way_past_the_menu(self):
        page = html("press/press_release.html", documents.release())
        assert page.find("a")["href"] == "#content"
        assert page.find(id="content").name == "main"

    def test_a_missing_page_has_the_frame_of_the_others(self):
        page = html("404.html")
        assert page.html["lang"] == "de"
        assert page.select(".site-nav a")

    def test_the_page_for_our_own_failures_needs_nothing(self):
        page = BeautifulSoup(render_to_string("500.html"), "html.parser")
        assert page.h1
        assert page.find_all(["script", "style"]) == []


class TestRelease:
    def test_shows_its_dateline_and_who_speaks(self):
        page = html("press/press_release.html", documents.release())
        assert words(page.select_one(".dateline")) == "Erfurt, 10. Juni 2015 Agentur des Landes"
        assert page.select_one(".dateline time")["datetime"] == "2015-06-10"
        assert words(page.select_one(".quote figcaption")) == "Dr. Ada Beispiel, Geschäftsführerin, Agentur"

    @pytest.mark.parametrize(
        ("locale", "quote"), [("de", "„Das gelingt gemeinsam.“"), ("en", "“Das gelingt gemeinsam.”")]
    )
    def test_quotes_as_its_language_does(self, locale, quote):
        page = html("press/press_release.html", documents.release(locale=locale))
        assert words(page.select_one("blockquote")) == quote

    def test_says_what_was_corrected(self):
        correction = Correction(date=datetime.date(2015, 6, 12), text="Es waren zwölf.")
        page = html("press/press_release.html", documents.release(corrections=[correction]))
        assert "12. Juni 2015: Es waren zwölf." in words(page.select_one(".corrections"))

    def test_has_no_alert_where_nothing_was_corrected(self):
        assert html("press/press_release.html", documents.release()).select(".kern-alert") == []

    def test_leads_to_the_releases_of_its_topics(self):
        page = html("press/press_release.html", documents.release())
        assert page.select_one(".tags a")["href"] == f"/de/presse/?topic={documents.TOPIC.id}"

    def test_names_topics_without_a_link_where_the_list_is_not_public(self):
        page = html("press/press_release.html", documents.release(breadcrumbs=[documents.HOME]))
        assert page.select(".tags a") == []
        assert words(page.select_one(".tags")) == "Ausbildung"

    def test_can_be_called_and_written_to(self):
        contact = html("press/press_release.html", documents.release()).select_one(".contact")
        assert [link["href"] for link in contact.find_all("a")] == ["tel:+4936112345", "mailto:presse@example.org"]

    def test_an_image_for_decoration_has_an_empty_alternative_text(self):
        images = html("press/press_release.html", documents.release()).find_all("img")
        assert [image["alt"] for image in images] == ["Zwei Menschen im Gespräch", ""]
        assert images[0]["srcset"].endswith("/files/images/1/x/1600.webp 1600w")
        assert [image.get("loading") for image in images] == [None, "lazy"]

    def test_marks_the_language_of_links_into_another_one(self):
        page = html("press/press_release.html", documents.release(related_events=[documents.ENGLISH]))
        link = page.find("a", string="Release")
        assert (link["lang"], link["hreflang"]) == ("en", "en")


class TestRightToLeft:
    @pytest.fixture
    def page(self):
        doc = documents.release(locale="ar", translations=[documents.ENGLISH], related_events=[documents.ENGLISH])
        return html("press/press_release.html", doc)

    def test_languages_are_named_in_themselves_and_in_their_direction(self, page):
        links = [(link["lang"], link["dir"], link.get_text()) for link in page.select(".languages a")]
        assert links == [("en", "ltr", "English"), ("ar", "rtl", "العربيّة")]

    def test_numbers_and_addresses_run_from_left_to_right(self, page):
        assert [link["dir"] for link in page.select(".contact a")] == ["ltr", "ltr"]

    def test_names_leave_the_order_of_the_words_around_them_alone(self, page):
        dateline = page.select_one(".dateline")
        assert [name.get_text() for name in dateline.find_all("bdi")] == ["Erfurt", "Agentur des Landes"]
        assert page.select_one(".contact strong bdi")
        assert page.select_one(".site-footer bdi").get_text() == "Agentur des Landes"

    def test_punctuation_is_that_of_the_language(self, page):
        assert page.select_one(".dateline").get_text().strip().startswith("Erfurt، 10")
        caption = page.select_one(".quote figcaption")
        assert caption.get_text() == "Dr. Ada Beispiel، Geschäftsführerin، Agentur"
        assert caption.bdi.get_text() == "Dr. Ada Beispiel"

    def test_a_page_in_another_language_says_its_direction(self, page):
        assert page.find("a", string="Release")["dir"] == "ltr"

    def test_an_original_shown_instead_is_german_as_a_whole(self):
        doc = documents.release()
        with translation.override("ar"):
            request = RequestFactory().get("/ar/presse/titel/")
            context = {"doc": doc, "site_frame": SITE_FRAME, "fallback_from": "ar"}
            page = BeautifulSoup(render_to_string("press/press_release.html", context, request), "html.parser")
        assert (page.html["lang"], page.html["dir"]) == ("ar", "rtl")
        assert (page.main["lang"], page.main["dir"]) == ("de", "ltr")
        assert "Pressekontakt" in page.main.get_text()
        assert "10. Juni 2015" in words(page.select_one(".dateline"))
        assert page.select_one(".skip-link").get_text() == "انتقل إلى المحتوى"

    def test_the_page_for_our_own_failures_has_a_direction(self):
        with translation.override("ar"):
            page = BeautifulSoup(render_to_string("500.html"), "html.parser")
        assert (page.html["lang"], page.html["dir"]) == ("ar", "rtl")


@pytest.mark.parametrize(
    ("locale", "begins", "lasts"),
    [
        ("de", "1. Juni 2015, 9:05 Uhr", "1. Juni 2015, 9:05 bis 16:00 Uhr"),
        ("de-simple", "1. Juni 2015, 9:05 Uhr", "1. Juni 2015, 9:05 bis 16:00 Uhr"),
        ("en", "1 June 2015, 9:05", "1 June 2015, 9:05 to 16:00"),
        ("fr", "1 juin 2015 à 9 h 05", "1 juin 2015, de 9 h 05 à 16 h 00"),
        ("uk", "1 червня 2015 р. о 9:05", "1 червня 2015 р., з 9:05 до 16:00"),
        ("ar", "1 يونيو 2015، الساعة 9:05", "1 يونيو 2015، من الساعة 9:05 إلى 16:00"),
    ],
)
def test_days_and_hours_are_written_as_each_language_does(locale, begins, lasts):
    start, end = "2015-06-01T07:05:00+00:00", "2015-06-01T14:00:00+00:00"
    with translation.override(locale):
        said = [period(start), period(start, end)]
    assert [text.replace("09:05", "9:05").replace("\xa0", " ") for text in said] == [begins, lasts]


@pytest.mark.parametrize(
    ("locale", "in_a_month", "in_a_year"),
    [
        ("de", "11. bis 12. Dezember 2026", "30. November bis 2. Dezember 2026"),
        ("de-simple", "11. bis 12. Dezember 2026", "30. November bis 2. Dezember 2026"),
        ("en", "11 to 12 December 2026", "30 November to 2 December 2026"),
        ("fr", "Du 11 au 12 décembre 2026", "Du 30 novembre au 2 décembre 2026"),
        ("uk", "З 11 до 12 грудня 2026 р.", "З 30 листопада до 2 грудня 2026 р."),
        ("ar", "من 11 إلى 12 ديسمبر 2026", "من 30 نوفمبر إلى 2 ديسمبر 2026"),
    ],
)
def test_from_one_day_to_another_no_month_or_year_is_said_twice(locale, in_a_month, in_a_year):
    with translation.override(locale):
        assert days("2026-12-11", "2026-12-12") == in_a_month
        assert days("2026-11-30", "2026-12-02") == in_a_year
        assert days("2025-12-11", "2026-12-12").count("202") == 2


@pytest.mark.parametrize(
    ("locale", "total", "said"),
    [
        ("uk", 1, "1 запис"),
        ("uk", 3, "3 записи"),
        ("uk", 11, "11 записів"),
        ("uk", 22, "22 записи"),
        ("ar", 0, "لا توجد عناصر"),
        ("ar", 2, "عنصران"),
        ("ar", 7, "7 عناصر"),
        ("ar", 11, "11 عنصرًا"),
        ("ar", 100, "100 عنصر"),
        ("fr", 0, "0 entrée"),
        ("de-simple", 2, "2 Texte"),
    ],
)
def test_numbers_of_entries_take_the_plural_of_the_language(locale, total, said):
    page = html(
        "press/press_index_page.html", documents.index("press-releases", locale=locale), listing=listing(total=total)
    )
    assert words(page.select_one(".listing__total")) == said


class TestEvent:
    def test_says_when_it_is_in_the_agencys_time(self):
        page = html("events/event.html", documents.event())
        assert words(page.select_one(".facts time")).startswith("10. Juni 2015, 10:00")
        assert "16:00" in words(page.select_one(".facts time"))

    def test_names_the_last_day_where_it_is_another_one(self):
        ends_at = datetime.datetime(2015, 6, 11, 16, tzinfo=documents.BERLIN)
        page = html("events/event.html", documents.event(ends_at=ends_at))
        assert "11. Juni 2015" in words(page.select_one(".facts time"))

    def test_a_cancelled_one_says_so_and_takes_no_registrations(self):
        page = html("events/event.html", documents.event(state="cancelled"))
        assert page.select_one(".kern-alert--danger")
        assert page.find("a", href="https://example.org/anmeldung") is None

    def test_one_to_come_takes_registrations(self):
        page = html("events/event.html", documents.event())
        assert page.find("a", href="https://example.org/anmeldung")
        assert page.select(".kern-alert") == []

    def test_one_without_a_date_can_be_shown(self):
        doc = documents.event(starts_at=None, ends_at=None, date=None, venue=None, place="", registration_until=None)
        assert html("events/event.html", doc).h1

    def test_links_no_address_that_is_not_of_the_web(self):
        doc = documents.event(online_url="javascript:alert(1)", registration_url="javascript:alert(1)")
        assert "javascript:" not in str(html("events/event.html", doc))


class TestList:
    def test_keeps_what_was_chosen(self):
        facet = Facet("topic", [("a", "Arbeit", ""), ("b", "Education", "en")], "b")
        shown = listing(facets=[facet], years=[2016, 2015], year=2015, query="topic=b&year=2015")
        page = html("press/press_index_page.html", documents.index("press-releases"), listing=shown)
        assert [option["value"] for option in page.find_all("option", selected=True)] == ["b", "2015"]
        assert [option.get("lang") for option in page.select("#filter-topic option")] == [None, None, "en"]

    def test_keeps_the_filters_from_page_to_page(self):
        shown = listing(items=[documents.release()], number=2, pages=3, query="topic=b")
        page = html("press/press_index_page.html", documents.index("press-releases"), listing=shown)
        assert [link["href"] for link in page.select(".pagination a")] == ["?topic=b", "?topic=b&page=3"]

    def test_says_when_it_is_empty(self):
        page = html("press/press_index_page.html", documents.index("press-releases"), listing=listing())
        assert words(page.select_one(".listing__empty"))
        assert page.select(".card") == []

    def test_a_card_links_its_page_once(self):
        shown = listing(items=[documents.release()], total=1)
        page = html("press/press_index_page.html", documents.index("press-releases"), listing=shown)
        assert [link["href"] for link in page.select(".card a")] == ["/de/presse/titel/"]


class TestSearch:
    RESULT: ClassVar[dict[str, Any]] = {
        "title": "<b>Titel</b>",
        "path": "/de/presse/titel/",
        "type": "press-releases",
        "date": "2015-06-10",
        "excerpt": "Ein Betrieb sucht",
        "excerpt_parts": [("Ein ", False), ("<i>Betrieb</i>", True), (" sucht", False)],
    }

    def page(self, **fields: Any) -> BeautifulSoup:
        given = {"query": "Betrieb", "results": [], "total": 0, "total_is_exact": True, "number": 1, "pages": 1}
        given |= {"facets": [], "chosen": [], "criteria": "q=Betrieb"}
        return html("search/search.html", params={"q": "Betrieb", "page": "2"}, **(given | fields))

    def test_marks_the_words_found_and_escapes_them(self):
        page = self.page(results=[self.RESULT], total=1)
        assert page.mark.get_text() == "<i>Betrieb</i>"
        assert page.select_one(".results h2").get_text() == "<b>Titel</b>"

    def test_says_when_nothing_was_found(self):
        assert words(self.page().select_one(".listing__empty"))

    def test_keeps_the_question_from_page_to_page(self):
        page = self.page(results=[self.RESULT], total=21, number=2, pages=3)
        assert [link["href"] for link in page.select(".pagination a")] == ["?q=Betrieb", "?q=Betrieb&page=3"]

    def test_keeps_what_was_asked(self):
        chosen = {"name": "type", "kind": "", "value": "events", "label": "<i>Termine</i>", "query": "q=x"}
        page = self.page(query='"><script>', chosen=[chosen], newest_first=True)
        assert page.find(id="q")["value"] == '"><script>'
        assert page.find("input", attrs={"name": "type"})["value"] == "events"
        assert page.select_one(".chosen a")["href"].endswith("?q=x")
        assert page.find("option", selected=True)["value"] == "-date"
        assert foreign_scripts(page) == []


class TestServed:
    def test_the_front_page_leads_to_the_list_of_what_it_shows_the_newest_of(self, client, newsroom):
        release = newsroom.release(title="Ein Netz")
        page = BeautifulSoup(client.get("/de/").content, "html.parser")
        assert [link["href"] for link in page.select(".latest a")] == [newsroom.press.url, release.url]

    def test_a_preview_speaks_the_pages_language_not_the_editors(self, newsroom):
        with translation.override("de"):
            page = BeautifulSoup(newsroom.home_en.make_preview_request().content, "html.parser")
        assert page.html["lang"] == "en"
        assert page.select_one(".skip-link").get_text() == "Skip to content"
        assert page.select_one(".site-name")["href"] == "/en/"

    def test_a_missing_page_is_answered_in_the_language_of_its_path(self, client, newsroom):
        answer = client.get("/en/nothing/")
        assert answer.status_code == 404
        assert BeautifulSoup(answer.content, "html.parser").html["lang"] == "en"


def foreign_scripts(page: BeautifulSoup) -> list[Tag]:
    """The scripts that are none of the site's own files."""
    return [
        tag for tag in page.find_all("script") if not (tag.get("src", "").startswith("/static/") and not tag.string)
    ]


def words(tag: Tag | None) -> str:
    """The text of a tag with single spaces."""
    assert tag is not None
    return " ".join(tag.get_text(" ", strip=True).split()).replace(" ,", ",").replace(" :", ":")
