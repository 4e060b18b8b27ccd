"""Leichte Sprache as a language of its own: its addresses, its markup, the ways to it and back, and help in writing."""

import pytest
from bs4 import BeautifulSoup
from django.conf import settings as django_settings
from django.test import Client
from django.urls import reverse
from django.utils import translation
from django.utils.translation import check_for_language, get_language_info, to_locale
from wagtail.models import Locale
from wagtail.rich_text import RichText

from cms.delivery import publications
from cms.editorial import timeline
from cms.locales import PLAIN_GERMAN
from cms.plain_language.pages import findings_of
from cms.plain_language.views import LARGEST_TEXT
from cms.translation import requesting
from tests.factories import locale
from tests.store import assert_sound, document, row

CHECK = "/admin/plain-language/"


@pytest.fixture
def release(newsroom):
    return newsroom.release(title="Neue Beratungsstelle eröffnet", slug="beratung", lead="Die Agentur berät.")


@pytest.fixture
def plain(newsroom, release):
    return newsroom.in_plain_language(release, title="Hier gibt es Hilfe", slug="hilfe", lead="Wir helfen Ihnen gern.")


def soup(client, path):
    response = client.get(path)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


# Its code


def test_django_and_wagtail_take_the_code_for_a_language(newsroom):
    assert check_for_language("de-simple") and to_locale("de-simple") == "de_Simple"
    assert get_language_info("de-simple")["bidi"] is False
    found = Locale.objects.create(language_code="de-simple")
    assert str(found.get_display_name()) in {"Leichte Sprache", str(dict(django_settings.LANGUAGES)["de-simple"])}
    assert not found.language_code.startswith("de-x")
    with translation.override("de-simple"):
        assert translation.gettext("Skip to content") == "Zum Text springen"
        # What its catalogue lacks is said in German.
        assert translation.gettext("Timeline of all texts") == "Zeitplan aller Texte"


def test_its_pages_have_addresses_and_a_language_of_their_own(plain, client):
    assert row(plain).path == "/de-simple/presse/hilfe/"
    page = soup(client, "/de-simple/presse/hilfe/")
    assert (page.html["lang"], page.html["dir"]) == ("de-simple", "ltr")
    assert client.get("/de-simple/presse/hilfe/").headers["Content-Language"] == "de-simple"
    assert page.find("meta", property="og:locale")["content"] == "de_DE"
    assert {link["hreflang"] for link in page.find_all("link", hreflang=True)} == {"de", "de-simple"}
    assert page.select_one(".dateline time").get_text() == "6. Mai 2024"
    assert_sound()


def test_the_api_lists_and_gives_them(plain, client):
    listed = client.get("/api/v1/press-releases?locale=de-simple").json()["items"]
    assert [item["title"] for item in listed] == ["Hier gibt es Hilfe"]
    found = client.get(f"/api/v1/press-releases/{plain.translation_key}?locale=de-simple").json()
    assert found["locale"] == "de-simple" and found["translations"][0]["locale"] == "de"


def test_the_search_finds_them_and_no_german_ones(plain, client):
    found = client.get("/api/v1/search?locale=de-simple&q=helfen").json()
    assert [item["title"] for item in found["items"]] == ["Hier gibt es Hilfe"]
    assert client.get("/api/v1/search?locale=de-simple&q=Beratungsstelle").json()["items"] == []
    assert client.get("/api/v1/search?locale=de&q=helfen").json()["items"] == []
    assert "Hier gibt es Hilfe" in client.get("/de-simple/suche/?q=helfen").content.decode()


# The ways to it and back


def test_a_german_text_leads_to_the_one_in_leichte_sprache(plain, client):
    [way] = soup(client, "/de/presse/beratung/").select(".plain-language")
    assert way["lang"] == "de-simple"
    assert (way.a["href"], way.a["hreflang"]) == ("/de-simple/presse/hilfe/", "de-simple")
    assert way.a.get_text() == "Diesen Text gibt es auch in Leichter Sprache"


def test_a_text_in_leichte_sprache_leads_to_the_whole_one(plain, client):
    [way] = soup(client, "/de-simple/presse/hilfe/").select(".plain-language")
    assert (way.a["href"], way.a["hreflang"]) == ("/de/presse/beratung/", "de")
    assert way.a.get_text() == "Zum Text in Alltags-Sprache"
    assert way.find_parent(lang=True)["lang"] == "de-simple"


def test_every_page_has_them_before_its_heading(newsroom, plain, client):
    for path in ("/de/", "/de-simple/"):
        page = soup(client, path)
        assert page.select(".plain-language")
        assert page.select_one(".plain-language") in page.h1.find_all_previous("p")


def test_a_text_without_leichte_sprache_leads_nowhere(newsroom, release, client):
    newsroom.translate(release, title="Advice", slug="advice")
    for path in ("/de/presse/beratung/", "/en/presse/advice/"):
        assert soup(client, path).select(".plain-language") == []


def test_the_way_goes_with_the_text_that_it_leads_to(plain, release, client):
    with publications.unit():
        plain.unpublish()
    assert document(release)["translations"] == []
    assert soup(client, "/de/presse/beratung/").select(".plain-language") == []
    assert_sound()


# While somebody writes


def test_editors_get_the_findings_of_a_text(admin):
    answer = admin.post(CHECK, {"text": "Der Workshop wird geplant."})
    assert answer.status_code == 200
    found = answer.json()
    assert [one["rule"] for one in found["findings"]] == ["hard_word", "passive"]
    assert found["findings"][0]["excerpt"] == "Workshop"
    assert set(found["findings"][0]) == {"rule", "message", "excerpt", "start", "end", "source"}
    assert "2" in found["summary"]
    assert admin.post(CHECK, {"text": "Wir helfen."}).json()["findings"] == []


def test_html_is_read_as_html(admin):
    html = "<p>Das ist <b>kein</b> Work<i>shop</i>.</p>"
    assert [one["excerpt"] for one in admin.post(CHECK, {"html": html}).json()["findings"]] == ["Workshop"]


def test_nobody_else_gets_them(client, db):
    assert client.post(CHECK, {"text": "Hallo"}).status_code == 403
    assert client.get(CHECK).status_code == 302


def test_a_check_is_asked_for_with_post_and_a_token(admin, editor):
    assert admin.get(CHECK).status_code == 405
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(editor)
    assert strict.post(CHECK, {"text": "Hallo"}).status_code == 403


def test_a_text_of_more_than_20_kilobytes_is_refused(admin):
    assert admin.post(CHECK, {"text": "ä" * (LARGEST_TEXT // 2)}).status_code == 200
    answer = admin.post(CHECK, {"text": "ä" * (LARGEST_TEXT // 2) + "a"})
    assert answer.status_code == 413 and answer.json()["findings"] == []


def test_only_forms_of_pages_in_leichte_sprache_have_the_script(release, plain, admin):
    def form(page):
        return admin.get(reverse("wagtailadmin_pages:edit", args=(page.pk,))).content.decode()

    assert "js/plain-language.js" in form(plain) and f'data-plain-language-url="{CHECK}"' in form(plain)
    assert "js/plain-language.js" not in form(release)
    below = plain.get_parent()
    new = reverse("wagtailadmin_pages:add", args=("press", "pressrelease", below.pk))
    assert "js/plain-language.js" in admin.get(new).content.decode()


def test_the_desk_of_a_translation_into_leichte_sprache_has_the_script_and_marks_its_fields(newsroom, release, admin):
    def desk(code):
        job, *_snippets = requesting.request(release, [locale(code)], requesting.Order())
        return admin.get(reverse("translation_edit", args=[job.pk])).content.decode()

    assert f'data-plain-language-code="{PLAIN_GERMAN}"' in (page := desk(PLAIN_GERMAN)) and " data-text>" in page
    assert "js/plain-language.js" not in desk("fr")


# In the outlook of a page


def test_the_findings_of_a_page_are_those_of_all_its_words(newsroom, plain, release):
    plain.title = "Workshop"
    plain.body = [("rich_text", RichText("<p>Das Haus wird gebaut.</p>")), ("heading", "Hilfe &amp; Rat")]
    found = findings_of(plain)
    assert {"Workshop", "wird gebaut"} <= {one.excerpt for one in found}
    release.title = "Workshop"
    assert findings_of(release) == []


def test_the_outlook_of_a_page_tells_of_each_rule_once(plain, editor):
    plain.lead = "Der Workshop ist neu. Das Haus wird gebaut. Die Schule wird geplant. Das Amt wird gefragt."
    plain.save_revision()
    with translation.override("en"):
        said = [line for line in timeline.outlook(plain, editor) if line.startswith("Leichte Sprache")]
    assert said == [
        "Leichte Sprache, passive voice (3): „wird gebaut“, „wird geplant“, „wird gefragt“",
        "Leichte Sprache, hard word (1): „Workshop“",
    ]
