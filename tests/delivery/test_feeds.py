"""Feeds: the newest of each type, in three formats, valid, of one language, and true to the second."""

import datetime
import re
from xml.etree import ElementTree as ET

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from cms.delivery import publications
from cms.delivery.feeds import FORMATS, ITEMS
from cms.delivery.withdrawal import withdraw
from press.models import PressRelease
from tests.factories import TopicFactory, in_days

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"


def feed(client, format_="json", locale="de", type_="press-releases", **narrowed):
    response = client.get(f"/feeds/{locale}/{type_}.{format_}", narrowed)
    assert response.status_code == 200
    return response


def titles(client, **asked):
    return [item["title"] for item in feed(client, **asked).json()["items"]]


@pytest.fixture
def release(newsroom):
    return newsroom.release(title="Zahl & Ziel", slug="zahl", lead="Fünf <Stellen> mehr.")


def test_each_holds_the_newest_of_its_type_and_language(client, newsroom, release):
    newsroom.translate(release, title="Figures")
    newsroom.page(title="Seite")
    assert titles(client) == ["Zahl & Ziel"] and titles(client, locale="en") == ["Figures"]
    assert titles(client, type_="pages") == ["Seite", *titles(client, type_="pages")[1:]]
    for number in range(ITEMS):
        newsroom.release(title=f"Meldung {number}")
    assert len(titles(client)) == ITEMS


def test_json_feed_has_what_its_version_asks_for(client, release):
    response = feed(client)
    assert response["Content-Type"] == "application/feed+json"
    said = response.json()
    assert (said["version"], said["language"]) == ("https://jsonfeed.org/version/1.1", "de")
    assert said["feed_url"] == "http://testserver/feeds/de/press-releases.json"
    (item,) = said["items"]
    assert item["content_text"] == "Fünf <Stellen> mehr." and item["url"] == "http://testserver/de/presse/zahl/"
    assert datetime.datetime.fromisoformat(item["date_published"]).tzinfo


def test_rss_has_what_its_version_asks_for(client, release):
    response = feed(client, "rss")
    assert response["Content-Type"] == "application/rss+xml; charset=utf-8"
    root = ET.fromstring(response.content)  # noqa: S314 # our own
    channel, (item,) = root[0], root.findall("./channel/item")
    assert root.get("version") == "2.0" and channel.findtext("language") == "de"
    assert all(channel.findtext(name) for name in ("title", "link", "description", "lastBuildDate"))
    assert channel.find(f"{ATOM}link").get("rel") == "self"
    assert item.find("guid").get("isPermaLink") == "false" and item.findtext("title") == "Zahl & Ziel"
    assert re.fullmatch(r"\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d [+-]\d{4}", item.findtext("pubDate"))


def test_atom_has_what_its_version_asks_for(client, release):
    response = feed(client, "atom")
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    root = ET.fromstring(response.content)  # noqa: S314 # our own
    (entry,) = root.findall(f"{ATOM}entry")
    for found in (root, entry):
        assert all(found.findtext(f"{ATOM}{name}") for name in ("id", "title", "updated"))
    assert entry.findtext(f"{ATOM}id") == f"urn:x-newsroom:{release.translation_key}:de"
    assert {link.get("rel") for link in root.findall(f"{ATOM}link")} == {"alternate", "self"}


def test_an_item_keeps_its_name_whatever_becomes_of_its_address_and_words(client, release):
    before = feed(client).json()["items"][0]
    release.slug, release.title = "andere", "Anders"
    with publications.unit():
        release.save_revision().publish()
    after = feed(client).json()["items"][0]
    assert after["id"] == before["id"] and after["url"] != before["url"]
    assert after["date_published"] == before["date_published"] and after["date_modified"] > before["date_modified"]


@pytest.mark.parametrize("format_", FORMATS)
def test_nothing_is_told_of_what_nobody_sees(client, newsroom, release, format_):
    newsroom.release(title="Gesperrt", embargo_until=in_days(1))
    newsroom.release(title="Entwurf", live=False)
    assert "Gesperrt" not in (said := feed(client, format_).content.decode()) and "Entwurf" not in said
    withdraw(release, reason="", user=None)
    assert "Zahl" not in feed(client, format_).content.decode()


@pytest.mark.parametrize("format_", FORMATS)
def test_it_is_the_same_until_something_changes(client, newsroom, format_):
    first = feed(client, format_)
    assert first.content == feed(client, format_).content
    address = f"/feeds/de/press-releases.{format_}"
    assert client.get(address, headers={"If-None-Match": first["ETag"]}).status_code == 304
    newsroom.release(title="Neu")
    assert client.get(address, headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_it_is_narrowed_as_lists_are(client, newsroom, release):
    topic = TopicFactory(title="Arbeit")
    link = PressRelease._meta.get_field("topics").related_model
    newsroom.release(title="Zum Thema", topics=[link(topic=topic)])
    assert titles(client, topic=topic.translation_key) == ["Zum Thema"]


@pytest.mark.parametrize(
    "address",
    ["xx/press-releases.rss", "de/nothing.rss", "fr/press-releases.json"],
)
def test_there_is_no_other(client, newsroom, address):
    newsroom.press  # noqa: B018  # made when first asked for
    assert client.get(f"/feeds/{address}").status_code == 404


@pytest.mark.parametrize(
    ("asked", "status"), [("q=a", 400), ("topic=1&topic=2", 400), ("audience=1", 400), ("topic=1", 422)]
)
def test_what_no_list_is_narrowed_by_is_refused_as_by_the_api(client, newsroom, asked, status):
    response = client.get(f"/feeds/de/press-releases.rss?{asked}")
    assert (response.status_code, response["Content-Type"]) == (status, "application/problem+json")
    assert [wrong["parameter"] for wrong in response.json()["errors"]] == [asked.partition("=")[0]]


def test_who_posts_is_told_what_may_be_asked(newsroom):
    response = Client(enforce_csrf_checks=True).post("/feeds/de/press-releases.rss")
    assert response.status_code == 405 and "GET" in response["Allow"]


def test_nobody_s_session_is_told_of_by_what_all_may_read(client, newsroom, release):
    client.cookies["sessionid"] = "abc"
    for address in ("/feeds/de/press-releases.rss", "/api/v1/press-releases", "/de/index.md"):
        response = client.get(address)
        assert "Cookie" not in response.get("Vary", "") and "sessionid" not in response.cookies, address


def test_the_page_of_a_list_announces_its_feeds(client, newsroom, release):
    page = BeautifulSoup(client.get("/de/presse/").content, "html.parser")
    found = {link["type"]: link["href"] for link in page.find_all("link", rel="alternate", type=True)}
    assert {"application/rss+xml", "application/atom+xml", "application/feed+json"} <= found.keys()
    for address in found.values():
        assert client.get(address).status_code == 200
