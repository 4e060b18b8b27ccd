"""A page that does not exist in the reader's language: the original marked as such, or a notice; in HTML and API."""

import pytest
from django.test import Client

from cms.content.models import MissingPages, SiteTexts
from cms.delivery import publications
from cms.delivery.fate import give_own_life
from tests.factories import locale

pytestmark = pytest.mark.django_db


@pytest.fixture
def release(newsroom):
    french = locale("fr")
    with publications.unit():
        home = newsroom.home.copy_for_translation(french)
        home.title = "Accueil"
        home.save_revision().publish()
    return newsroom.release(title="Nur deutsch", slug="nur-deutsch")


def set_missing_pages(newsroom, value, code="de"):
    with publications.unit():
        SiteTexts.objects.create(name="Seite", locale=locale(code), missing_pages=value)


def test_the_original_is_shown_and_marked(release):
    response = Client().get("/fr/presse/nur-deutsch/")
    page = response.content.decode()
    assert response.status_code == 200 and response["Content-Language"] == "de"
    assert response["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert '<html lang="fr"' in page and '<main id="content" class="container" tabindex="-1" lang="de"' in page
    assert 'rel="canonical" href="http://testserver/de/presse/nur-deutsch/"' in page
    assert '<meta name="robots" content="noindex">' in page


def test_or_a_notice_names_the_languages_that_exist(newsroom, release):
    set_missing_pages(newsroom, MissingPages.NOT_FOUND, "fr")
    response = Client().get("/fr/presse/nur-deutsch/")
    page = response.content.decode()
    assert response.status_code == 404 and 'href="/de/presse/nur-deutsch/"' in page
    assert "– Seite</title>" in page


def in_api(page, **asked):
    return Client().get(f"/api/v1/press-releases/{page.translation_key}", asked)


@pytest.mark.parametrize("shown", [MissingPages.ORIGINAL, MissingPages.NOT_FOUND])
def test_the_api_gives_the_original_to_who_asks_for_it_whatever_the_site_does(newsroom, release, shown):
    set_missing_pages(newsroom, shown, "fr")
    answer = in_api(release, locale="fr")
    assert answer.status_code == 404 and answer.json()["available"] == ["de"]
    assert in_api(release, locale="fr", fallback="none").status_code == 404
    answer = in_api(release, locale="fr", fallback="original")
    assert answer.status_code == 200 and answer["Content-Language"] == "de"
    assert answer.json()["meta"] == {"fallback": {"requested": "fr", "served": "de"}}
    assert answer.json()["locale"] == "de"
    assert in_api(release, locale="fr", fallback="best").status_code == 422


def test_no_translation_stands_in_for_another_language(newsroom, release):
    plain = newsroom.in_plain_language(release, title="Leicht", slug="leicht")
    give_own_life([plain], reason="Bleibt.", user=None)
    with publications.unit():
        release.unpublish()
    answer = in_api(release, locale="de", fallback="original")
    assert answer.status_code == 404 and answer.json()["available"] == ["de-simple"]


def test_the_first_languages_setting_holds_where_a_language_has_none(newsroom, release):
    set_missing_pages(newsroom, MissingPages.NOT_FOUND)
    assert Client().get("/fr/presse/nur-deutsch/").status_code == 404


def test_a_translation_at_another_address_is_found_there(newsroom, release):
    newsroom.translate(release, title="Only German", slug="only-german")
    response = Client().get("/en/presse/nur-deutsch/")
    assert response.status_code == 302 and response["Location"] == "/en/presse/only-german/"
    answer = Client().get(f"/api/v1/press-releases/{release.translation_key}?locale=en")
    assert answer.json()["meta"] == {"fallback": None} and answer["Content-Language"] == "en"


def test_what_is_public_in_no_language_is_a_404_in_all(newsroom, release):
    newsroom.release(title="Entwurf", slug="entwurf", live=False)
    for path in ("/fr/presse/entwurf/", "/fr/nirgends/", "/xx/presse/nur-deutsch/", "/fr/presse/\x00/"):
        response = Client().get(path)
        assert response.status_code == 404 and b"Entwurf" not in response.content
