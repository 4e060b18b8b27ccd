"""By what hits are narrowed, with numbers that hold; suggestions; and how browsers learn of the search."""

import datetime

import pytest
from django.test import Client
from lxml import etree

from press.models import PressReleaseTopic
from search.engines import embedded
from tests.factories import OrganisationFactory, TopicFactory

pytestmark = pytest.mark.databases("search.engine")
PAGE, API, SUGGEST = "/de/suche/", "/api/v1/search", "/api/v1/suggest"


@pytest.fixture
def texts(newsroom):
    """Three releases on advice, of two topics and two years."""
    work, school = TopicFactory(title="Arbeit"), TopicFactory(title="Schule")
    for title, topics, day in (
        ("Beratung zu Arbeit", [work], datetime.date(2024, 5, 1)),
        ("Beratung zu beidem", [work, school], datetime.date(2024, 7, 1)),
        ("Beratung zu Schule", [school], datetime.date(2025, 5, 1)),
    ):
        newsroom.release(title=title, date=day, topics=[PressReleaseTopic(topic=topic) for topic in topics])
    newsroom.page(title="Beratung")
    return {"work": str(work.translation_key), "school": str(school.translation_key)}


def facets(client, **asked):
    found = client.get(API, {"q": "beratung", **asked}).json()
    return found["total"], {
        facet["kind"]: {option["label"]: option["count"] for option in facet["options"]} for facet in found["facets"]
    }


def test_every_kind_has_its_values_with_numbers(client, texts):
    total, found = facets(client)
    assert total == 4
    assert found["topic"] == {"Arbeit": 2, "Schule": 2}
    assert found["year"]["2024"] == 2 and found["year"]["2025"] == 1
    assert found["type"] == {"Pressemitteilungen": 3, "Seiten": 1}


def test_numbers_are_those_that_remain_under_what_is_chosen_of_other_kinds(client, texts):
    total, found = facets(client, year="2024")
    assert total == 2
    assert found["topic"] == {"Arbeit": 2, "Schule": 1}
    assert found["year"]["2025"] == 1, "what could be chosen instead"
    assert facets(client, year="2024", topic=texts["school"])[0] == 1


def test_days_narrow_to_the_day_and_the_newest_may_come_first(client, texts):
    asked = {"q": "beratung", "from": "2024-07-01", "to": "2025-05-01", "order": "-date"}
    found = client.get(API, asked).json()
    assert [item["title"] for item in found["items"]] == ["Beratung zu Schule", "Beratung zu beidem"]
    assert client.get(API, {"q": "beratung", "to": "2024-06-30"}).json()["total"] == 1


@pytest.mark.parametrize("first", ["0001-01-01", "1000-01-01"])
@pytest.mark.parametrize("many", [2, 1000], ids=["by the index", "by what is known of the hits"])
def test_all_days_that_there_are_may_be_asked_for(client, texts, monkeypatch, first, many):
    monkeypatch.setattr(embedded, "MANY", many)
    found = client.get(API, {"q": "beratung", "from": first, "to": "9999-12-31"})
    assert (found.status_code, found.json()["total"]) == (200, min(many, 4))


@pytest.mark.parametrize("narrowed", [{"topic": "work"}, {"year": "2024"}, {"to": "2024-12-31"}])
def test_what_is_narrowed_of_many_hits_is_found_by_the_index(client, texts, monkeypatch, narrowed):
    monkeypatch.setattr(embedded, "MANY", 2)
    asked = {name: texts.get(value, value) for name, value in narrowed.items()}
    found = client.get(API, {"q": "beratung", **asked}).json()
    assert sorted(item["title"] for item in found["items"]) == ["Beratung zu Arbeit", "Beratung zu beidem"]
    by_index = facets(client, **asked)[1]
    monkeypatch.setattr(embedded, "MANY", 1000)
    assert by_index == facets(client, **asked)[1]


@pytest.mark.parametrize(
    "said", [{"topic": "x"}, {"year": "24"}, {"from": "gestern"}, {"order": "date"}, {"from": "2024-02-31"}]
)
def test_what_cannot_be_narrowed_by_is_refused(client, newsroom, said):
    assert client.get(API, {"q": "beratung", **said}).status_code == 422
    assert client.get(PAGE, {"q": "beratung", **said}).status_code == 404


def test_the_page_offers_what_remains_and_takes_back_what_was_chosen(client, texts):
    page = client.get(PAGE, {"q": "beratung", "year": "2024"})
    assert [(one["label"], one["query"]) for one in page.context["chosen"]] == [("2024", "q=beratung")]
    topics = next(facet for facet in page.context["facets"] if facet["label"] == "Thema")
    narrower = client.get(f"{PAGE}?{topics['options'][0]['query']}")
    assert narrower.context["total"] == topics["options"][0]["number"]
    assert "Jahr" not in [facet["label"] for facet in page.context["facets"]]


def test_where_nothing_is_found_other_languages_are_offered(client, newsroom):
    page = newsroom.release(title="Beratung")
    newsroom.translate(page, title="Counselling")
    found = client.get(PAGE, {"q": "counselling"})
    assert found.context["elsewhere"] == [{"locale": "en", "path": "/en/search/?q=counselling", "total": 1}]
    assert "/en/search/?q=counselling" in found.content.decode()


def test_the_page_says_what_was_taken_for_a_typing_error(client, newsroom):
    newsroom.release(title="Fachkräfte gewinnen")
    page = client.get(PAGE, {"q": "Fachkräftte"})
    assert page.context["meant"] == "Fachkräfte"
    assert "Fachkräfte gewinnen" in page.content.decode()


def suggested(client, typed, locale="de"):
    return [(one["kind"], one["text"]) for one in client.get(SUGGEST, {"q": typed, "locale": locale}).json()["items"]]


def test_titles_topics_and_organisations_are_suggested_while_somebody_types(client, newsroom):
    newsroom.release(title="Netzwerktreffen im Mai", topics=[PressReleaseTopic(topic=TopicFactory(title="Netzwerke"))])
    newsroom.release(title="Etwas anderes", issuer=OrganisationFactory(name="Netzwerkbüro", short_name=""))
    assert set(suggested(client, "netzw")) == {
        ("topic", "Netzwerke"),
        ("organisation", "Netzwerkbüro"),
        ("title", "Netzwerktreffen im Mai"),
    }
    assert suggested(client, "mai netzw") == [("title", "Netzwerktreffen im Mai")]
    assert suggested(client, "netzw", "en") == suggested(client, "n") == suggested(client, '"*') == []


def test_what_is_not_public_is_not_suggested(client, newsroom):
    page = newsroom.release(title="Geheimsache", topics=[PressReleaseTopic(topic=TopicFactory(title="Geheimes"))])
    assert len(suggested(client, "gehei")) == 2
    page.unpublish()
    TopicFactory(title="Geheimnis")
    assert suggested(client, "gehei") == []


def test_browsers_learn_how_to_search(client: Client, newsroom):
    newsroom.release(title="Beratung")
    described = etree.fromstring(client.get("/de/opensearch.xml").content)
    templates = {url.get("rel"): url.get("template") for url in described.iterfind("{*}Url")}
    found = client.get(templates["results"].replace("{searchTerms}", "beratung"))
    assert found.status_code == 200 and found.context["total"] == 1
    assert client.get(templates["suggestions"].replace("{searchTerms}", "berat")).json() == ["berat", ["Beratung"]]
    assert 'href="/de/opensearch.xml"' in client.get(PAGE).content.decode()
