"""The sitemap names everything visible once, in parts that cost the same however much there is."""

import datetime
import tracemalloc
from uuid import UUID

import pytest
import time_machine
from django.conf import settings as the_settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cms.delivery import publications, sitemaps
from cms.delivery.models import Publication
from tests.factories import in_days
from tests.sitemaps import mapped, parts, sitemap

pytestmark = pytest.mark.databases("cms.delivery.sitemaps")

MEBIBYTE = 2**20
MORE_THAN_A_PART = 5_200


def address(page) -> str:
    return f"{the_settings.PUBLIC_URL}{Publication.objects.get(page_id=page.pk).path}"


def visible() -> list[str]:
    return sorted(
        f"{the_settings.PUBLIC_URL}{path}" for path in Publication.objects.visible().values_list("path", flat=True)
    )


@pytest.fixture
def small(monkeypatch):
    """Parts of two numbers."""
    monkeypatch.setattr(sitemaps, "NUMBERS_EACH", 2)


@pytest.mark.usefixtures("small")
class TestParts:
    def test_every_visible_publication_is_in_exactly_one_of_them_and_nothing_else_is(self, newsroom, client):
        pages = [newsroom.page(title=f"Seite {number}") for number in range(5)]
        newsroom.translate(pages[0], title="Page")
        newsroom.page(title="Entwurf", live=False)
        Publication.objects.filter(page_id=pages[1].pk).update(hidden=True)
        assert len(parts(client)) > 2
        assert sorted(where for where, _lastmod, _languages in mapped(client)) == visible()
        assert address(pages[1]) not in visible()

    def test_each_says_when_the_newest_change_in_it_was(self, newsroom, client):
        page = newsroom.page(title="Alt")
        moments = dict(Publication.objects.values_list("path", "modified_at"))
        page.title = "Neu"
        with publications.unit():
            page.save_revision().publish()
        now = Publication.objects.get(page_id=page.pk)
        assert now.modified_at > moments[now.path]
        said = {where: datetime.datetime.fromisoformat(lastmod) for where, lastmod, _languages in mapped(client)}
        assert said == {
            f"{the_settings.PUBLIC_URL}{path}": moment.replace(microsecond=0)
            for path, moment in Publication.objects.values_list("path", "modified_at")
        }
        for path, lastmod in parts(client).items():
            inside = client.get(path).content.decode()
            newest = max(moment for where, moment in said.items() if f"<loc>{where}</loc>" in inside)
            assert datetime.datetime.fromisoformat(lastmod) == newest

    def test_nothing_moves_when_something_goes(self, newsroom, client):
        first, *_others = [newsroom.page(title=f"Seite {number}") for number in range(4)]
        before = {path: client.get(path).content for path in parts(client)}
        of_first = next(path for path, body in before.items() if address(first).encode() in body)
        Publication.objects.filter(page_id=first.pk).delete()
        after = {path: client.get(path).content for path in parts(client)}
        assert {path for path in before if before[path] != after.get(path)} == {of_first}

    def test_languages_are_joined_wherever_they_stand(self, newsroom, client):
        page = newsroom.page(title="Seite", slug="seite")
        for number in range(3):
            newsroom.page(title=f"Dazwischen {number}")
        translation = newsroom.translate(page, title="Page", slug="page")
        languages = {where: links for where, _lastmod, links in mapped(client)}
        both = {"de": address(page), "en": address(translation)}
        assert languages[address(page)] == languages[address(translation)] == both
        assert list(languages[address(page)]) == ["de", "en"]
        assert sum(links == {} for links in languages.values()) == len(languages) - 4  # the front pages, and these

    def test_a_language_that_is_hidden_is_named_nowhere(self, newsroom, client):
        page = newsroom.page(title="Seite")
        translation = newsroom.translate(page, title="Page")
        gone = address(translation)
        Publication.objects.filter(page_id=translation.pk).update(hidden=True)
        assert gone not in sitemap(client)
        assert {where: links for where, _lastmod, links in mapped(client)}[address(page)] == {}

    def test_what_expires_is_in_none_of_them_from_that_second_on(self, newsroom, client):
        newsroom.page(title="Frist", slug="frist", expire_at=in_days(2))
        with time_machine.travel(in_days(2) - datetime.timedelta(seconds=1), tick=False):
            assert "/de/frist/" in sitemap(client)
        with time_machine.travel(in_days(2), tick=False):
            assert "/de/frist/" not in sitemap(client)

    def test_one_that_is_not_named_is_not_there(self, newsroom, client):
        newsroom.page(title="Seite")
        newest = Publication.objects.order_by("-pk")[0].pk
        beyond = -(-newest // 2) + 1
        for number in (0, beyond, 10**30):
            assert client.get(f"/sitemap-{number}.xml").status_code == 404
        assert client.get(f"/sitemap-{beyond - 1}.xml").status_code == 200
        assert client.get("/sitemap--1.xml").status_code == 404


def test_where_nothing_is_public_the_index_is_empty(db, client):
    Publication.objects.all().delete()
    assert parts(client) == {}
    assert client.get("/sitemap-1.xml").status_code == 404


def test_an_address_is_written_as_xml_wants_it(newsroom, client):
    page = newsroom.page(title="Seite")
    newsroom.translate(page, title="Page")
    Publication.objects.filter(page_id=page.pk).update(path='/de/mehr"&<weniger>/')
    there = f'{the_settings.PUBLIC_URL}/de/mehr"&<weniger>/'
    assert {where: links for where, _lastmod, links in mapped(client)}[there]["de"] == there


@pytest.fixture
def many(db):
    """More publications in two languages than one part holds, with documents that nobody wants to read here."""
    now = timezone.now()
    Publication.objects.all().delete()
    Publication.objects.bulk_create(
        Publication(
            page_id=10_000_000 + number,
            model="home.standardpage",
            type="pages",
            locale=("de", "en")[number % 2],
            key=UUID(int=number // 2),
            path=f"/{('de', 'en')[number % 2]}/seite-mit-einem-langen-namen-{number // 2}/",
            title="Seite",
            sort_at=now,
            updated_at=now,
            modified_at=now,
            summary={},
            document={"body": "Wort " * 1_000},
            hash="0",
            presenter_version=1,
            sequence=number,
        )
        for number in range(MORE_THAN_A_PART)
    )


def test_a_part_is_read_by_columns_in_two_queries_and_little_memory(many, client, record_property):
    largest = 0
    for path in parts(client):
        with CaptureQueriesContext(connection) as queries:
            tracemalloc.start()
            answer = client.get(path)
            _now, peak = tracemalloc.get_traced_memory()
            tracemalloc.stop()
        assert answer.status_code == 200
        assert len([query for query in queries if "delivery_publication" in query["sql"]]) == 2
        assert not any("document" in query["sql"] for query in queries)
        largest = max(largest, peak)
        assert answer.content.count(b"<loc>") <= sitemaps.NUMBERS_EACH
    assert len(mapped(client)) == MORE_THAN_A_PART
    record_property("memory of a part", f"{largest / MEBIBYTE:.1f} MiB")
    assert largest < 8 * MEBIBYTE
