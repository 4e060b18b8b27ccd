"""The door: what was asked before is answered from memory, and is never older than the question."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import time_machine
from django.core.wsgi import get_wsgi_application
from django.db import connections, transaction
from wagtail.models import PageViewRestriction

from cms.delivery import sitemaps
from cms.delivery.door import Door
from cms.delivery.memory import MAX_BODY, OVERHEAD
from cms.delivery.models import Publication
from tests.factories import in_days
from tests.wsgi import Answered, ask

pytestmark = pytest.mark.django_db(transaction=True)


class Counted:
    """An application that counts what it is asked."""

    def __init__(self) -> None:
        self.application = get_wsgi_application()
        self.asked: list[str] = []

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Any:
        self.asked.append(environ["PATH_INFO"])
        return self.application(environ, start_response)


class Site:
    """The site behind a door."""

    def __init__(self) -> None:
        self.behind = Counted()
        self.door = Door(self.behind)

    def get(self, address: str, **more: Any) -> Answered:
        return ask(self.door, address, **more)

    def is_kept(self, address: str, **more: Any) -> bool:
        """True where the third of three questions is answered from memory."""
        for _ in range(2):
            self.get(address, **more)
        before = len(self.behind.asked)
        self.get(address, **more)
        return len(self.behind.asked) == before


@pytest.fixture
def site(newsroom):
    return Site()


@pytest.fixture
def release(newsroom):
    return newsroom.release(title="Neue Meldung")


def api(page) -> str:
    return f"/api/v1/press-releases/{page.translation_key}?locale=de"


def address(page) -> str:
    return Publication.objects.get(page_id=page.pk).path


def test_whatever_is_public_is_kept(site, release):
    kept = [address(release), api(release), "/api/v1/press-releases?locale=de", "/de/", "/de/presse/"]
    kept += ["/de/suche/?q=Meldung", "/api/v1/search?locale=de&q=Meldung", "/api/v1/openapi.json"]
    kept += ["/de/nirgends/", "/api/v1/nirgends", address(release).rstrip("/"), *sitemaps.addresses()]
    assert [one for one in kept if not site.is_kept(one)] == []


@pytest.mark.parametrize("format_", ["rss", "atom", "json"])
def test_whatever_is_text_is_sent_packed(site, release, format_):
    answer = site.get(f"/feeds/de/press-releases.{format_}", accept_encoding="gzip")
    assert answer.headers["content-encoding"] == "gzip"


def test_who_has_a_packed_answer_may_ask_whether_it_still_holds(site, release):
    etag = site.get(api(release), accept_encoding="gzip").headers["etag"]
    assert etag.endswith('-gzip"')
    assert site.get(api(release), accept_encoding="gzip", if_match=etag).status == 200
    assert site.get(api(release), if_match='"another"').status == 412


def test_what_is_not_for_everybody_is_not(site, newsroom, release):
    private = address(release)
    PageViewRestriction.objects.create(page=release, restriction_type=PageViewRestriction.LOGIN)
    draft = f"/de/presse/{newsroom.release(title='Entwurf', live=False).slug}/"
    elsewhere = [private, draft, "/", "/admin/", "/login/", f"/vorab/{'a' * 43}"]
    assert [one for one in elsewhere if site.is_kept(one)] == []


def test_who_may_be_logged_in_is_not_answered_from_memory(site, release):
    path = address(release)
    assert site.is_kept(path)
    assert not site.is_kept(path, cookie="sessionid=abc")
    assert not site.is_kept(path, authorization="Bearer abc")
    assert site.is_kept(api(release)) and site.is_kept(api(release), cookie="sessionid=abc")


def test_what_is_written_is_never_kept(site, release):
    assert not site.is_kept(address(release), method="POST")


def test_the_first_question_is_remembered_and_its_answer_is_not(site, release):
    for path in ("/de/", address(release)):
        site.get(path)
    assert site.door.memory._answers == {}


def test_a_scan_of_addresses_throws_nothing_out(site, release):
    assert site.is_kept(address(release))
    for number in range(30):
        site.get(f"/de/presse/?page={number}")
        site.get(f"/de/nirgends-{number}/")
    before = len(site.behind.asked)
    site.get(address(release))
    assert len(site.behind.asked) == before


def test_no_more_is_kept_than_there_is_room_for(newsroom, settings, release):
    settings.ANSWERS_KEPT = 1
    site = Site()
    for number in range(60):
        site.is_kept(f"/de/suche/?q=Wort{number}")
    memory = site.door.memory
    assert 0 < memory._size <= memory.limit
    assert memory._size == sum(size for _answer, size in memory._answers.values())
    assert memory.limit > MAX_BODY


def test_a_long_answer_is_kept_packed_if_that_makes_it_short(site, monkeypatch, release):
    path = sitemaps.addresses()[1]
    whole = site.get(path)
    monkeypatch.setattr("cms.delivery.memory.MAX_BODY", len(whole.body) - 1)
    for accepted in ("", "gzip", "br"):
        cold = Site().get(path, accept_encoding=accepted)
        assert site.is_kept(path, accept_encoding=accepted)
        assert site.get(path, accept_encoding=accepted) == cold
        assert cold.headers.get("content-encoding", "") == accepted
    assert site.get(path).body == whole.body
    [answer] = [answer for answer, _size in site.door.memory._answers.values()]
    assert answer.size < len(whole.body) + OVERHEAD


def test_one_that_is_long_even_packed_is_made_each_time(site, monkeypatch, release):
    monkeypatch.setattr("cms.delivery.memory.MAX_BODY", 100)
    path = sitemaps.addresses()[1]
    assert not site.is_kept(path)
    assert site.get(path, accept_encoding="br").headers["content-encoding"] == "br"


def test_none_is_kept_where_the_setting_says_so(newsroom, settings, release):
    settings.ANSWERS_KEPT = 0
    assert not Site().is_kept(address(release))


def test_the_order_of_the_query_does_not_matter(site, release):
    first, other = (site.get(f"/de/presse/?{query}") for query in ("year=2024&page=1", "page=1&year=2024"))
    assert first == other
    site.is_kept("/de/suche/?q=a&type=press-releases")
    before = len(site.behind.asked)
    site.get("/de/suche/?type=press-releases&q=a")
    assert len(site.behind.asked) == before


class TestEncodings:
    def test_each_has_its_bytes_and_its_etag_and_they_are_the_same_cold_and_warm(self, site, release):
        path = address(release)
        for accepted in ("", "gzip", "gzip, br"):
            cold = Site().get(path, accept_encoding=accepted)
            assert site.is_kept(path, accept_encoding=accepted)
            assert site.get(path, accept_encoding=accepted) == cold
            assert cold.headers.get("content-encoding", "") == accepted.rpartition(" ")[2]
            assert cold.headers["vary"] == "Accept-Encoding"
            assert int(cold.headers["content-length"]) == len(cold.body)
        etags = {site.get(path, accept_encoding=accepted).headers["etag"] for accepted in ("", "gzip", "br")}
        assert len(etags) == 3

    @pytest.mark.parametrize(
        ("accepted", "sent"),
        [
            *(("br;q=0, gzip", "gzip"), ("gzip;q=0.5, br;q=1.0", "br"), ("br ; q=0.0,gzip;q=0", ""), ("identity", "")),
            *(("*", ""), ("GZIP", "gzip"), ("xbr", ""), ("deflate, gzip;q=0.001", "gzip"), (",;q=0,", "")),
        ],
    )
    def test_nobody_gets_one_that_was_not_asked_for(self, site, release, accepted, sent):
        found = site.get(address(release), accept_encoding=accepted)
        assert found.headers.get("content-encoding", "") == sent

    def test_an_etag_is_good_for_its_own_encoding(self, site, release):
        etag = site.get(api(release), accept_encoding="br").headers["etag"]
        for _ in range(3):
            same = site.get(api(release), accept_encoding="br", if_none_match=f'"other", W/{etag}')
            other = site.get(api(release), accept_encoding="gzip", if_none_match=etag)
            assert (same.status, same.body, other.status) == (304, b"", 200)
        assert same.headers["etag"] == etag and "content-length" not in same.headers
        assert same.headers["cache-control"] == other.headers["cache-control"]

    def test_the_head_alone_says_what_the_whole_would(self, site, release):
        for _ in range(3):
            head, whole = site.get(address(release), method="HEAD"), site.get(address(release))
            assert head.headers == whole.headers and head.body == b""


@pytest.mark.databases("cms.delivery.generation")
class TestNeverStale:
    def test_what_changes_is_changed_for_the_next_one_who_asks(self, site, newsroom, release):
        path = address(release)
        assert site.is_kept(path) and site.is_kept("/de/presse/")
        release.title = "Ganz neue Meldung"
        release.save_revision().publish()
        assert "Ganz neue Meldung" in site.get(path).body.decode()
        assert "Ganz neue Meldung" in site.get("/de/presse/").body.decode()

    def test_what_is_withdrawn_is_gone_and_comes_back(self, site, release):
        path = address(release)
        assert site.is_kept(path)
        release.unpublish()
        assert [site.get(path).status for _ in range(3)] == [404] * 3
        release.save_revision().publish()
        assert site.get(path).status == 200

    def test_what_a_transaction_undoes_was_never_there(self, site, release):
        path = address(release)
        assert site.is_kept(path)
        with transaction.atomic():
            Publication.objects.filter(path=path).delete()
            assert asked_apart(site, path).status == 200
            transaction.set_rollback(True)
        assert site.get(path).status == 200

    def test_what_ends_by_the_clock_ends_in_memory_as_well(self, site, newsroom, release):
        path = address(release)
        release.expire_at = in_days(3)
        release.save_revision().publish()
        assert site.is_kept(path)
        with time_machine.travel(in_days(3), tick=False):
            assert site.get(path).status == 404

    def test_another_one_s_answer_begun_before_a_change_is_not_kept(self, site, newsroom, release):
        path, behind = address(release), site.behind.application

        def slow(environ, start_response):
            response = behind(environ, start_response)
            if len(site.behind.asked) == 2:
                release.title = "Inzwischen neu"
                release.save_revision().publish()
            return response

        site.behind.application = slow
        site.get(path)
        assert "Inzwischen neu" in site.get(path).body.decode()
        assert "Inzwischen neu" in site.get(path).body.decode()

    def test_who_asks_the_same_at_the_same_time_gets_the_same(self, site, release):
        path = address(release)
        site.get(path)
        with ThreadPoolExecutor(6) as people:
            answered = list(people.map(lambda _number: asked_apart(site, path), range(6)))
        assert len({answer.body for answer in answered}) == 1


def asked_apart(site: Site, path: str) -> Answered:
    """What somebody else is answered, by a thread with a connection of its own."""

    def asked() -> Answered:
        try:
            return site.get(path)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as somebody:
        return somebody.submit(asked).result()
