"""What the agency learns from those who search: counted beside the door, in memory, without a word of who it was."""

import datetime
import threading
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlencode

import pytest
import time_machine
from django.core.wsgi import get_wsgi_application
from django.db import connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cms.delivery import generation
from cms.delivery.door import Door
from cms.outbox.signals import swept
from search import learning, report
from search.learning import search_of
from search.models import Asked, Clicked, Promotion, Synonym
from tests.colleagues import Colleague
from tests.wsgi import ask

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.databases("search.learning"),
    pytest.mark.usefixtures("waiting"),
]

SEARCH = "/de/suche/?q="


@pytest.fixture
def door(newsroom):
    return Door(get_wsgi_application())


def counted():
    learning.write_down()
    rows = Asked.objects.order_by("words").values_list("language", "words", "number", "unanswered")
    return list(rows)


def click(client, words, path, **more):
    said = urlencode({"q": words, "path": path})  # as browsers send a beacon of URLSearchParams
    return client.post(reverse("search_clicked"), said, content_type="application/x-www-form-urlencoded", **more)


class TestSearches:
    def test_all_are_counted_those_that_are_answered_from_memory_as_well(self, door, newsroom):
        newsroom.release(title="Bürgergeld steigt")
        for words in ("B%C3%BCrgergeld", "nirgends"):
            for _ in range(4):
                assert ask(door, SEARCH + words).status == 200
        assert counted() == [("de", "burgergeld", 4, 0), ("de", "nirgends", 4, 4)]

    def test_what_has_not_changed_is_counted_too(self, door, newsroom):
        etag = ask(door, f"{SEARCH}nirgends").headers["etag"]
        for _ in range(3):
            assert ask(door, f"{SEARCH}nirgends", if_none_match=etag).status == 304
        assert counted() == [("de", "nirgends", 4, 4)]

    def test_without_a_memory_they_are_counted_all_the_same(self, settings, newsroom):
        settings.ANSWERS_KEPT = 0
        ask(Door(get_wsgi_application()), f"{SEARCH}nirgends")
        assert counted() == [("de", "nirgends", 1, 1)]

    def test_nothing_is_found_where_the_page_says_so(self, door, newsroom):
        newsroom.release(title="Bürgergeld steigt")
        for words in ("B%C3%BCrgergeld+sinkt", "B%C3%BCrgergald"):
            ask(door, SEARCH + words)
        assert [row[2:] for row in counted()] == [(1, 1), (1, 1)]

    def test_only_a_search_as_it_was_typed_counts(self, door, newsroom):
        for number in range(12):
            newsroom.release(title=f"Beratung {number}")
        for more in ("&page=2", "&type=press-releases", "&from=2020-01-01", "&order=-date"):
            assert ask(door, f"{SEARCH}beratung{more}").status == 200
        assert ask(door, f"{SEARCH}beratung", method="HEAD").status == 200
        assert ask(door, "/de/suche/").status == ask(door, f"{SEARCH}%3F%21").status == 200
        assert ask(door, "/api/v1/search?locale=de&q=beratung").status == 200
        assert counted() == []

    def test_programs_and_those_who_are_logged_in_do_not_count(self, door, settings):
        ask(door, f"{SEARCH}nirgends", user_agent="Mozilla/5.0 (compatible; Googlebot/2.1)")
        ask(door, f"{SEARCH}nirgends", sec_purpose="prefetch")
        ask(door, f"{SEARCH}nirgends", cookie=f"{settings.SESSION_COOKIE_NAME}=abc")
        assert counted() == []

    def test_days_and_processes_are_added_up(self, door):
        for _ in range(2):
            ask(door, f"{SEARCH}nirgends")
            counted()
        with time_machine.travel(datetime.datetime.now(datetime.UTC) + datetime.timedelta(days=1)):
            ask(door, f"{SEARCH}nirgends")
            assert counted() == [("de", "nirgends", 2, 2), ("de", "nirgends", 1, 1)]

    def test_it_can_be_switched_off(self, door, settings, waiting):
        settings.SEARCHES_COUNTED_EVERY = 0
        ask(door, f"{SEARCH}nirgends")
        assert not waiting.searches and waiting.timer is None

    def test_no_answer_writes_anything_or_raises_the_generation(self, door):
        ask(door, f"{SEARCH}nirgends")
        before = generation.current()
        with CaptureQueriesContext(connection) as queries:
            ask(door, f"{SEARCH}nirgends")
        assert not [one for one in queries if not one["sql"].lstrip().startswith(("SELECT", "WITH"))]
        counted()
        assert generation.current() == before

    def test_many_are_written_down_by_few_statements(self, waiting, django_assert_max_num_queries):
        for number in range(200):
            waiting.add(search_of(f"wort{number}", "de", found=False))
        with django_assert_max_num_queries(5):
            learning.write_down()
        assert Asked.objects.count() == 200

    def test_what_programs_make_up_is_bounded(self, waiting, monkeypatch):
        monkeypatch.setattr(learning, "MOST_WAITING", 5)
        monkeypatch.setattr(learning, "MOST_A_DAY", 7)
        for round_ in range(3):
            for number in range(20):
                waiting.add(search_of(f"wort{round_}x{number}", "de", found=False))
            assert len(waiting.searches) == 5
            waiting.add(search_of(f"wort{round_}x0", "de", found=False))
            learning.write_down()
        assert Asked.objects.count() == 7
        waiting.add(search_of("wort0x0", "de", found=False))
        learning.write_down()
        assert Asked.objects.get(words="wort0x0").number == 3

    def test_threads_lose_nothing(self, waiting):
        def some(_number):
            for _ in range(200):
                waiting.add(search_of("wort", "de", found=True))
            connections.close_all()

        with ThreadPoolExecutor(4) as pool:
            list(pool.map(some, range(4)))
        assert counted() == [("de", "wort", 800, 0)]

    def test_it_is_written_down_after_a_while_by_itself(self, settings, waiting):
        settings.SEARCHES_COUNTED_EVERY = 1
        waiting.add(search_of("wort", "de", found=True))
        (timer,) = [one for one in threading.enumerate() if one is waiting.timer]
        timer.join(10)
        assert Asked.objects.get().number == 1 and waiting.timer is None

    def test_what_is_old_is_deleted(self, waiting):
        waiting.add(search_of("wort", "de", found=True))
        learning.write_down()
        Asked.objects.update(day=Asked.objects.get().day - datetime.timedelta(days=179))
        swept.send(None)
        assert Asked.objects.exists()
        Asked.objects.update(day=Asked.objects.get().day - datetime.timedelta(days=2))
        swept.send(None)
        assert not Asked.objects.exists()


@pytest.mark.parametrize(
    "text", ["kim@example.org", "0361 12345678", "+49 (0) 361 / 123", "DE02120300000000202051", "12-34-56", "?!", "  "]
)
def test_what_may_be_somebodys_own_is_not_counted(text):
    assert search_of(text, "de", found=False) is None


def test_words_are_counted_as_the_index_has_them():
    assert search_of(" Förderung 2014-2020,  Für\n alle ", "de", found=True) == (
        "de", "forderung 2014 2020 fur alle", "Förderung 2014 2020 Für alle", True
    )  # fmt: skip
    assert search_of("PLZ 99084", "de-simple", found=True) == ("de", "plz 99084", "PLZ 99084", True)
    long = search_of("abc " * 200, "de", found=True)
    assert long is not None and len(long.words) <= 100 and len(long.shown) <= 100


class TestClicks:
    @pytest.fixture
    def release(self, newsroom):
        return newsroom.release(title="Bürgergeld steigt")

    def kept(self):
        learning.write_down()
        return list(Clicked.objects.order_by("words").values_list("words", "key", "number"))

    def test_a_hit_that_was_opened_is_counted_with_its_search(self, door, release):
        ask(door, f"{SEARCH}B%C3%BCrgergeld")
        for _ in range(2):
            response = click(Client(enforce_csrf_checks=True), "Bürgergeld", release.url)
            assert (response.status_code, response.content) == (204, b"")
            assert not response.cookies and "no-store" in response["Cache-Control"]
        assert self.kept() == [("burgergeld", release.translation_key, 2)]
        click(Client(), "bürgergeld", release.url)
        assert self.kept() == [("burgergeld", release.translation_key, 3)]

    def test_what_nobody_searched_for_or_is_not_public_does_not_count(self, door, newsroom, release):
        ask(door, f"{SEARCH}B%C3%BCrgergeld")
        draft = newsroom.release(title="Entwurf", live=False)
        said = [("erfunden", release.url), ("Bürgergeld", "/de/nirgends/"), ("Bürgergeld", "\0"), ("", release.url)]
        said += [("Bürgergeld", "/de/presse/entwurf/"), ("kim@example.org", release.url), ("Bürgergeld", "x" * 3_000)]
        for words, path in said:
            assert click(Client(), words, path).status_code == 204
        assert self.kept() == [] and not draft.live

    def test_what_is_no_click_is_refused_or_ignored(self, release):
        client, address = Client(), reverse("search_clicked")
        assert client.get(address).status_code == 405
        for body in (b"", b"\xff\xfe=%ff", b"q", b"&&&=", b"{}"):
            response = client.post(address, body, content_type="text/plain")
            assert response.status_code == 204
        assert client.post(address, b"q=" + b"x" * 10_000, content_type="text/plain").status_code == 413
        assert self.kept() == []

    def test_who_clicks_without_end_is_told_to_wait_and_writes_nothing(self, door, release, settings):
        ask(door, f"{SEARCH}B%C3%BCrgergeld")
        statuses = [click(Client(), "Bürgergeld", release.url).status_code for _ in range(35)]
        assert statuses == [204] * 30 + [429] * 5
        assert click(Client(), "Bürgergeld", release.url, REMOTE_ADDR="192.0.2.7").status_code == 204
        assert self.kept() == [("burgergeld", release.translation_key, 31)]

    def test_a_click_writes_nothing_by_itself(self, release):
        path = release.url
        with CaptureQueriesContext(connection) as queries:
            click(Client(), "Bürgergeld", path)
        assert [one["sql"].split()[0] for one in queries] == ["SELECT"]

    def test_the_page_says_where_and_what_to_tell(self, release):
        page = Client().get(f"{SEARCH}B%C3%BCrgergald").content.decode()
        assert 'data-clicks="/clicks/" data-query="Bürgergald"' in page
        assert "js/clicks.js" in page and f'href="{release.url}"' in page


class TestReport:
    @pytest.fixture
    def counts(self, door, newsroom):
        release = newsroom.release(title="Bürgergeld steigt")
        for words, times in (("St%C3%BCtze", 3), ("Selten", 2), ("B%C3%BCrgergeld", 4)):
            for _ in range(times):
                ask(door, SEARCH + words)
        for _ in range(3):
            click(Client(), "Bürgergeld", release.url)
        learning.write_down()
        return release

    def test_it_shows_what_found_nothing_and_what_was_opened_but_nothing_rare(self, counts):
        page = Colleague("Redaktion").client.get(reverse("search_report"))
        assert [(row.shown, row.number) for row in page.context["unanswered"]] == [("Stütze", 3)]
        assert [(row.shown, row.number, row.page.title, row.opened) for row in page.context["opened"]] == [
            ("Bürgergeld", 4, "Bürgergeld steigt", 3)
        ]
        assert "Selten" not in page.content.decode()

    def test_a_synonym_is_two_clicks_and_a_word_away_and_in_force_at_once(self, counts, door):
        client = Colleague("Redaktion").client
        assert b"Nothing" not in ask(door, f"{SEARCH}St%C3%BCtze").body
        (row,) = report.unanswered()
        form = client.get(row.synonym_address).context["form"]
        known = {name: form[name].value() for name in ("language", "words")}
        assert known == {"language": "de", "words": "Stütze"}
        response = client.post(reverse("synonyms:add"), {**known, "also": "Bürgergeld", "both_ways": "on"})
        assert response.status_code == 302, response.context["form"].errors
        assert "Bürgergeld steigt" in ask(door, f"{SEARCH}St%C3%BCtze").body.decode()
        assert [row.taught for row in report.unanswered()] == [True]

    def test_a_recommendation_is_two_clicks_away(self, counts, door):
        client = Colleague("Freigabe").client
        (row,) = report.opened()
        form = client.get(row.promotion_address).context["form"]
        known = {name: form[name].value() for name in ("language", "words", "page", "place")}
        assert client.post(reverse("promotions:add"), known).status_code == 302
        assert Promotion.objects.get().page_id == counts.pk
        assert "kern-badge--info" in ask(door, f"{SEARCH}B%C3%BCrgergeld").body.decode()

    def test_what_an_address_says_that_makes_no_sense_is_left_out(self, newsroom):
        client = Colleague("Redaktion").client
        for said in ("page=x", "page=999999", "language=xx&words=%00", f"words={'x' * 500}"):
            assert client.get(f"{reverse('promotions:add')}?{said}").status_code == 200, said

    def test_the_form_says_in_plain_words_what_is_wrong(self, newsroom):
        client = Colleague("Redaktion").client
        for words, also in (("Kita", "Kitas"), ("?!", "Kita"), ("x" * 1_000, "Kita"), ("", ""), ("\0", "Kita")):
            said = {"language": "de", "words": words, "also": also}
            response = client.post(reverse("synonyms:add"), said)
            assert response.status_code == 200 and response.context["form"].errors, words
        assert not Synonym.objects.exists()
        said = {"language": "xx", "words": "Kita", "also": "Hort"}
        assert "language" in client.post(reverse("synonyms:add"), said).context["form"].errors
        draft = newsroom.release(title="Entwurf", live=False)
        said = {"language": "de", "words": "Kita", "page": draft.pk, "place": 1}
        assert "page" in client.post(reverse("promotions:add"), said).context["form"].errors

    def test_the_page_that_was_opened_is_shown_while_it_is_public(self, counts):
        counts.unpublish()
        assert report.opened() == []

    def test_lists_take_few_statements(self, newsroom, django_assert_max_num_queries):
        client = Colleague("Redaktion").client
        page = newsroom.page(title="A")
        for number in range(10):
            Synonym.objects.create(words=f"wort{number}", also="anderes")
            Promotion.objects.create(words=f"wort{number}", page=page)
        for name in ("synonyms", "promotions"):
            address = reverse(f"{name}:index")
            client.get(address)
            with django_assert_max_num_queries(20):
                assert "wort7" in client.get(address).content.decode()
