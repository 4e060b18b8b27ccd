"""Publications as ninjs 3.1: valid, true to the page, and canceled when they are withdrawn."""

import datetime
import json
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from jsonschema import Draft202012Validator
from wagtail.rich_text import RichText

from cms.delivery import publications
from cms.delivery.models import Publication
from cms.delivery.withdrawal import withdraw
from events.models import EventPage
from press.models import PressRelease, PressReleaseCorrection
from tests.factories import (
    DocumentationFactory,
    EventFactory,
    ImageFactory,
    OrganisationFactory,
    PracticeReportFactory,
    TopicFactory,
    VenueFactory,
    in_days,
)

pytestmark = pytest.mark.django_db

SCHEMA = Draft202012Validator(json.loads((Path(__file__).parent / "formats/ninjs_3_1.json").read_text()))


def address(page, locale="de"):
    return f"/api/v1/publications/{page.translation_key}/ninjs?locale={locale}"


def item(client, page, locale="de"):
    response = client.get(address(page, locale))
    assert response.status_code == 200 and response["Content-Type"] == "application/json"
    found = response.json()
    assert not [error.message for error in SCHEMA.iter_errors(found)]
    return found


@pytest.fixture
def release(newsroom):
    topic = PressRelease._meta.get_field("topics").related_model(topic=TopicFactory(title="Arbeit"))
    return newsroom.release(
        title="Zahl & Ziel",
        slug="zahl",
        kicker="Bilanz",
        issuer=OrganisationFactory(name="Agentur"),
        topics=[topic],
        image=[("image", {"image": ImageFactory(credit="Kim Muster"), "caption": "Eine Farbe"})],
        body=[("rich_text", RichText('<p>Mehr in <a href="/de/">einem Bericht</a>.</p>'))],
    )


def test_a_press_release_as_agencies_exchange_it(client, newsroom, release):
    found = item(client, release)
    assert found["uri"] == f"urn:x-newsroom:{release.translation_key}:de" and found["pubStatus"] == "usable"
    assert (found["type"], found["language"], found["located"]) == ("text", "de", "Musterstadt")
    assert {line["role"]: line["value"] for line in found["headlines"]} == {"main": "Zahl & Ziel", "kicker": "Bilanz"}
    assert found["by"] == "Agentur" and found["subjects"][0]["name"] == "Arbeit"
    assert found["descriptions"] == [{"value": "Was geschehen ist."}]
    assert {one["name"]: one["href"] for one in found["renditions"]}["web"] == "http://testserver/de/presse/zahl/"


def test_its_text_is_whole_in_html_and_in_markdown_without_its_heading(client, release):
    html, markdown = item(client, release)["bodies"]
    text = BeautifulSoup(html["value"], "html.parser")
    assert text.a["href"] == "http://testserver/de/" and "Zahl" not in text.get_text() and not text.find("h1")
    assert "Was geschehen ist." in text.get_text() and "[einem Bericht](http://testserver/de/)" in markdown["value"]
    assert {name for tag in text.find_all() for name in tag.attrs} <= {"href", "hreflang", "src", "alt", "width",
                                                                        "height", "datetime", "lang"}  # fmt: skip


def test_an_address_that_is_none_breaks_nothing(client, newsroom):
    body = [("rich_text", RichText('<p>Siehe <a href="http://[kaputt">dort</a>.</p>'))]
    release = newsroom.release(title="Meldung", slug="meldung", body=body)
    html, _markdown = item(client, release)["bodies"]
    assert "dort" in html["value"] and client.get("/de/presse/meldung/index.md").status_code == 200


def test_a_text_nested_deeper_than_anybody_reads_breaks_nothing(client, newsroom):
    body = [("rich_text", RichText(f"{'<ul><li>' * 400}Tief{'</li></ul>' * 400}"))]
    release = newsroom.release(title="Meldung", slug="meldung", body=body)
    html, markdown = item(client, release)["bodies"]
    assert "Tief" in html["value"] and "Tief" in markdown["value"]
    assert "Tief" in client.get("/de/presse/meldung/index.md").content.decode()


def test_its_picture_comes_in_all_sizes_with_its_rights(client, release):
    (picture,) = item(client, release)["associations"]
    assert (picture["type"], picture["by"], picture["name"]) == ("picture", "Kim Muster", "Eine Farbe")
    for type_ in ("image/webp", "image/jpeg"):
        widths = [one["width"] for one in picture["renditions"] if one["contentType"] == type_]
        assert widths and widths == sorted(widths)
    assert all(one["href"].startswith("http://testserver/files/images/") for one in picture["renditions"])


def test_corrections_are_told_to_who_receives_it(client, newsroom):
    correction = PressReleaseCorrection(date=datetime.date(2024, 5, 7), text="Es sind sechs.")
    release = newsroom.release(title="Zahl", corrections=[correction])
    assert item(client, release)["edNote"] == "2024-05-07: Es sind sechs."


def test_an_event_has_its_dates_and_its_place(client, newsroom):
    venue = VenueFactory(name="Haus", street="Weg 1", postal_code="01234", city="Stadt")
    host = EventPage._meta.get_field("hosts").related_model(organisation=OrganisationFactory(name="Amt"))
    event = EventFactory(parent=newsroom.events, title="Treffen", venue=venue, hosts=[host], ends_at=None)
    found = item(client, event)
    assert found["type"] == "event" and found["organisations"][0]["name"] == "Amt"
    assert found["eventDetails"]["dates"] == {"startDate": "2024-07-16T16:00:00+02:00"}
    address = {"lines": ["Weg 1"], "locality": "Stadt", "postalCode": "01234"}
    assert found["places"][0]["contactInfo"] == [{"type": "physical", "address": address}]
    days = EventFactory(parent=newsroom.events, title="Tage", time_open=True)
    assert item(client, days)["eventDetails"]["dates"] == {"expectedStartDate": "2024-07-16"}
    assert item(client, EventFactory(parent=newsroom.events, title="Irgendwann", starts_at=None))["type"] == "text"


def test_every_publication_is_one(client, newsroom, release):
    newsroom.translate(release, title="Figures")
    PracticeReportFactory(parent=newsroom.practice, title="Gute Idee", carrier=OrganisationFactory())
    event = EventFactory(parent=newsroom.events, title="Treffen", state="held", ends_at=in_days(1))
    assert item(client, DocumentationFactory(parent=event, title="Danach"))["events"][0]["name"] == "Treffen"
    for row in Publication.objects.all():
        found = client.get(f"/api/v1/publications/{row.key}/ninjs?locale={row.locale}")
        assert found.status_code == 200 and not list(SCHEMA.iter_errors(found.json())), row.path
        page = BeautifulSoup(client.get(row.path).content, "html.parser")
        (link,) = page.find_all("link", rel="alternate", title="ninjs 3.1")
        assert client.get(link["href"].removeprefix("http://testserver")).json() == found.json()


def test_its_languages_name_each_other(client, newsroom, release):
    english = newsroom.translate(release, title="Figures")
    (link,) = [one for one in item(client, release)["associations"] if one["rel"] == "translation"]
    assert link["uri"] == item(client, english, "en")["uri"] and link["language"] == "en"


def test_what_is_withdrawn_is_canceled_with_a_note(client, release):
    name = item(client, release)["uri"]
    withdraw(release, reason="Die Zahl war falsch.", user=None)
    found = item(client, release)
    assert (found["uri"], found["pubStatus"]) == (name, "canceled")
    assert found["edNote"] == "Zurückgezogen: Die Zahl war falsch." and "Ziel" not in json.dumps(found)
    release.refresh_from_db()
    with publications.unit():
        release.save_revision().publish()
    assert item(client, release)["pubStatus"] == "usable"


def test_without_a_reason_there_is_a_note_all_the_same(client, release):
    withdraw(release, reason="", user=None)
    assert item(client, release)["edNote"] == "Zurückgezogen"


def test_its_version_rises_with_each_change(client, release):
    before = item(client, release)
    release.title = "Anders"
    with publications.unit():
        release.save_revision().publish()
    after = item(client, release)
    assert int(after["version"]) > int(before["version"]) and after["uri"] == before["uri"]
    assert after["firstCreated"] == before["firstCreated"] and after["versionCreated"] > before["versionCreated"]


def test_nothing_is_told_of_what_nobody_sees(client, newsroom):
    for page in (newsroom.release(title="Gesperrt", embargo_until=in_days(1)), newsroom.release(live=False)):
        assert client.get(address(page)).status_code == 404


def test_it_is_the_same_until_something_changes_and_open_to_all(client, release):
    first = client.get(address(release))
    assert first["Access-Control-Allow-Origin"] == "*" and first["Content-Language"] == "de"
    known = {"If-None-Match": first["ETag"]}
    assert client.get(address(release), headers=known).status_code == 304
    assert client.head(address(release))["ETag"] == first["ETag"] and client.post(address(release)).status_code == 405
    withdraw(release, reason="", user=None)
    assert client.get(address(release), headers=known).status_code == 200


@pytest.mark.parametrize(
    ("path", "status"),
    [("1/ninjs", 404), ("{}/ninjs?locale=xx", 422), ("{}/ninjs?fallback=original", 400), ("{}/ninjs?locale=fr", 404)],
)
def test_there_is_no_other(client, release, path, status):
    response = client.get(f"/api/v1/publications/{path.format(release.translation_key)}")
    assert (response.status_code, response["Content-Type"]) == (status, "application/problem+json")
