"""The JSON API's promises, checked on every endpoint that its own description lists."""

import datetime
import json
import re
from urllib.parse import quote, urlencode
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.contrib.staticfiles import finders
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cms.content.models import MissingPages, SiteTexts
from cms.content.schemas import Words
from cms.delivery import publications, registry
from cms.delivery.api.absolute import _shapes, html_fields
from cms.delivery.api.cursor import encode
from cms.delivery.models import Publication
from cms.delivery.search_text import marks
from press.models import PressRelease
from tests.factories import EventFactory, EventSeriesFactory, OrganisationFactory, TopicFactory, in_days
from tests.proof import sampled

pytestmark = pytest.mark.databases

API = "/api/v1"
BERLIN = ZoneInfo("Europe/Berlin")

HOSTILE = [
    "", " ", "\x00", "%00", "\ud800".encode("utf-16", "surrogatepass").decode("latin-1"), "\udcff", "2" * 400,
    str(2**63), "-1", "0", "1e3", "1_0", "NaN", "null", "true", "[]", "{}", "'", '"', "--", "%", "\\", "../../etc",
    "0001-01-01", "9999-12-31", "2024-02-30", "2024-1-1", "00000000-0000-0000-0000-000000000000", "e\u0301\u202e",
    "🦆", "x" * 7_000, " ".join(["wort"] * 2_000), "a OR b", 'NEAR("a" "b", 2)', "text:*", "*", "^a", "( a",
    encode("9" * 18 + ".1"), encode("-" + "9" * 18 + ".1"), encode("0.9223372036854775808"), encode("x"), "AA==", "_w",
]  # fmt: skip


@pytest.fixture(scope="module")
def description(django_db_setup, django_db_blocker):
    return Client().get(f"{API}/openapi.json").json()


def operations(description):
    return [(path, operations["get"]) for path, operations in description["paths"].items()]


def required_by(operation):
    """A value for every query parameter that an operation insists on."""
    return {
        found["name"]: "/de/" if found["name"] == "path" else "wort"
        for found in operation["parameters"]
        if found["in"] == "query" and found["required"]
    }


def get(client, path, **params):
    return client.get(f"{API}/{path}", {name.rstrip("_"): value for name, value in params.items()})


def titles(response):
    assert response.status_code == 200, response.content
    return [item["title"] for item in response.json()["items"]]


def is_problem(response):
    content = json.loads(response.content)
    return (
        response["Content-Type"] == "application/problem+json"
        and content["status"] == response.status_code
        and bool(content["title"])
    )


def release(newsroom, title, day=6, **fields):
    return newsroom.release(title=title, date=datetime.date(2024, 5, day), **fields)


def test_every_registered_type_has_a_list_and_a_detail(description):
    for type_ in registry.types():
        assert f"{API}/{type_}" in description["paths"]
        assert f"{API}/{type_}/{{id}}" in description["paths"]


def test_a_list_holds_summaries_with_their_addresses(client, newsroom):
    page = release(newsroom, "Neue Beratungsstelle", lead="Sie hilft allen.", place="Musterstadt")
    item = get(client, "press-releases").json()["items"][0]
    assert item["id"] == str(page.translation_key)
    assert item["title"] == "Neue Beratungsstelle"
    assert item["teaser"] == "Sie hilft allen."
    assert item["date"] == "2024-05-06"
    assert item["url"] == f"http://testserver{item['path']}"
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z", item["updated_at"])
    assert "body" not in item
    assert client.get(item["api_url"]).json()["title"] == "Neue Beratungsstelle"


def test_a_detail_holds_the_document(client, newsroom):
    page = release(newsroom, "Neue Beratungsstelle", lead="Sie hilft allen.")
    document = get(client, f"press-releases/{page.translation_key}").json()
    assert document["lead"] == "Sie hilft allen."
    assert document["breadcrumbs"][0]["title"] == "Startseite"
    assert document["url"] == f"http://testserver{document['path']}"
    stored = Publication.objects.get(page_id=page.pk).document
    assert {name: document[name] for name in stored} == stored


def test_the_language_is_chosen_and_said(client, newsroom):
    page = release(newsroom, "Deutsch")
    newsroom.translate(page, title="English")
    german = get(client, f"press-releases/{page.translation_key}")
    english = get(client, f"press-releases/{page.translation_key}", locale="en")
    assert (german.json()["title"], german["Content-Language"]) == ("Deutsch", "de")
    assert (english.json()["title"], english["Content-Language"]) == ("English", "en")
    assert titles(get(client, "press-releases", locale="en")) == ["English"]
    assert get(client, "press-releases", locale="xx").status_code == 422


def test_a_publication_missing_in_a_language_names_those_it_has(client, newsroom):
    page = release(newsroom, "Nur auf Deutsch")
    SiteTexts.objects.create(name="Site", locale=newsroom.en, missing_pages=MissingPages.NOT_FOUND)
    with CaptureQueriesContext(connection) as queries:
        response = get(client, f"press-releases/{page.translation_key}", locale="en")
    assert response.status_code == 404
    assert is_problem(response)
    assert response.json()["available"] == ["de"]
    assert b"Nur auf" not in response.content
    assert len(queries) <= 6  # the item, its tombstone, its other languages, and what the site gives instead


def test_nobody_learns_of_what_is_not_public(client, newsroom):
    page = release(newsroom, "Geheim", live=False)
    Publication.objects.filter(page_id=release(newsroom, "Versteckt").pk).update(hidden=True)
    expired = release(newsroom, "Abgelaufen")
    past = datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)
    Publication.objects.filter(page_id=expired.pk).update(expires_at=past)
    assert titles(get(client, "press-releases")) == []
    for key in (page.translation_key, expired.translation_key):
        response = get(client, f"press-releases/{key}")
        assert response.status_code == 404
        assert "available" not in response.json()


def test_a_detail_answers_under_its_own_type_only(client, newsroom):
    page = release(newsroom, "Meldung")
    response = get(client, f"events/{page.translation_key}")
    assert response.status_code == 404
    assert "available" not in response.json()


@pytest.mark.parametrize("limit", [1, 20, 100])
def test_a_list_costs_at_most_two_queries(client, newsroom, limit):
    for day in range(1, 5):
        release(newsroom, f"Meldung {day}", day)
    with CaptureQueriesContext(connection) as queries:
        get(client, "press-releases", limit=limit, place="Musterstadt", topic=uuid4(), from_="2024-01-01")
    assert len(queries) <= 2
    with CaptureQueriesContext(connection) as queries:
        assert len(titles(get(client, "press-releases", limit=limit))) == min(limit, 4)
    assert len(queries) <= 2


def test_a_detail_costs_at_most_two_queries(client, newsroom):
    page = release(newsroom, "Meldung")
    with CaptureQueriesContext(connection) as queries:
        assert get(client, f"press-releases/{page.translation_key}").status_code == 200
    assert len(queries) <= 2


def test_a_cursor_goes_on_behind_the_last_item_while_new_ones_are_published(client, newsroom):
    for day in range(1, 6):
        release(newsroom, f"Meldung {day}", day)
    first = get(client, "press-releases", limit=2)
    assert titles(first) == ["Meldung 5", "Meldung 4"]
    release(newsroom, "Eilmeldung", 9)
    release(newsroom, "Nachtrag", 2)
    second = get(client, "press-releases", limit=2, cursor=first.json()["next"])
    assert titles(second) == ["Meldung 3", "Nachtrag"]
    third = get(client, "press-releases", limit=2, cursor=second.json()["next"])
    assert titles(third) == ["Meldung 2", "Meldung 1"]
    assert third.json()["next"] is None


def test_paging_by_one_meets_every_item_of_a_day_once(client, newsroom):
    for number in range(4):
        release(newsroom, f"Meldung {number}")
    seen, cursor = [], ""
    for _ in range(4):
        response = get(client, "press-releases", limit=1, **({"cursor": cursor} if cursor else {}))
        seen += titles(response)
        cursor = response.json()["next"]
    assert seen == ["Meldung 3", "Meldung 2", "Meldung 1", "Meldung 0"]
    assert cursor is None


def test_days_are_whole_days_in_berlin(client, newsroom):
    for moment in (
        datetime.datetime(2024, 7, 15, 23, 59, 59, tzinfo=BERLIN),
        datetime.datetime(2024, 7, 16, 0, 0, tzinfo=BERLIN),
        datetime.datetime(2024, 7, 16, 23, 59, 59, tzinfo=BERLIN),
        datetime.datetime(2024, 7, 17, 0, 0, tzinfo=BERLIN),
    ):
        EventFactory(parent=newsroom.events, title=moment.isoformat()[:16], starts_at=moment)
    assert titles(get(client, "events", from_="2024-07-16", to="2024-07-16")) == [
        "2024-07-16T23:59",
        "2024-07-16T00:00",
    ]
    assert titles(get(client, "events", from_="2024-07-17")) == ["2024-07-17T00:00"]
    assert titles(get(client, "events", to="2024-07-15")) == ["2024-07-15T23:59"]
    assert len(titles(get(client, "events", from_="0001-01-01", to="9999-12-31"))) == 4
    assert titles(get(client, "events", to="0001-12-31")) == []


def test_lists_are_narrowed_by_what_documents_name(client, newsroom):
    topic, issuer = TopicFactory(title="Integration"), OrganisationFactory(name="Agentur")
    link = PressRelease._meta.get_field("topics").related_model
    release(newsroom, "Beides", issuer=issuer, topics=[link(topic=topic)], place="Ulm")
    release(newsroom, "Nur der Ort", 5, place="Ulm")
    release(newsroom, "Nichts davon", 4, place="Neu-Ulm")
    assert titles(get(client, "press-releases", topic=topic.translation_key)) == ["Beides"]
    assert titles(get(client, "press-releases", organisation=issuer.translation_key)) == ["Beides"]
    assert titles(get(client, "press-releases", place="Ulm")) == ["Beides", "Nur der Ort"]
    assert titles(get(client, "press-releases", place="Ulm", topic=topic.translation_key)) == ["Beides"]
    assert titles(get(client, "press-releases", topic=uuid4())) == []


def test_a_comma_means_either_but_in_a_name(client, newsroom):
    for day, place in enumerate(("Ulm", "Neu-Ulm", "Dresden, Altstadt"), start=1):
        release(newsroom, place, day, place=place)
    assert titles(get(client, "press-releases", place="Ulm,Neu-Ulm")) == ["Neu-Ulm", "Ulm"]
    assert titles(get(client, "press-releases", place="Ulm,Dresden, Altstadt")) == ["Dresden, Altstadt", "Ulm"]
    assert get(client, "press-releases", place="Ulm,").status_code == 422
    refused = {"topic": "not a UUID", "from": "no day of the calendar"}
    for name, value in (("topic", "x"), ("from", "2026-02-31")):
        assert get(client, "press-releases", **{name: value}).json()["detail"] == f"{name}: {refused[name]}"
    assert get(client, "press-releases", topic=f"{uuid4()},1").status_code == 422
    assert get(client, "press-releases", topic=",".join(str(uuid4()) for _ in range(21))).status_code == 422


def test_what_a_type_cannot_be_narrowed_by_is_refused(client, db):
    for path, wrong in (
        ("press-releases", {"audience": uuid4()}),
        ("publications", {"type": "press-releases,events", "audience": uuid4()}),
    ):
        response = get(client, path, **wrong)
        assert response.status_code == 400 and "audience" in response.json()["detail"]
    assert titles(get(client, "publications", audience=uuid4())) == []


def test_all_types_are_listed_together_or_some(client, newsroom):
    release(newsroom, "Meldung", 6)
    EventFactory(parent=newsroom.events, title="Treffen", starts_at=datetime.datetime(2024, 5, 7, tzinfo=BERLIN))
    newsroom.page(title="Seite")
    assert titles(get(client, "publications", type="press-releases,events")) == ["Treffen", "Meldung"]
    listed = get(client, "publications").json()["items"]
    assert {item["type"] for item in listed} == {"press-releases", "events", "pages"}
    paged, response = [], get(client, "publications", limit=2)
    while response.json()["next"]:
        paged += response.json()["items"]
        response = get(client, "publications", limit=2, cursor=response.json()["next"])
    assert paged + response.json()["items"] == listed


def test_a_list_goes_either_way(client, newsroom):
    for day in range(1, 4):
        release(newsroom, f"Meldung {day}", day)
    first = get(client, "press-releases", limit=2, order="date")
    assert titles(first) == ["Meldung 1", "Meldung 2"]
    assert titles(get(client, "press-releases", order="date", cursor=first.json()["next"])) == ["Meldung 3"]
    assert titles(get(client, "press-releases", order="-date", limit=1)) == ["Meldung 3"]


def test_a_list_gives_documents_to_who_asks_for_them(client, newsroom):
    page = release(newsroom, "Meldung", lead="Vorspann.")
    (item,) = get(client, "press-releases", fields="full").json()["items"]
    detail = get(client, f"press-releases/{page.translation_key}").json()
    assert item == detail and item["lead"] == "Vorspann."


def test_the_next_page_is_linked(client, newsroom):
    for day in range(1, 4):
        release(newsroom, f"Meldung {day}", day, place="Bad Muskau")
    response = get(client, "press-releases", limit=2, place="Bad Muskau")
    address = re.fullmatch(r'<http://testserver(/api/v1/press-releases\?[^>]+)>; rel="next"', response["Link"])[1]
    assert titles(client.get(address)) == ["Meldung 1"] and "Link" not in client.get(address).headers


def test_a_cursor_leads_on_in_its_own_list_only(client, newsroom):
    for day in range(1, 4):
        release(newsroom, f"Meldung {day}", day, place="Ulm")
    cursor = get(client, "press-releases", limit=1).json()["next"]
    assert titles(get(client, "press-releases", limit=5, cursor=cursor)) == ["Meldung 2", "Meldung 1"]
    for other in ({"place": "Ulm"}, {"order": "date"}, {"locale": "en"}, {"from_": "2024-05-01"}):
        response = get(client, "press-releases", cursor=cursor, **other)
        assert response.status_code == 422 and response.json()["detail"] == "cursor: not a cursor of this list"
    assert get(client, "publications", cursor=cursor).status_code == 422


def test_an_event_that_is_still_on_counts(client, newsroom):
    EventFactory(
        parent=newsroom.events,
        title="Woche",
        starts_at=datetime.datetime(2024, 7, 15, 9, tzinfo=BERLIN),
        ends_at=datetime.datetime(2024, 7, 19, 17, tzinfo=BERLIN),
    )
    assert (
        titles(get(client, "events", from_="2024-07-17")) == ["Woche"] == titles(get(client, "events", to="2024-07-16"))
    )
    assert titles(get(client, "events", from_="2024-07-20")) == []
    assert titles(get(client, "publications", type="events", from_="2024-07-19")) == ["Woche"]


@pytest.mark.parametrize(("name", "column"), [("published_from", "published_at"), ("updated_from", "updated_at")])
def test_lists_begin_at_a_moment_or_a_day(client, newsroom, name, column):
    page = release(newsroom, "Meldung")
    noon = datetime.datetime(2024, 7, 15, 12, 0, tzinfo=BERLIN)
    Publication.objects.filter(page_id=page.pk).update(**{column: noon})
    for moment in ("2024-07-15", "2024-07-15T10:00:00Z", "2024-07-15T12:00+02:00", "2024-07-15T12:00 02:00"):
        assert titles(get(client, "press-releases", **{name: moment})) == ["Meldung"]
    for moment in ("2024-07-16", "2024-07-15T10:00:01Z", "2024-07-15T12:00+01:00"):
        assert titles(get(client, "press-releases", **{name: moment})) == []
    for nonsense in ("gestern", "2024-07-15T12:00", "0001-01-01", "2024-02-30"):
        assert get(client, "press-releases", **{name: nonsense}).status_code == 422


def test_events_are_narrowed_by_their_series(client, newsroom):
    series = EventSeriesFactory(parent=newsroom.events, title="Netzwerktreffen")
    EventFactory(parent=series, title="1. Netzwerktreffen")
    EventFactory(parent=newsroom.events, title="Tagung")
    assert titles(get(client, "events", series=series.translation_key)) == ["1. Netzwerktreffen"]


def test_events_are_narrowed_by_the_state_that_they_are_in_by_now(client, newsroom, time_machine):
    for days, state in ((-2, "invited"), (-1, "cancelled"), (-3, "held"), (1, "invited"), (2, "save-the-date")):
        EventFactory(parent=newsroom.events, title=f"{state} {days}", state=state, starts_at=in_days(days))
    assert titles(get(client, "events", state="over")) == ["invited -2"]
    assert titles(get(client, "events", state="invited")) == ["invited 1"]
    several = titles(get(client, "events", state="save-the-date,over,held"))
    assert several == ["save-the-date 2", "invited -2", "held -3"]
    time_machine.move_to(in_days(4))
    assert titles(get(client, "events", state="over")) == ["save-the-date 2", "invited 1", "invited -2"]
    assert titles(get(client, "events", state="invited,save-the-date")) == []
    assert titles(get(client, "events", state="cancelled")) == ["cancelled -1"]
    assert get(client, "events", state="abgesagt").status_code == 422
    assert get(client, "press-releases", state="held").status_code == 400


def test_lists_are_narrowed_by_the_region_of_an_organisation(client, newsroom):
    issuer = OrganisationFactory(federal_state="DE-BW")
    newsroom.release(title="Im Südwesten", issuer=issuer)
    newsroom.release(title="Anderswo", issuer=OrganisationFactory(federal_state="DE-SN"))
    newsroom.release(title="Nirgends", issuer=OrganisationFactory(federal_state=""))
    assert titles(get(client, "press-releases", region="DE-BW")) == ["Im Südwesten"]
    assert sorted(titles(get(client, "publications", region="DE-BW,DE-SN"))) == ["Anderswo", "Im Südwesten"]
    assert get(client, "press-releases", region="BW").status_code == 422


def test_links_in_html_have_a_host_wherever_they_stand(client, newsroom):
    target = newsroom.release(title="Ziel")
    text = f'<p>Mehr <a linktype="page" id="{target.pk}">dort</a>, <a href="https://example.org/">anderswo</a>.</p>'
    page = newsroom.release(title="Quelle", body=[("rich_text", text), ("list", {"ordered": False, "items": [text]})])
    shown = get(client, f"press-releases/{page.translation_key}").json()
    for html in (shown["body"][0]["html"], shown["body"][1]["items"][0]):
        assert re.findall(r'href="([^"]+)"', html) == [
            f"http://testserver/de/presse/{target.slug}/",
            "https://example.org/",
        ]
    assert f'href="/de/presse/{target.slug}/"' in client.get(f"/de/presse/{page.slug}/").content.decode()


def test_a_document_links_the_same_in_other_formats(client, newsroom):
    event = EventFactory(parent=newsroom.events, title="Treffen", starts_at=in_days(1))
    for path, pages in (
        (f"events/{event.translation_key}", {"ics"}),
        (f"pages/{newsroom.home.translation_key}", set()),
    ):
        links = get(client, path).json()["links"]
        assert {name for name, address in links.items() if address} == {"html", "markdown", "ninjs"} | pages
        for address in filter(None, links.values()):
            assert client.get(address.removeprefix("http://testserver")).status_code == 200


def test_a_field_holds_html_in_all_documents_or_in_none():
    shapes = {shape for type_ in registry.types() for shape in _shapes(registry.document_schema(type_))}
    words = {name for shape in shapes for name, mark in marks(shape, Words).items() if mark and not mark.html}
    assert html_fields() and not words & html_fields()


def test_an_answer_is_revalidated_by_its_etag(client, newsroom):
    page = release(newsroom, "Vorher")
    for path in ("press-releases", f"press-releases/{page.translation_key}", "openapi.json", "docs"):
        first = client.get(f"{API}/{path}")
        assert re.fullmatch(r'"[0-9a-f]{32}"', first["ETag"]), "a strong one"
        assert first["Cache-Control"] == "public, max-age=0, must-revalidate"
        again = client.get(f"{API}/{path}", headers={"If-None-Match": first["ETag"]})
        assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
        assert again["Cache-Control"] == first["Cache-Control"]
    before = get(client, "press-releases")["ETag"]
    with publications.unit():
        page.title = "Nachher"
        page.save_revision().publish()
    changed = client.get(f"{API}/press-releases", headers={"If-None-Match": before})
    assert changed.status_code == 200
    assert titles(changed) == ["Nachher"]


def test_head_answers_like_get_without_a_body(client, newsroom):
    page = release(newsroom, "Meldung")
    for path in ("press-releases", f"press-releases/{page.translation_key}", "openapi.json"):
        full, head = client.get(f"{API}/{path}"), client.head(f"{API}/{path}")
        assert (head.status_code, head.content) == (200, b"")
        assert head["ETag"] == full["ETag"]
        assert client.head(f"{API}/{path}", headers={"If-None-Match": full["ETag"]}).status_code == 304


def test_every_origin_may_read_and_nothing_varies_by_visitor(client, admin, newsroom):
    release(newsroom, "Meldung")
    for path in ("press-releases", "press-releases?x=1", "nothing-here", "", "openapi.json", "docs"):
        response = admin.get(f"{API}/{path}", headers={"Origin": "https://partner.example", "Accept-Language": "en"})
        assert response["Access-Control-Allow-Origin"] == "*"
        assert "Access-Control-Allow-Credentials" not in response
        assert "Vary" not in response
        assert not response.cookies


def test_a_preflight_is_answered_without_the_database(client, db, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = client.options(f"{API}/press-releases", headers={"Access-Control-Request-Headers": "If-None-Match"})
    assert response.status_code == 204
    assert response["Access-Control-Allow-Methods"] == response["Allow"] == "GET, HEAD, OPTIONS"
    assert response["Access-Control-Allow-Headers"] == "Authorization, If-Modified-Since, If-None-Match, Range"


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_can_be_written(client, db, method):
    for path in ("press-releases", "openapi.json", "nothing-here"):
        response = getattr(client, method)(f"{API}/{path}")
        assert response.status_code == 405
        assert response["Allow"] == "GET, HEAD, OPTIONS"
        assert is_problem(response)


@pytest.mark.parametrize(
    "path",
    ["nothing-here", "find/", "press-releases/", "press-releases/1", "press-releases/\x00", "press-releases/a/b"],
)
def test_an_address_that_is_none_is_a_problem_document(client, db, path):
    for prefix in (API, "/api"):
        response = client.get(f"{prefix}/{path}")
        assert response.status_code == 404
        assert is_problem(response)


def test_an_unknown_or_repeated_parameter_is_refused(client, db, description):
    for path, operation in operations(description):
        url = path.replace("{id}", str(uuid4()))
        for query in ("colour=blue", "LIMIT=1", "limit[]=1", "colour"):
            response = client.get(f"{url}?{query}")
            assert response.status_code == 400
            assert is_problem(response)
        for parameter in operation["parameters"]:
            if parameter["in"] == "query":
                response = client.get(f"{url}?{parameter['name']}=1&{parameter['name']}=1")
                assert response.status_code == 400
                assert parameter["name"] in response.json()["detail"]


def test_the_description_itself_takes_no_parameter(client, db):
    assert client.get(f"{API}/openapi.json").status_code == 200
    assert client.get(f"{API}/openapi.json?colour=blue").status_code == 400


def test_more_parameters_than_the_server_reads_are_refused(client, db):
    response = client.get(f"{API}/press-releases?" + "&".join(["limit=1"] * 10_001))
    assert response.status_code == 400
    assert is_problem(response)


@sampled("value", HOSTILE, 12, ids=lambda value: ascii(value)[:40])
def test_no_value_of_any_parameter_breaks_an_endpoint(client, db, description, value):
    raw = value.encode("utf-8", "surrogatepass")
    for path, operation in operations(description):
        for parameter in operation["parameters"]:
            if parameter["in"] == "path":
                response = client.get(path.replace(f"{{{parameter['name']}}}", quote(raw, safe="")))
            else:
                required = required_by(operation)
                url = path.replace("{id}", str(uuid4()))
                response = client.get(f"{url}?{urlencode({**required, parameter['name']: raw})}")
            assert response.status_code in {200, 400, 404, 422}, (path, parameter["name"], response.content)
            assert response.status_code == 200 or is_problem(response)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("limit", "0"), ("limit", "101"), ("limit", "1_0"), ("limit", " 5"), ("limit", ""), ("cursor", "abc"),
        ("from", "2024-02-30"), ("from", "1700000000"), ("to", "2024-05-06T00:00"), ("topic", "1"), ("place", ""),
        ("locale", "xx"), ("locale", "DE"), ("place", "a\x00b"),
    ],
)  # fmt: skip
def test_a_value_that_cannot_be_is_named(client, db, name, value):
    response = client.get(f"{API}/press-releases", {name: value})
    assert response.status_code == 422
    assert is_problem(response)
    (wrong,) = response.json()["errors"]
    assert wrong["parameter"] == name and response.json()["detail"] == f"{name}: {wrong['detail']}"
    assert "Input should" not in wrong["detail"]


def test_the_description_is_one_that_tools_can_read(description):
    assert description["openapi"].startswith("3.1")
    assert description["servers"] == [{"url": "http://testserver"}]
    schemas = description["components"]["schemas"]
    text = json.dumps(description)
    assert set(re.findall(r'"#/components/schemas/([^"]+)"', text)) <= set(schemas)
    names = [operation["operationId"] for _, operation in operations(description)]
    assert len(names) == len(set(names))
    assert "anyOf" not in json.dumps([operation["parameters"] for _, operation in operations(description)])
    assert all("422" in operation["responses"] for _, operation in operations(description))


def test_documents_of_several_kinds_are_told_apart_by_a_field(description):
    schema = description["paths"][f"{API}/pages/{{id}}"]["get"]["responses"]["200"]["content"]["application/json"][
        "schema"
    ]
    assert schema["discriminator"]["propertyName"] == "kind"
    assert set(schema["discriminator"]["mapping"]) == {"home", "section", "standard", "contacts", "index"}


def test_every_address_of_the_description_answers_as_it_says(client, newsroom, description):
    release(newsroom, "Meldung")
    newsroom.page(title="Impressum")
    for path, operation in operations(description):
        if "{id}" in path:
            continue
        response = client.get(path, required_by(operation))
        assert response.status_code == 200
        for item in (item for item in response.json().get("items", []) if "api_url" in item):
            document = client.get(item["api_url"]).json()
            where = f"{path}/{{id}}"
            if where in description["paths"]:
                schema = description["paths"][where]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
                fits(document, schema, description)


def fits(value, schema, description):
    """Fail unless an object has exactly the fields that its schema names, at the top level."""
    if "discriminator" in schema:
        schema = {"$ref": schema["discriminator"]["mapping"][value[schema["discriminator"]["propertyName"]]]}
    named = description["components"]["schemas"][schema["$ref"].rsplit("/", 1)[-1]]
    assert set(value) == set(named["properties"]) == set(named["required"])


def test_the_page_to_try_it_out_asks_nobody_else(client, db):
    response = client.get(f"{API}/docs/try")
    page = response.content.decode()
    assert response.status_code == 200
    assert "//" not in re.sub(r'"url": "/api/v1/openapi.json"', "", page)
    assert "nonce" not in page
    scripts = re.findall(r"<script([^>]*)>", page)
    assert all("src=" in script or "application/json" in script for script in scripts), "nothing inline is run"
    for path in re.findall(r'(?:src|href)="/static/([^"]+)"', page):
        assert finders.find(path), path


def test_a_failure_is_a_problem_document(client, db, monkeypatch):
    monkeypatch.setattr("cms.delivery.api.publications.rows", lambda *args, **more: 1 / 0)
    client.raise_request_exception = False
    response = client.get(f"{API}/press-releases")
    assert response.status_code == 500
    assert is_problem(response)


def test_a_304_says_the_language_of_what_it_stands_for(newsroom, client):
    newsroom.release(title="Meldung")
    first = client.get("/api/v1/press-releases?locale=de")
    again = client.get("/api/v1/press-releases?locale=de", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.headers["Content-Language"]) == (304, "de")


def test_days_in_the_wrong_order_are_refused(newsroom, client):
    answer = client.get("/api/v1/events?from=2026-02-01&to=2026-01-31")
    assert answer.status_code == 422
    assert answer.json()["detail"] == "to: earlier than from"


def test_a_cursor_of_somebody_else_s_is_named_as_such(newsroom, client):
    answer = client.get("/api/v1/events?cursor=abc")
    assert (answer.status_code, answer.json()["detail"]) == (422, "cursor: not a cursor")


def test_what_is_not_there_is_never_said_to_be_unchanged(newsroom, client):
    for headers in ({}, {"If-None-Match": "*"}, {"If-Match": "*"}):
        answer = client.get(f"{API}/press-releases/{uuid4()}?locale=de", headers=headers)
        assert answer.status_code == 404
        assert is_problem(answer)
        assert "ETag" not in answer.headers and answer.headers["Content-Language"] == "en"
