"""The component that partners set into their pages, as it is served."""

import pytest
from django.urls import reverse

from cms import locales

MOST_BYTES = 10_000
ADDRESS = "/embed/newsroom.js"


def test_it_is_served_small_to_every_origin_and_kept_for_an_hour(client, db):
    response = client.get(ADDRESS, headers={"Origin": "https://partner.example"})
    assert response.status_code == 200 and response["Content-Type"] == "text/javascript; charset=utf-8"
    assert 0 < len(response.content) <= MOST_BYTES
    assert response["Access-Control-Allow-Origin"] == "*" and not response.cookies
    assert response["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert response["Cache-Control"] == "public, max-age=3600"
    assert client.get(ADDRESS, headers={"If-None-Match": response["ETag"]}).status_code == 304


def test_it_is_read_only(client, db):
    assert client.post(ADDRESS).status_code == 405
    assert client.head(ADDRESS).content == b""


@pytest.mark.parametrize("locale", [one.code for one in locales.LANGUAGES])
def test_it_speaks_every_language_of_the_site(client, db, locale):
    script = client.get(ADDRESS).content.decode()
    assert f"\n  {locale}: {{" in script or f'\n  "{locale}": {{' in script


def test_it_asks_nobody_else(client, db):
    script = client.get(ADDRESS).content.decode()
    code = script.partition("*/")[2]
    assert "http" not in code and "innerHTML" not in code


def test_the_page_for_partners_shows_how(client, newsroom):
    newsroom.release(title="Meldung")
    page = client.get(reverse("api_docs")).content.decode()
    assert f"http://testserver{ADDRESS}" in page
    assert "&lt;treffpunkt-list" in page and "http://testserver/de/presse/" in page
