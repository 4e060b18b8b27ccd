"""Row 4 of the fault matrix: no cache keeps what was answered before the moment, and no answer tells that it comes."""

import datetime
import re

import pytest
import time_machine
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from cms.content.presenting import WEBP, image_path
from cms.delivery.scheduler import Scheduler
from cms.delivery.withdrawal import withdraw
from tests.factories import DocumentFactory, ImageFactory, in_days
from tests.leaks.shared_cache import SharedCache
from tests.leaks.surfaces import SURFACES, Canaries


@pytest.fixture
def embargoed(newsroom):
    """A release with an image and a document whose embargo ends tomorrow, to the second."""
    image, document = ImageFactory(), DocumentFactory()
    canaries = Canaries()
    canaries.pages["embargo"] = newsroom.release(
        title="canarytitel",
        slug="gesperrt",
        image=[("image", {"image": image})],
        attachments=[("documents", {"files": [document]})],
        embargo_until=in_days(1).replace(microsecond=0),
    )
    canaries.words["embargo"] = ["canarytitel"]
    canaries.files["embargo"] = [image_path(image, 480, WEBP), document.url]
    return canaries


def addresses(canaries: Canaries) -> list[str]:
    return list(dict.fromkeys(address for ask in SURFACES.values() for address in ask(canaries)))


def from_site(path: str, headers: dict[str, str]):
    return Client().get(path, headers=headers)


def test_row_4_what_a_cache_took_a_second_before_is_nowhere_served_after(embargoed, record_property):
    moment = embargoed.pages["embargo"].embargo_until
    cache, asked = SharedCache(from_site), addresses(embargoed)
    with time_machine.travel(moment - datetime.timedelta(seconds=1), tick=False) as clock:
        before = {path: cache.get(path) for path in asked}
        clock.move_to(moment)
        Scheduler().round()
        after = {path: cache.get(path) for path in asked}
        now = {path: SharedCache(from_site).get(path) for path in asked}
    stale = [path for path in asked if after[path].stored and after[path].body != now[path].body]
    changed = sum((before[path].status, before[path].body) != (now[path].status, now[path].body) for path in asked)
    arrived = {path for path in asked if (before[path].status, now[path].status) == (404, 200)}
    record_property(
        "matrix row 4",
        f"stale after T = {len(stale)} of {len(asked)} addresses through a cache, {changed} of them changed, "
        f"{len(arrived)} were 404",
    )
    assert stale == []
    assert {"/de/presse/gesperrt/", *embargoed.files["embargo"]} <= arrived
    assert all(after[path].status == 200 for path in arrived)


def test_row_4_no_header_tells_that_something_is_due(embargoed, record_property):
    page, image, document = "/de/presse/gesperrt/", *embargoed.files["embargo"]
    key = embargoed.pages["embargo"].translation_key
    nothing = {
        page: "/de/presse/nirgends/",
        image: re.sub("/[0-9a-f]{8}-", "/00000000-", image),
        document: re.sub("/[0-9a-f]{8}-", "/00000000-", document),
        f"/api/v1/press-releases/{key}?locale=de": f"/api/v1/press-releases/{'0' * 8}{str(key)[8:]}?locale=de",
    }
    telling = []
    for due, missing in nothing.items():
        found, other = Client().get(due), Client().get(missing)
        assert found.status_code == other.status_code == 404, due
        assert "max-age=0" in found.headers["Cache-Control"], due
        if dict(found.headers) | {"Content-Length": ""} != dict(other.headers) | {"Content-Length": ""}:
            telling.append(due)
    record_property(
        "matrix row 4",
        f"{len(telling)} of {len(nothing)} kinds of address tell by a header that something is due there",
    )
    assert telling == []


def test_row_4_what_is_gone_may_not_be_kept(newsroom):
    withdraw(newsroom.release(title="Weg", slug="weg"), reason="", user=None)
    gone = Client().get("/de/presse/weg/")
    assert gone.status_code == 410 and "max-age=0" in gone.headers["Cache-Control"]


@pytest.mark.parametrize(
    ("said", "again"),
    [
        ({"Cache-Control": "public, max-age=60"}, "first"),
        ({"Cache-Control": "max-age=0, s-maxage=60"}, "first"),
        ({"Cache-Control": "max-age=0, stale-while-revalidate=60"}, "first"),
        ({}, "first"),
        ({"Cache-Control": "max-age=0"}, "second"),
        ({"Cache-Control": "no-cache, max-age=60"}, "second"),
        ({"Cache-Control": "private, max-age=60"}, "second"),
        ({"Cache-Control": "no-store"}, "second"),
    ],
)
def test_the_cache_of_these_tests_keeps_what_it_may(said, again):
    bodies = iter(["first", "second"])
    cache = SharedCache(lambda path, headers: HttpResponse(next(bodies), status=404, headers=said))
    with time_machine.travel(timezone.now(), tick=False):
        assert cache.get("/").body == b"first"
        assert cache.get("/").body.decode() == again


def test_the_cache_of_these_tests_asks_whether_what_it_has_is_still_true():
    def origin(path, headers):
        known = headers.get("If-None-Match") == '"1"'
        return HttpResponse(status=304 if known else 200, headers={"ETag": '"1"', "Cache-Control": "max-age=0"})

    cache = SharedCache(origin)
    assert [cache.get("/").stored for _time in range(2)] == [False, True]
