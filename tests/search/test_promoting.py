"""Pages that the agency recommends for a search: first, marked, once, and only what is public."""

import datetime
from contextlib import contextmanager

import pytest
from django.core.exceptions import ValidationError
from wagtail.models import PageViewRestriction

from cms.delivery import publications
from search import searching
from search.models import Promotion
from tests.factories import EventFactory, in_days

pytestmark = pytest.mark.databases("search.engine")

PAGE, API = "/de/suche/", "/api/v1/search"


def recommend(words, page, *, place=1, language="de"):
    made = Promotion(words=words, page=page.page_ptr, place=place, language=language)
    made.full_clean()
    made.save()
    return made


@contextmanager
def refused(field):
    with pytest.raises(ValidationError) as raised:
        yield
    assert set(raised.value.message_dict) == {field}


def items(client, words, locale="de", **more):
    return client.get(API, {"q": words, "locale": locale, **more}).json()


def said(found):
    return [(item["title"], item["promoted"]) for item in found["items"]]


def paragraph(text):
    return [("rich_text", f"<p>{text}</p>")]


def test_it_stands_first_and_is_marked_and_counted_once(client, newsroom):
    newsroom.release(title="Praktikum")
    page = newsroom.release(title="Stellen", body=paragraph("Auch ein Praktikum ist möglich."))
    recommend("Praktikum", page)
    found = items(client, "praktikum")
    assert said(found) == [("Stellen", True), ("Praktikum", False)]
    assert found["total"] == 2
    html = client.get(PAGE, {"q": "praktikum"}).content.decode()
    assert html.count("kern-badge--info") == 1


def test_it_need_not_hold_the_words(client, newsroom):
    recommend("Praktikum", newsroom.page(title="Stellen"))
    found = items(client, "Praktikum")
    assert said(found) == [("Stellen", True)]
    assert (found["total"], found["meta"]["meant"], found["meta"]["elsewhere"]) == (1, None, [])
    assert {facet["kind"] for facet in found["facets"]} >= {"type"}


def test_the_search_is_known_in_whatever_form_and_order_but_with_no_other_words(client, newsroom):
    recommend("Ausbildungen für Studierende", newsroom.page(title="Stellen"))
    for words in ("ausbildung studierende", "Studierende: Ausbildungen", "AUSBILDUNG für Studierende"):
        assert said(items(client, words)) == [("Stellen", True)], words
    for words in ("ausbildung", "ausbildungen studierende erfurt", "studierende"):
        assert said(items(client, words)) == [], words


def test_what_is_narrowed_keeps_it_out_where_it_does_not_fit(client, newsroom):
    newsroom.release(title="Praktikum", date=datetime.date(2024, 5, 1))
    page = newsroom.page(title="Stellen")
    recommend("Praktikum", page)
    assert said(items(client, "praktikum", type="press-releases")) == [("Praktikum", False)]
    assert items(client, "praktikum", type="press-releases")["total"] == 1
    assert said(items(client, "praktikum", to="2024-05-01")) == [("Praktikum", False)]
    assert [one[0] for one in said(items(client, "praktikum", year="2024"))] == ["Praktikum"]


def test_a_later_page_does_not_repeat_it(client, newsroom):
    for number in range(4):
        newsroom.release(title=f"Praktikum {number}")
    recommend("Praktikum", newsroom.page(title="Stellen"))
    titles, cursor = [], {}
    for _number in range(3):
        found = items(client, "praktikum", limit=2, **cursor)
        assert found["total"] == 5
        titles += said(found)
        cursor = {"cursor": found["next"]}
    assert titles[0] == ("Stellen", True)
    assert len(titles) == len(set(titles)) == 5
    assert found["next"] is None


def test_the_newest_first_is_by_time_all_the_same(client, newsroom):
    page = newsroom.release(title="Stellen", date=datetime.date(2020, 1, 1))
    newsroom.release(title="Praktikum", date=datetime.date(2024, 5, 1))
    recommend("Praktikum", page)
    assert said(items(client, "praktikum", order="-date")) == [("Praktikum", False), ("Stellen", True)]


def test_of_several_the_least_number_stands_first(client, newsroom):
    one, other = newsroom.page(title="Eins"), newsroom.page(title="Zwei")
    recommend("Praktikum", one, place=2)
    recommend("Praktikums", other, place=1)
    assert said(items(client, "praktikum")) == [("Zwei", True), ("Eins", True)]


def test_it_is_shown_in_the_language_of_the_search_only_where_it_is_public_in_it(client, newsroom):
    page = newsroom.page(title="Stellen")
    recommend("jobs", page)
    with refused("page"):
        recommend("jobs", page, language="en")
    newsroom.translate(page, title="Vacancies")
    recommend("jobs", page, language="en")
    assert said(items(client, "jobs", "en")) == [("Vacancies", True)]
    assert said(items(client, "jobs", "de")) == [("Stellen", True)]


def test_what_is_not_public_any_more_is_not_shown(client, newsroom):
    unpublished, private = newsroom.page(title="Eins"), newsroom.page(title="Zwei")
    recommend("Praktikum", unpublished)
    recommend("Praktikum", private)
    assert len(items(client, "praktikum")["items"]) == 2
    with publications.unit():
        unpublished.unpublish()
        PageViewRestriction.objects.create(page=private.page_ptr, restriction_type="login")
    assert items(client, "praktikum") | {"facets": []} == items(client, "nichts dergleichen") | {"facets": []}


def test_what_is_due_later_is_refused(newsroom):
    with refused("page"):
        recommend("Praktikum", newsroom.release(title="Später", embargo_until=in_days(1)))


def test_the_same_page_is_recommended_once(newsroom):
    page = newsroom.page(title="Stellen")
    recommend("Praktikum", page)
    with refused("page"):
        recommend("Praktikums", page)


def test_a_page_that_is_deleted_is_recommended_no_more(client, newsroom):
    page = newsroom.page(title="Stellen")
    recommend("Praktikum", page)
    with publications.unit():
        page.delete()
    assert Promotion.objects.count() == 0
    assert items(client, "praktikum")["items"] == []


def test_among_very_many_it_is_first_too(client, newsroom, monkeypatch):
    for number in range(6):
        newsroom.release(title=f"Praktikum {number}")
    page, event = newsroom.page(title="Stellen"), EventFactory(parent=newsroom.events, title="Messe")
    recommend("Praktikum", page)
    recommend("Praktikum", event, place=2)
    for module in ("search.searching", "search.engines.embedded"):
        monkeypatch.setattr(f"{module}.MANY", 4)
    found = items(client, "praktikum")
    assert (found["total"], found["total_is_exact"]) == (4, False)
    assert said(found)[:2] == [("Stellen", True), ("Messe", True)]
    assert said(items(client, "praktikum", type="press-releases"))[0][1] is False
    assert searching.MANY == 4
