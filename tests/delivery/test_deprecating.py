"""What is going to go says so: in the description, and in the answers of who still uses it."""

import datetime

import pytest
from django.test import Client
from django.urls import path
from django.utils.http import parse_http_date
from ninja import Query, Router, Schema
from pydantic import Field

from cms.delivery.api.deprecating import Deprecations, deprecated, sunset_of
from cms.delivery.api.parameters import Localised
from cms.delivery.api.service import PublicAPI, answer
from cms.urls import urlpatterns as of_the_site

MARCH, MAY = datetime.date(2026, 3, 31), datetime.date(2026, 5, 1)
router = Router(tags=["changes"])


class Asked(Localised):
    since: str = Field("", alias="from", description="Old.", json_schema_extra=deprecated(MAY))


class Answer(Schema):
    items: list[str]


@router.get("old", operation_id="read_old", summary="Old", response=Answer, openapi_extra=deprecated(MARCH))
def read_old(request, parameters: Query[Asked]):
    return answer({"items": []})


@router.get("new", operation_id="read_new", summary="New", response=Answer)
def read_new(request, parameters: Query[Asked]):
    return answer({"items": []})


api = PublicAPI({}, title="Throwaway", version="1", urls_namespace="throwaway")
api.add_router("", router)
urlpatterns = [path("throwaway/", api.urls), *of_the_site]

pytestmark = pytest.mark.urls(__name__)
OF_MARCH = {"Deprecation": "@1774915200", "Sunset": "Wed, 30 Sep 2026 00:00:00 GMT"}
OF_MAY = {"Deprecation": "@1777593600", "Sunset": "Sun, 01 Nov 2026 00:00:00 GMT"}


def said(response):
    return {name: response[name] for name in ("Deprecation", "Sunset") if name in response}


@pytest.mark.parametrize(
    ("address", "headers"),
    [
        ("old", OF_MARCH),
        ("old?from=x", OF_MARCH),  # of both the first
        ("old?unknown=1", OF_MARCH),
        ("new", {}),
        ("new?locale=de", {}),
        ("new?from=x", OF_MAY),
    ],
)
def test_answers_say_it_where_it_is_used(db, address, headers):
    response = Client().get(f"/throwaway/{address}")
    assert said(response) == headers
    assert set(headers) <= set(response["Access-Control-Expose-Headers"].split(", "))


def test_an_answer_that_is_there_already_says_it_too(db):
    etag = Client().get("/throwaway/old")["ETag"]
    response = Client().get("/throwaway/old", headers={"If-None-Match": etag})
    assert response.status_code == 304 and said(response) == OF_MARCH


def test_the_description_marks_it(db):
    paths = Client().get("/throwaway/openapi.json").json()["paths"]
    old, new = paths["/throwaway/old"]["get"], paths["/throwaway/new"]["get"]
    assert old["deprecated"] and old["x-sunset"] == "2026-09-30"
    assert "deprecated" not in new
    for operation in (old, new):
        marked = {one["name"]: one.get("deprecated", False) for one in operation["parameters"]}
        assert marked == {"locale": False, "from": True}


def test_nothing_of_the_api_is_deprecated_now(client, db):
    assert said(client.get("/api/v1/events?from=2026-01-01")) == {}
    assert "deprecated" not in client.get("/api/v1/openapi.json").content.decode()


@pytest.mark.parametrize(
    ("since", "sunset"),
    [
        (datetime.date(2026, 1, 15), datetime.date(2026, 7, 15)),
        (datetime.date(2026, 7, 1), datetime.date(2027, 1, 1)),
        (datetime.date(2026, 8, 31), datetime.date(2027, 2, 28)),
        (datetime.date(2027, 8, 31), datetime.date(2028, 2, 29)),
        (datetime.date(2026, 12, 31), datetime.date(2027, 6, 30)),
    ],
)
def test_the_end_is_half_a_year_later(since, sunset):
    assert sunset_of(since) == sunset
    headers = Deprecations(since).headers([])
    assert datetime.datetime.fromtimestamp(parse_http_date(headers["Sunset"]), datetime.UTC).date() == sunset
    assert datetime.datetime.fromtimestamp(int(headers["Deprecation"][1:]), datetime.UTC).date() == since


def test_a_day_that_is_none_is_refused_at_the_start():
    with pytest.raises(AttributeError):
        deprecated("2026-03-31")
