"""The partner's website: what the copy holds stands in it, safely and in each language; events bring it up to date."""

import datetime
import http.client
import importlib.util
import json
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.conf import settings as the_settings
from django.utils import timezone
from wagtail.rich_text import RichText

from cms.delivery import publications
from cms.delivery.withdrawal import withdraw
from cms.webhooks import signing
from tests import factories
from tests.clients.test_mirror import API, Site, mirror

FOLDER = Path(the_settings.BASE_DIR) / "deploy/partner-demo"
NOWHERE = "http://127.0.0.1:9"  # the discard port, at which nobody listens
SECRET = signing.new_secret()


def build(file: Path, site: Path, newsroom: str = NOWHERE) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(FOLDER / "build.py"), str(file), str(site), "--newsroom", newsroom]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.fixture
def built(client, newsroom, tmp_path):
    """Makes the site of what the newsroom has published."""
    file, site = tmp_path / "copy.sqlite3", tmp_path / "site"

    def made() -> Path:
        copy = mirror.Mirror(API, str(file), fetch=Site(client))
        copy.sync()
        copy.database.close()
        done = build(file, site)
        assert done.returncode == 0, done.stderr
        return site

    return made


def read(site: Path, page: Any, locale: str = "de", type_: str = "press-releases") -> BeautifulSoup:
    return BeautifulSoup((site / locale / type_ / str(page.translation_key) / "index.html").read_text(), "html.parser")


@pytest.fixture
def release(newsroom):
    image = [("image", {"image": factories.ImageFactory(), "caption": "Eine Farbe", "credit": "Foto: Muster"})]
    body = [("rich_text", RichText("<p>Gemeinsam.</p>")), ("heading", "Danach")]
    with publications.unit():
        return newsroom.release(title="Ein Netz & mehr", slug="netz", image=image, body=body)


def test_a_document_stands_there_in_each_language_and_leads_to_the_others(newsroom, release, built):
    newsroom.translate(release, title="A network", slug="network")
    site = built()
    german, english = read(site, release), read(site, release, "en")
    assert german.html["lang"] == "de" and german.h1.text == "Ein Netz & mehr" and english.h1.text == "A network"
    for page in (german, english):
        there = {link["hreflang"]: link["href"] for link in page.select("link[hreflang]")}
        assert there == {
            locale: f"http://127.0.0.1:8100/{locale}/press-releases/{release.translation_key}/"
            for locale in ("de", "en")
        }
    assert "Danach" in [heading.text for heading in german.select("h2")] and "Gemeinsam." in german.text


def test_images_keep_what_they_show_and_whom_to_credit(release, built):
    page = read(built(), release)
    assert page.img["alt"] and page.img["src"].startswith("http://testserver/files/images/")
    assert "Foto: Muster" in page.figcaption.text
    assert page.select_one(".source a")["href"] == "http://testserver/de/presse/netz/"
    assert page.select_one("a[rel=license]")


def test_every_link_within_leads_somewhere(newsroom, release, built):
    newsroom.translate(release, title="A network", slug="network")
    with publications.unit():
        series = factories.EventSeriesFactory(parent=newsroom.events, title="Reihe", slug="reihe")
        factories.EventFactory(parent=series, title="Treffen", slug="treffen")
    site = built()
    pages = list(site.rglob("index.html"))
    links = {
        link["href"] for page in pages for link in BeautifulSoup(page.read_text(), "html.parser").select("[href^='/']")
    }
    assert len(pages) >= 9
    assert [link for link in links if not (site / link.strip("/")).exists()] == []


def test_links_to_other_texts_stay_within(newsroom, release, built):
    link = RichText(f'<p><a linktype="page" id="{release.pk}">Mehr</a></p>')
    with publications.unit():
        other = newsroom.release(title="Zwei", slug="zwei", body=[("rich_text", link)])
    link = read(built(), other).find("a", string="Mehr")
    assert link["href"] == f"/de/press-releases/{release.translation_key}/"


def test_words_are_no_markup(newsroom, built):
    with publications.unit():
        release = newsroom.release(title='<script src="//x"></script>"', slug="netz", kicker="<b>")
    site = built()
    page = read(site, release)
    assert not page.script and page.h1.text.startswith("<script") and page.select_one(".kicker").text == "<b>"
    assert not BeautifulSoup((site / "de/index.html").read_text(), "html.parser").script


def test_what_was_withdrawn_is_gone(release, built):
    assert read(built(), release)
    withdraw(release, reason="Ein Irrtum.", user=None)
    site = built()
    assert "Ein Netz" not in "".join(page.read_text() for page in site.rglob("*.html"))
    assert not (site / "de/press-releases" / str(release.translation_key)).exists()


@contextmanager
def feed(items: Any) -> Iterator[str]:
    """A newsroom that has nothing but a feed."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(json.dumps({"items": items}).encode() if items is not None else b"<html>")

        def log_message(self, *args: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as running:
        threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        yield f"http://127.0.0.1:{running.server_port}"
        running.shutdown()


@pytest.mark.parametrize("items", [[{"url": "https://example.org/?a=1&b=2", "title": "Eins & zwei"}], [], None])
def test_the_ministry_has_the_newest_of_the_feed_without_scripts_and_else_a_link(release, built, tmp_path, items):
    built()
    with feed(items) as newsroom:
        assert build(tmp_path / "copy.sqlite3", tmp_path / "site", newsroom).returncode == 0
    page = BeautifulSoup((tmp_path / "site/index.html").read_text(), "html.parser")
    inside = [link["href"] for link in page.select_one("treffpunkt-list").select("a")]
    assert inside == [*(item["url"] for item in items or []), f"{newsroom}/feeds/de/press-releases.rss"]
    assert page.script["src"] == f"{newsroom}/embed/newsroom.js"
    assert not page.select("style, [style]")


def test_no_folder_of_somebody_else_is_replaced(release, built, tmp_path):
    built()
    theirs = tmp_path / "theirs"
    theirs.mkdir()
    (theirs / "letter.txt").write_text("Brief")
    refused = build(tmp_path / "copy.sqlite3", theirs)
    assert refused.returncode == 2 and (theirs / "letter.txt").exists()


def test_without_a_copy_the_site_stays_as_it_was(release, built, tmp_path):
    site = built()
    assert build(tmp_path / "nothing.sqlite3", site).returncode != 0
    assert read(site, release)
    assert build(tmp_path / "copy.sqlite3", site, "file:///etc").returncode == 2


def load_receiver() -> Any:
    spec = importlib.util.spec_from_file_location("partner_receiver", FOLDER / "receiver.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


receiver = load_receiver()
EVENT = b'{"type": "publication.updated"}'


@pytest.fixture
def posted():
    """Sends something to a receiver; gives the status, and whether it took it for an event."""
    news = threading.Event()
    running = receiver.server(0, SECRET, news)
    threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    def post(headers: dict[str, str], body: bytes = EVENT) -> tuple[int, bool]:
        news.clear()
        connection = http.client.HTTPConnection("127.0.0.1", running.server_port, timeout=10)
        connection.request("POST", "/", body=body, headers=headers)
        status = connection.getresponse().status
        connection.close()
        return status, news.is_set()

    yield post
    running.shutdown()
    running.server_close()


def signed(secret: str = SECRET, age: int = 0) -> dict[str, str]:
    return signing.headers([secret], "msg_1", timezone.now() - datetime.timedelta(seconds=age), EVENT)


def test_events_of_the_newsroom_are_taken_also_while_its_secret_is_replaced(posted):
    both = signing.headers([signing.new_secret(), SECRET], "msg_1", timezone.now(), EVENT)
    assert posted(signed()) == posted(both) == (204, True)


@pytest.mark.parametrize(
    "headers",
    [
        {},
        signed(signing.new_secret()),
        signed() | {"webhook-id": "msg_2"},
        signed() | {"webhook-timestamp": "soon"},
        signed() | {"webhook-signature": "v1,\xe4"},
    ],
)
def test_nothing_else_is_taken(posted, headers):
    assert posted(headers) == (401, False)
    assert posted(signed(), EVENT + b" ") == (401, False)


def test_old_events_and_huge_ones_are_refused(posted):
    assert posted(signed(age=600)) == (401, False)
    assert posted(signed() | {"Content-Length": "x"})[1] is False
    assert posted(signed(), b"x" * (receiver.LARGEST + 1)) == (413, False)


@pytest.mark.django_db(transaction=True)
def test_after_an_event_the_site_says_what_the_newsroom_says(live_server, newsroom, settings, tmp_path):
    settings.PUBLIC_URL = live_server.url
    with publications.unit():
        release = newsroom.release(title="Ein Netz", slug="netz")
    file, site = tmp_path / "copy.sqlite3", tmp_path / "site"
    assert receiver.follow(file, site, live_server.url, "http://127.0.0.1:8100")
    assert read(site, release).h1.text == "Ein Netz"
    assert re.search("Ein Netz", (site / "index.html").read_text())
    release.title = "Zwei Netze"
    with publications.unit():
        release.save_revision().publish()
    assert receiver.follow(file, site, live_server.url, "http://127.0.0.1:8100")
    assert read(site, release).h1.text == "Zwei Netze"
