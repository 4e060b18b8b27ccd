"""The search page and the search endpoint."""

import json
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from search.engines import embedded
from tests.delivery.test_api import HOSTILE
from tests.factories import EventFactory, in_days

pytestmark = pytest.mark.databases("search.engine")

PAGE, API = "/de/suche/", "/api/v1/search"


def paragraph(text):
    return [("rich_text", f"<p>{text}</p>")]


def titles(response):
    return [item["title"] for item in response.json()["items"]]


def test_a_visitor_finds_a_release_in_each_language(client, newsroom):
    page = newsroom.release(title="Neue Beratungsstelle", body=paragraph("Sie hilft allen."))
    newsroom.translate(page, title="New advice centre")
    german = client.get(PAGE, {"q": "beratungs"})
    assert german.status_code == 200
    assert f'href="/de/{page.url_path.split("/", 2)[2]}"' in german.content.decode()
    assert "New advice centre" not in german.content.decode()
    english = client.get("/en/search/", {"q": "centre"})
    assert "New advice centre" in english.content.decode()


def test_the_page_gets_what_its_template_shows(client, newsroom):
    for number in range(12):
        newsroom.release(title=f"Beratung {number}", body=paragraph("Eine Beratung hilft."))
    newsroom.page(title="Beratung")
    context = client.get(PAGE, {"q": " beratung ", "type": "press-releases", "page": "2"}).context
    assert context["query"] == "beratung"
    assert (context["total"], context["number"], context["pages"]) == (12, 2, 2)
    assert [(one["name"], one["value"]) for one in context["chosen"]] == [("type", "press-releases")]
    assert context["chosen"][0]["query"] == "q=+beratung+"
    assert len(context["results"]) == 2
    result = context["results"][0]
    assert set(result) == {"title", "path", "type", "date", "image", "state", "excerpt_parts", "file", "promoted"}
    assert ("Beratung", True) in result["excerpt_parts"]


def test_a_type_in_which_nothing_is_found_can_be_chosen_and_left_again(client, newsroom):
    newsroom.page(title="Beratung")
    found = client.get(PAGE, {"q": "beratung", "type": "press-releases"}).context
    assert (found["total"], found["results"]) == (0, [])
    assert client.get(f"{PAGE}?{found['chosen'][0]['query']}").context["total"] == 1


def test_the_search_leads_to_itself_in_the_other_languages(client, newsroom):
    for words, query in (("", ""), ("Büro & Hof", "?q=B%C3%BCro+%26+Hof")):
        found = client.get(PAGE, {"q": words}).context
        assert found["here"] == {"locale": "de", "path": f"/de/suche/{query}"}
        assert found["translations"] == [{"locale": "en", "path": f"/en/search/{query}"}]


def test_markup_in_a_query_or_a_text_is_shown_as_text(client, newsroom):
    newsroom.release(title="Beratung <i>x</i>", lead="a &lt;script&gt; b")
    page = client.get(PAGE, {"q": 'beratung "<script>alert(1)</script>'}).content.decode()
    assert "<script>alert" not in page


def test_search_engines_are_told_to_leave_the_page_alone(client, newsroom):
    response = client.get(PAGE, {"q": "x"})
    assert response["X-Robots-Tag"] == "noindex"
    assert response["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert "Vary" not in response
    assert client.get(PAGE, {"q": "x"}, headers={"If-None-Match": response["ETag"]}).status_code == 304


def test_a_page_without_a_query_offers_the_form(client, newsroom):
    for params in ({}, {"q": ""}, {"q": "  "}):
        response = client.get(PAGE, params)
        assert response.status_code == 200
        assert 'name="q"' in response.content.decode()
        assert response.context["results"] == []


def test_a_query_of_punctuation_finds_nothing_and_says_so(client, newsroom):
    response = client.get(PAGE, {"q": "?!… -"})
    assert response.status_code == 200
    assert response.context["total"] == 0
    assert client.get(API, {"q": "?!"}).json() == {
        "items": [],
        "total": 0,
        "total_is_exact": True,
        "facets": [],
        "meta": {"meant": None, "some": False, "degraded": False, "elsewhere": []},
        "next": None,
    }


@pytest.mark.parametrize("name", ["q", "page", "type", "x"])
def test_no_value_breaks_the_page(client, newsroom, name):
    newsroom.release(title="Wort")
    expected = {200} if name in {"q", "x"} else {200, 400, 404}
    for value in HOSTILE:
        raw = value.encode("utf-8", "surrogatepass")
        for params in ({"q": "wort", name: raw}, {name: [raw, raw]}):
            assert client.get(PAGE, params).status_code in expected, (name, value)


@pytest.mark.parametrize(("name", "value"), [("page", "0"), ("page", "2"), ("page", "x"), ("type", "nothing")])
def test_a_page_that_no_link_leads_to_is_a_404(client, newsroom, name, value):
    assert client.get(PAGE, {"q": "wort", name: value}).status_code == 404


def test_a_hit_says_that_an_event_is_cancelled(client, newsroom):
    EventFactory(parent=newsroom.events, title="Fachtag", state="cancelled", starts_at=in_days(9))
    assert client.get(API, {"q": "Fachtag"}).json()["items"][0]["state"] == "cancelled"
    assert "Abgesagt" in client.get(PAGE, {"q": "Fachtag"}).content.decode()


def test_the_endpoint_gives_what_a_result_list_needs(client, newsroom):
    page = newsroom.release(title="Neue Beratungsstelle", lead="", body=paragraph("Die Beratungsstelle hilft allen."))
    response = client.get(API, {"q": "Beratungsst"})
    (item,) = response.json()["items"]
    assert item == {
        "id": str(page.translation_key),
        "type": "press-releases",
        "locale": "de",
        "title": "Neue Beratungsstelle",
        "path": item["path"],
        "url": f"http://testserver{item['path']}",
        "api_url": f"http://testserver/api/v1/press-releases/{page.translation_key}?locale=de",
        "state": None,
        "date": "2024-05-06",
        "excerpt": item["excerpt"],
        "file": None,
        "promoted": False,
    }
    assert "Die Beratungsstelle hilft allen" in item["excerpt"]
    assert response.json()["total"] == 1
    assert client.get(item["path"]).status_code == 200


def test_the_endpoint_pages_by_cursor(client, newsroom):
    for number in range(5):
        newsroom.release(title=f"Beratung {number}")
    seen, params = [], {"q": "beratung", "limit": "2"}
    while True:
        content = client.get(API, params).json()
        assert content["total"] == 5
        seen += [item["title"] for item in content["items"]]
        if not content["next"]:
            break
        params["cursor"] = content["next"]
    assert sorted(seen) == [f"Beratung {number}" for number in range(5)]


def test_the_endpoint_keeps_to_language_and_type(client, newsroom):
    page = newsroom.release(title="Newsletter")
    newsroom.translate(page, title="Newsletter no. 1")
    newsroom.page(title="Newsletter abonnieren")
    assert sorted(titles(client.get(API, {"q": "newsletter"}))) == ["Newsletter", "Newsletter abonnieren"]
    assert titles(client.get(API, {"q": "newsletter", "type": "press-releases"})) == ["Newsletter"]
    assert titles(client.get(API, {"q": "newsletter", "locale": "en"})) == ["Newsletter no. 1"]


def test_the_endpoint_costs_few_queries(client, newsroom):
    for number in range(3):
        newsroom.release(title=f"Beratung {number}")
    with CaptureQueriesContext(connection) as queries:
        assert len(titles(client.get(API, {"q": "beratung"}))) == 3
    assert len(queries) <= 9  # of which two, for what the agency teaches, are asked once in a generation


def test_the_endpoint_refuses_what_it_does_not_know(client, db):
    for query, status in (("q=a&x=1", 400), ("q=a&q=b", 400), ("", 422), ("q=a&type=x", 422), ("q=a&cursor=MA", 422)):
        response = client.get(f"{API}?{query}")
        assert response.status_code == status
        assert response["Content-Type"] == "application/problem+json"
        assert json.loads(response.content)["status"] == status


def test_the_form_of_the_page_is_the_address_of_the_page(client, newsroom):
    assert re.search(rf'<form[^>]*action="{PAGE}"', client.get(PAGE).content.decode())


def test_the_search_goes_on_in_the_other_language(newsroom, client):
    html = client.get("/de/suche/?q=Beratung").content.decode()
    assert 'href="/en/search/?q=Beratung"' in html


def test_more_hits_than_are_counted_are_said_to_be_more(client, newsroom, monkeypatch):
    monkeypatch.setattr(embedded, "MANY", 20)
    for number in range(21):
        newsroom.release(title=f"Beratung {number}")
    newsroom.page(title="Impressum")
    response = client.get(PAGE, {"q": "beratung", "page": "2"})
    page = response.content.decode()
    assert "Mehr als 20 Treffer" in page
    assert response.context["pages"] == 2
    assert {option["number"] for facet in response.context["facets"] for option in facet["options"]} == {21}
    assert "None" not in page
    assert client.get(PAGE, {"q": "beratung", "page": "3"}).status_code == 404
    content = client.get(API, {"q": "beratung", "limit": "15"}).json()
    assert (content["total"], content["total_is_exact"]) == (20, False)
    following = client.get(API, {"q": "beratung", "limit": "15", "cursor": content["next"]}).json()
    assert (len(following["items"]), following["next"]) == (5, None)
