"""The Markdown twin of every page says what the page says, and `llms.txt` where everything is."""

import re

import pytest
from bs4 import BeautifulSoup
from markdown_it import MarkdownIt
from wagtail.models import PageViewRestriction
from wagtail.rich_text import RichText

from cms.content.models import SiteTexts
from cms.delivery import publications
from cms.delivery.exchange import twin_of
from cms.delivery.models import Publication
from cms.delivery.withdrawal import withdraw
from tests.factories import EventFactory, ImageFactory, PersonFunctionFactory, in_days

pytestmark = pytest.mark.django_db

LINK = re.compile(r"\]\(([^)\s]+)\)")


@pytest.fixture
def release(newsroom):
    person = PersonFunctionFactory(function="Leitung").person
    return newsroom.release(
        title="Zahl * Ziel",
        slug="zahl",
        body=[
            ("heading", "Was kommt"),
            ("rich_text", RichText('<p>Mehr in <a href="https://example.org/">einem Bericht</a>.</p>')),
            ("quote", {"text": "Das gelingt.", "person": person}),
            ("list", {"ordered": False, "items": [RichText("<p>Erstens</p>"), RichText("<p>Zweitens</p>")]}),
            ("image", {"image": ImageFactory(), "caption": "Eine Farbe", "credit": "Foto: Muster"}),
        ],
    )


def read(client, path):
    response = client.get(twin_of(path))
    assert response.status_code == 200 and response["Content-Type"] == "text/markdown; charset=utf-8"
    return response.content.decode()


def test_a_page_in_markdown(client, release):
    lines = [line for line in read(client, "/de/presse/zahl/").split("\n") if line]
    assert "# Zahl \\* Ziel" in lines and "## Was kommt" in lines
    assert "Mehr in [einem Bericht](https://example.org/)." in lines and "- Erstens" in lines
    quote = lines.index("> „Das gelingt.“")
    assert re.fullmatch(r"— .+, Leitung", lines[quote + 1])
    picture = next(number for number, line in enumerate(lines) if line.startswith("![Ein einfarbiges Bild]"))
    assert "](http://testserver/files/images/" in lines[picture] and lines[picture + 1] == "Eine Farbe Foto: Muster"


def test_every_public_page_has_one_with_all_its_words_and_links_that_lead_somewhere(client, newsroom, release):
    newsroom.translate(release, title="Figures")
    EventFactory(parent=newsroom.events, title="Treffen")
    for path in Publication.objects.values_list("path", flat=True):
        written = read(client, path)
        page = BeautifulSoup(client.get(path).content, "html.parser")
        (announced,) = page.find_all("link", rel="alternate", type="text/markdown")
        assert announced["href"] == f"http://testserver{twin_of(path)}"
        for form in page.main.find_all("form"):
            form.decompose()
        shown = BeautifulSoup(MarkdownIt("commonmark").render(written), "html.parser")
        assert letters(shown.get_text()) == letters(page.main.get_text())
        for address in LINK.findall(written):
            assert address.startswith(("http://testserver/", "https://", "mailto:", "tel:"))


def letters(text):
    """The text without blanks, and without the sign that a quote's speaker gets."""
    return re.sub(r"[\s—]", "", text)


def test_it_is_of_the_language_of_its_page(client, newsroom, release):
    newsroom.translate(release, title="Figures")
    path = Publication.objects.get(title="Figures").path
    assert "# Figures" in read(client, path)
    assert client.get(twin_of(path))["Content-Language"] == "en"


def test_it_is_the_same_until_something_changes_and_open_to_all(client, release):
    address = twin_of("/de/presse/zahl/")
    first = client.get(address)
    assert first["Access-Control-Allow-Origin"] == "*" and "max-age=0" in first["Cache-Control"]
    assert first["Link"] == '<http://testserver/de/presse/zahl/>; rel="canonical"'
    known = {"If-None-Match": first["ETag"]}
    assert client.get(address, headers=known).status_code == 304
    assert client.post(address).status_code == 405
    release.title = "Anders"
    with publications.unit():
        release.save_revision().publish()
    assert client.get(address, headers=known).status_code == 200


def test_a_list_goes_on_where_its_page_does(client, newsroom):
    for number in range(12):
        newsroom.release(title=f"Meldung {number}", slug=f"meldung-{number}")
    first = read(client, "/de/presse/")
    assert first.count("## [Meldung") == 10 and "(http://testserver/de/presse/?page=2)" in first
    assert client.get(twin_of("/de/presse/") + "?page=2").content.count(b"## [Meldung") == 2
    assert client.get(twin_of("/de/presse/") + "?page=9").status_code == 404


def test_it_goes_where_its_page_goes(client, newsroom, release):
    address = twin_of("/de/presse/zahl/")
    release.slug = "ziel"
    with publications.unit():
        release.save_revision().publish()
    response = client.get(address)
    assert (response.status_code, response["Location"]) == (301, twin_of("/de/presse/ziel/"))
    assert response["Access-Control-Allow-Origin"] == "*"
    withdraw(release, reason="Ein Irrtum.", user=None)
    response = client.get(twin_of("/de/presse/ziel/"))
    assert response.status_code == 410 and "Ein Irrtum." in response.content.decode()


def test_there_is_none_of_what_not_everybody_may_read(client, admin_client, newsroom, release):
    newsroom.release(title="Gesperrt", slug="gesperrt", embargo_until=in_days(1))
    newsroom.release(title="Entwurf", slug="entwurf", live=False)
    with publications.unit():
        PageViewRestriction.objects.create(page=release, restriction_type="login")
    for who in (client, admin_client):
        for slug in ("gesperrt", "entwurf", "zahl", "nie"):
            assert who.get(twin_of(f"/de/presse/{slug}/")).status_code == 404


@pytest.mark.parametrize("path", ["/index.md", "/xx/index.md", "/de/presse/zahl/index.MD", "/de/presse/zahlindex.md"])
def test_there_is_none_elsewhere(client, release, path):
    assert client.get(path).status_code == 404


class TestLlms:
    def read(self, client):
        response = client.get("/llms.txt")
        assert response.status_code == 200 and response["Content-Type"] == "text/plain; charset=utf-8"
        return response.content.decode()

    def test_it_has_the_form_that_its_readers_expect(self, client, newsroom, release):
        with publications.unit():
            SiteTexts.objects.create(locale=newsroom.de, name="Raum [1]", motto="Alles Neue")
        lines = self.read(client).split("\n")
        assert lines[0] == "# Raum \\[1\\]" and "> Alles Neue" in lines
        behind = lines[lines.index(next(line for line in lines if line.startswith("## "))) :]
        assert all(re.match(r"## |- \[.+\]\(http://testserver/\S+\)(: |$)", line) for line in behind if line)

    def test_it_links_what_is_new_in_markdown_and_all_that_it_names_is_there(self, client, newsroom, release):
        newsroom.translate(release, title="Figures")
        said = self.read(client)
        assert "- [Zahl \\* Ziel](http://testserver/de/presse/zahl/index.md): Was geschehen ist." in said
        assert "Figures" not in said and "http://testserver/en/index.md" in said
        for address in LINK.findall(said):
            assert client.get(address.removeprefix("http://testserver")).status_code == 200

    def test_the_front_page_of_its_language_announces_it(self, client, newsroom, release):
        for path, is_announced in (("/de/", True), ("/en/", False), ("/de/presse/", False)):
            page = BeautifulSoup(client.get(path).content, "html.parser")
            found = page.find("link", rel="alternate", href="http://testserver/llms.txt")
            assert (found is not None) is is_announced

    def test_it_tells_nothing_of_what_nobody_sees(self, client, newsroom, release):
        newsroom.release(title="Gesperrt", embargo_until=in_days(1))
        first = client.get("/llms.txt")
        assert "Gesperrt" not in first.content.decode() and first["Access-Control-Allow-Origin"] == "*"
        known = {"If-None-Match": first["ETag"]}
        assert client.get("/llms.txt", headers=known).status_code == 304
        withdraw(release, reason="", user=None)
        assert client.get("/llms.txt", headers=known).status_code == 200 and "Zahl" not in self.read(client)
