"""Scripts of every origin may read what is made for programs of others, and nothing else."""

import pytest
from django.test import Client

from tests.factories import DocumentFactory, EventFactory, ImageFactory
from tests.leaks.surfaces import patterns
from tests.store import document

ALLOWED, EXPOSED = "Access-Control-Allow-Origin", "Access-Control-Expose-Headers"
API = "api/v1"
OPEN = {
    "image", "document", "image_of_old", "document_of_old", "feed", "calendar", "calendar_of_one", "embedded_list",
    "sitemap", "sitemap_part", "robots", "llms", "markdown",
}  # fmt: skip
# Pages for people, and what leads to them.
CLOSED = {
    "media", "wagtailcore_login", "embargo_link", "root_redirect", "search", "suggest_as_list", "open_search",
    "search_clicked", "wagtail_serve", "resolve_missing",
}  # fmt: skip


@pytest.fixture
def addresses(newsroom):
    """An address of each route that is open to scripts, by its name."""
    image, file = ImageFactory(), DocumentFactory()
    anchor = f'<p><a linktype="document" id="{file.pk}">Datei</a></p>'
    release = newsroom.release(title="Meldung", image=[("image", {"image": image})], body=[("rich_text", anchor)])
    event = EventFactory(parent=newsroom.events, title="Treffen")
    shown = document(release)
    return {
        "image": shown["image"]["sources"][0]["path"],
        "document": file.url,
        "image_of_old": f"/files/images/{image.pk}/x/480.webp",
        "document_of_old": f"/files/documents/{file.pk}/x/{file.filename}",
        "feed": "/feeds/de/press-releases.json",
        "calendar": "/calendar/de.ics",
        "calendar_of_one": f"/calendar/de/{event.translation_key}.ics",
        "embedded_list": "/embed/newsroom.js",
        "sitemap": "/sitemap.xml",
        "sitemap_part": "/sitemap-1.xml",
        "robots": "/robots.txt",
        "llms": "/llms.txt",
        "markdown": f"{shown['path']}index.md",
    }


def test_of_every_route_it_is_known_whether_scripts_may_read_it():
    names = {name for name, whole in patterns() if not whole.startswith(API)}
    assert names == OPEN | CLOSED


def test_what_is_for_programs_may_be_read_by_scripts(addresses):
    assert addresses.keys() == OPEN
    for name, address in addresses.items():
        response = Client().get(address)
        assert response.status_code in {200, 301, 302}, name
        for asked in (response, Client().head(address)):
            assert asked.headers[ALLOWED] == "*" and "ETag" in asked.headers[EXPOSED], name
        options = Client().options(address)
        assert options.status_code == 204 and options.headers[ALLOWED] == "*", name
        assert options.headers["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS", name
        if etag := response.headers.get("ETag"):
            again = Client().get(address, headers={"If-None-Match": etag})
            assert (again.status_code, again.headers.get(ALLOWED)) == (304, "*"), name


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/feeds/de/nothing.rss", 404),
        ("/feeds/de/events.atom?topic=8105e912-7aa8-5123-abf8-fd773b187452", 404),
        ("/calendar/de/8105e912-7aa8-5123-abf8-fd773b187452.ics", 404),
        ("/de/nichts/index.md", 404),
        ("/sitemap-99.xml", 404),
    ],
)
def test_that_there_is_nothing_may_be_read_as_well(client, newsroom, address, status):
    response = client.get(address)
    assert (response.status_code, response.headers[ALLOWED]) == (status, "*")


def test_pages_for_people_are_not_open(client, newsroom):
    release = newsroom.release(title="Meldung")
    for address in (document(release)["path"], "/", "/de/suche/?q=a", "/login/", "/de/nichts/", "/admin/login/"):
        for response in (client.get(address), client.options(address)):
            assert ALLOWED not in response.headers, address


def test_a_file_that_not_everybody_may_have_is_open_to_no_script(admin, newsroom):
    file = DocumentFactory()
    for somebody, status in ((Client(), 404), (admin, 200)):
        response = somebody.get(file.url)
        assert response.status_code == status and ALLOWED not in response.headers
