"""What search engines read in pages: whole, true to the page, and nothing of what nobody may read."""

import datetime
import json
import re

import pytest
from bs4 import BeautifulSoup

from cms.content.models import SiteTexts
from cms.delivery import publications
from cms.delivery.models import Publication
from cms.delivery.views import render_page
from events.models import EventPage
from press.models import PressRelease
from tests.factories import (
    DocumentationFactory,
    EventFactory,
    EventSeriesFactory,
    ImageFactory,
    OrganisationFactory,
    PracticeReportFactory,
    TopicFactory,
    VenueFactory,
    in_days,
)

pytestmark = pytest.mark.django_db

SCRIPT = re.compile(rb'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
# What schema.org's readers need at least, by type.
NEEDED = {
    "NewsArticle": {"headline", "datePublished", "dateModified", "publisher", "inLanguage", "mainEntityOfPage"},
    "Article": {"headline", "datePublished", "dateModified", "publisher", "inLanguage", "mainEntityOfPage"},
    "WebPage": {"name", "url", "inLanguage", "dateModified"},
    "CollectionPage": {"name", "url", "inLanguage"},
    "ContactPage": {"name", "url", "inLanguage"},
    "Event": {"name", "startDate", "eventStatus", "eventAttendanceMode", "url", "inLanguage"},
    "EventSeries": {"name", "url"},
    "Organization": {"name"},
    "Place": {"name", "address"},
    "VirtualLocation": {"url"},
    "PostalAddress": set(),
    "BreadcrumbList": {"itemListElement"},
    "ListItem": {"position", "name", "item"},
    "ImageObject": {"url", "width", "height"},
    "Audience": {"audienceType"},
}
LINKED = {"Event": {"name", "url"}}  # those that another one names
DAY = r"\d{4}-\d{2}-\d{2}"
MOMENT = re.compile(rf"{DAY}(T\d{{2}}:\d{{2}}:\d{{2}}(\.\d+)?(Z|[+-]\d{{2}}:\d{{2}}))?")


def checked(value, top=True):
    """The node, if it and all in it have what their types need."""
    for node in value if isinstance(value, list) else [value]:
        if not isinstance(node, dict) or set(node) == {"@id"}:
            continue
        needed = NEEDED[node["@type"]] if top else LINKED.get(node["@type"], NEEDED[node["@type"]])
        assert needed <= set(node), f"{node['@type']} lacks {needed - set(node)}"
        for name, found in node.items():
            assert found not in (None, "", [])
            if (name.startswith("date") and name != "dateline") or name.endswith("Date"):
                assert MOMENT.fullmatch(found), name
            if name in {"url", "item", "@id", "mainEntityOfPage"}:
                assert found.startswith(("http://", "https://"))
            checked(found, top=False)
    return value


def data(client, path):
    """The nodes in the page by their types."""
    (block,) = SCRIPT.findall(client.get(path).content)
    said = json.loads(block)
    assert said["@context"] == "https://schema.org"
    return {node["@type"]: node for node in checked(said["@graph"])}


def path_of(page):
    return Publication.objects.get(page_id=page.pk).path


@pytest.fixture
def release(newsroom):
    topic = PressRelease._meta.get_field("topics").related_model(topic=TopicFactory(title="Arbeit"))
    return newsroom.release(
        title="Zahl & </script><!-- Ziel",
        slug="zahl",
        subheadline="Mehr Stellen",
        issuer=OrganisationFactory(name="Agentur", website="https://agentur.example.org"),
        topics=[topic],
        image=[("image", {"image": ImageFactory(credit="Kim Muster")})],
    )


def test_a_press_release_is_a_news_article(client, newsroom, release):
    found = data(client, "/de/presse/zahl/")
    article = found["NewsArticle"]
    assert article["headline"] == release.title and article["url"] == "http://testserver/de/presse/zahl/"
    assert (article["alternativeHeadline"], article["dateline"]) == ("Mehr Stellen", "Musterstadt")
    assert article["inLanguage"] == "de" and article["keywords"] == ["Arbeit"]
    assert article["author"] == {"@type": "Organization", "name": "Agentur", "url": "https://agentur.example.org"}
    assert article["image"]["creditText"] == "Kim Muster"
    assert article["publisher"] == {"@id": found["Organization"]["@id"]}


def test_no_word_of_a_text_ends_the_script(client, release):
    page = BeautifulSoup(client.get("/de/presse/zahl/").content, "html.parser")
    (script,) = page.find_all("script", type="application/ld+json")
    assert script.parent.name == "head" and json.loads(script.string)["@graph"][0]["headline"] == release.title


def test_its_day_counts_where_it_was_published_elsewhere_before(client, release):
    article = data(client, "/de/presse/zahl/")["NewsArticle"]
    assert article["datePublished"] == "2024-05-06"
    release.date = release.first_published_at.astimezone().date()
    with publications.unit():
        release.save_revision().publish()
    article = data(client, "/de/presse/zahl/")["NewsArticle"]
    assert datetime.datetime.fromisoformat(article["datePublished"]) == release.first_published_at


def test_the_way_to_a_page_leads_from_the_front_page(client, newsroom, release):
    items = data(client, "/de/presse/zahl/")["BreadcrumbList"]["itemListElement"]
    assert [item["position"] for item in items] == [1, 2, 3]
    assert [item["item"].removeprefix("http://testserver") for item in items] == [
        "/de/", "/de/presse/", "/de/presse/zahl/",
    ]  # fmt: skip
    assert "BreadcrumbList" not in data(client, "/de/")


def test_the_publisher_is_the_one_of_the_site(client, newsroom):
    with publications.unit():
        SiteTexts.objects.create(locale=newsroom.de, name="Raum", publisher=OrganisationFactory(name="Bundesamt"))
    assert data(client, "/de/")["Organization"]["name"] == "Bundesamt"


def test_a_practice_report_is_an_article(client, newsroom):
    report = PracticeReportFactory(parent=newsroom.practice, title="Gute Idee")
    assert data(client, path_of(report))["Article"]["headline"] == "Gute Idee"


def test_an_event_says_when_where_and_whether_it_is(client, newsroom):
    series = EventSeriesFactory(parent=newsroom.events, title="Reihe")
    host = EventPage._meta.get_field("hosts").related_model(organisation=OrganisationFactory(name="Amt"))
    event = EventFactory(
        parent=series,
        title="Treffen",
        starts_at=in_days(3).replace(hour=9, minute=30, second=0, microsecond=0),
        venue=VenueFactory(name="Haus", street="Weg 1", city="Stadt"),
        online=True,
        online_url="https://meet.example.org/",
        hosts=[host],
    )
    found = data(client, path_of(event))["Event"]
    assert datetime.datetime.fromisoformat(found["startDate"]) == event.starts_at and "headline" not in found
    assert found["eventStatus"] == "https://schema.org/EventScheduled"
    assert found["eventAttendanceMode"] == "https://schema.org/MixedEventAttendanceMode"
    place, virtual = found["location"]
    assert place["name"] == "Haus" and place["address"]["addressLocality"] == "Stadt"
    assert virtual["url"] == "https://meet.example.org/"
    assert found["superEvent"]["name"] == "Reihe" and found["organizer"][0]["name"] == "Amt"
    of_series = data(client, path_of(series))["EventSeries"]
    assert of_series["subEvent"][0]["url"] == found["url"]


def test_where_people_met_online_is_told_no_longer_than_by_the_page(client, newsroom):
    fields = {"online": True, "online_url": "https://meet.example.org/", "state": "cancelled"}
    event = EventFactory(parent=newsroom.events, title="Treffen", **fields)
    found = data(client, path_of(event))["Event"]
    assert found["eventStatus"] == "https://schema.org/EventCancelled"
    assert found["location"] == [{"@type": "VirtualLocation", "url": found["url"]}]


def test_an_event_without_a_day_is_a_page_yet(client, newsroom):
    event = EventFactory(parent=newsroom.events, title="Irgendwann", starts_at=None)
    assert data(client, path_of(event))["WebPage"]["name"] == "Irgendwann"


def test_the_documentation_of_an_event_is_about_it(client, newsroom):
    event = EventFactory(parent=newsroom.events, title="Treffen", state="held")
    documentation = DocumentationFactory(parent=event, title="Was gesagt wurde")
    about = data(client, path_of(documentation))["Article"]["about"]
    assert about["name"] == "Treffen" and about["startDate"] == "2024-07-16"


def test_every_public_page_has_one(client, newsroom, release):
    newsroom.translate(release, title="Figures")
    for path in Publication.objects.values_list("path", flat=True):
        assert "Organization" in data(client, path)


def test_it_links_nothing_that_nobody_sees(client, newsroom):
    series = EventSeriesFactory(parent=newsroom.events, title="Reihe")
    EventFactory(parent=series, title="Entwurf", live=False)
    assert "subEvent" not in data(client, path_of(series))["EventSeries"]


@pytest.mark.parametrize("is_preview", [True, False])
def test_what_is_shown_to_some_only_has_none(rf, newsroom, is_preview):
    event = EventFactory(parent=newsroom.events, title="Treffen", live=False)
    request = rf.get("/de/veranstaltungen/treffen/")
    request.is_preview = is_preview
    said = render_page(event, request).content
    assert b"Treffen" in said and b"ld+json" not in said and b'rel="alternate"' not in said


def test_a_document_of_an_earlier_version_is_shown_without_it_until_it_is_presented_anew(client, release):
    row = Publication.objects.get(type="press-releases")
    del row.document["corrections"]
    row.save()
    response = client.get("/de/presse/zahl/")
    assert response.status_code == 200 and not SCRIPT.search(response.content)
