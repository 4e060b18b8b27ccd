"""Elasticsearch finds what the database does, follows the store, and is never missed where it fails."""

import os
import time
from urllib.parse import urlsplit

import pytest
from django.core.management import CommandError, call_command

from cms.delivery import generation
from cms.delivery.models import Publication
from cms.outbox.worker import Worker
from press.models import PressReleaseTopic
from search import checks, cluster, following, noting
from search.engine import Query
from search.engines.elasticsearch import ElasticsearchEngine
from search.models import Followed, Noted, published_languages
from search.searching import search
from tests.factories import TopicFactory
from tests.search import test_search
from tests.search.between import between
from tests.search.indexes import own_indexes
from tests.search.judged import asking, judgement

pytestmark = [pytest.mark.server, pytest.mark.databases("search.engines.elasticsearch")]


@pytest.fixture
def indexes():
    with own_indexes():
        yield


@pytest.fixture
def gate(indexes, settings):
    """The way to the cluster, which can be shut."""
    parts = urlsplit(os.environ["ELASTICSEARCH_URL"])
    with between(parts.hostname, parts.port or 9200) as proxy:
        settings.ELASTICSEARCH_URL = [proxy.address]
        yield proxy


def find(text, **more):
    return search(Query(text, more.pop("locale", "de"), **more))


def titles(results):
    return [hit.publication.title for hit in results.hits]


def names(which="*"):
    return set(cluster.client().indices.get(index=f"{cluster.alias('de')}{which}"))


# What the database finds, the cluster does: the same tests, with the cluster told of everything before each question.
SAME = [
    "a_change_is_found_at_once_and_the_old_words_no_more",
    "a_match_in_the_title_only_has_an_excerpt_without_a_mark",
    "a_search_stays_in_its_language",
    "a_text_with_characters_of_private_use_is_no_mark_of_another_row",
    "a_very_long_text_can_be_published_and_found",
    "a_word_in_the_title_counts_more_than_one_in_the_text",
    "hidden_and_expired_publications_are_neither_found_nor_counted",
    "no_text_whatever_breaks_a_search",
    "pages_of_hits_hold_every_hit_once",
    "the_excerpt_shows_the_match_among_its_words",
    "the_hits_of_one_type_can_be_asked_for_and_all_are_counted",
    "the_last_word_may_be_a_beginning",
    "umlauts_are_found_however_they_are_composed",
    "umlauts_may_be_typed_without_dots",
    "where_no_text_has_all_words_those_with_some_are_given",
    "words_are_found_in_title_and_text",
]


@pytest.mark.parametrize("behaviour", SAME)
def test_it_finds_what_the_database_finds(newsroom, indexes, monkeypatch, behaviour):
    def searched(query):
        following.take()
        assert noting.is_in_line("de") or not published_languages()
        results = search(query)
        assert not results.degraded or not published_languages()
        return results

    monkeypatch.setattr(test_search, "search", searched)
    getattr(test_search, f"test_{behaviour}")(newsroom)


def test_all_hits_of_a_common_word_are_counted_by_their_values(newsroom, indexes, monkeypatch):
    monkeypatch.setattr("search.engines.elasticsearch.MANY", 4)
    topic = TopicFactory(title="Anerkennung")
    for day in range(1, 8):
        topics = [PressReleaseTopic(topic=topic)] if day > 2 else []
        test_search.dated(newsroom, f"Beratung {day}", day, topics=topics)
    newsroom.page(title="Beratung")
    following.take()
    results = find("beratung")
    assert (results.total, results.total_is_exact) == (4, False)
    assert results.counts == {"press-releases": 7, "pages": 1}
    numbers = {
        facet.kind: [(label, number) for _value, label, _locale, number in facet.options] for facet in results.facets
    }
    assert numbers["topic"] == [("Anerkennung", 5)]
    assert dict(numbers["year"])["2024"] == 7
    of_pages = find("beratung", type="pages")
    assert of_pages.total == 1 and of_pages.counts == {"press-releases": 7, "pages": 1}
    Publication.objects.filter(title="Beratung 7").update(hidden=True)
    assert find("beratung").counts == {"press-releases": 6, "pages": 1}


def test_as_long_as_it_is_behind_the_database_answers(newsroom, indexes):
    newsroom.release(title="Neue Beratungsstelle")
    results = find("beratungsstelle")
    assert titles(results) == ["Neue Beratungsstelle"] and results.degraded
    following.take()
    assert not find("beratungsstelle").degraded


def test_a_worker_of_the_outbox_tells_it(newsroom, indexes):
    newsroom.release(title="Neue Beratungsstelle")
    assert Worker().deliver_due() == 0
    assert not Noted.objects.exists()
    results = find("beratungsstelle")
    assert titles(results) == ["Neue Beratungsstelle"] and not results.degraded


def test_what_is_in_the_index_and_not_in_the_store_is_not_shown(newsroom, indexes):
    release = newsroom.release(title="Neue Beratungsstelle")
    following.take()
    # Gone without a word to anybody, as by hand in the database.
    Publication.objects.filter(page_id=release.pk).delete()
    assert (find("beratungsstelle").total, find("beratungsstelle").hits) == (0, [])


@pytest.mark.parametrize("mode", ["refusing", "silent"])
def test_where_it_fails_the_database_answers_and_it_is_left_alone(newsroom, gate, mode, record_property):
    newsroom.release(title="Neue Beratungsstelle")
    following.take()
    gate.become(mode)
    began = time.monotonic()
    results = find("beratungsstelle")
    assert titles(results) == ["Neue Beratungsstelle"] and results.degraded
    first = time.monotonic() - began
    assert first < 2 * cluster.TIMEOUT + 1
    began = time.monotonic()
    assert find("beratungsstelle").degraded
    second = time.monotonic() - began
    assert second < cluster.TIMEOUT
    record_property(f"matrix rows 15 and 16, {mode}: first answer, next one", f"{first:.2f} s, {second:.2f} s")
    gate.become("open")
    gate.close_all()
    cluster.breaker.rest = 0
    cluster.breaker.failed()
    assert not find("beratungsstelle").degraded


@pytest.mark.parametrize("mode", ["refusing", "silent"])
def test_publishing_does_not_wait_for_it_and_it_catches_up(newsroom, gate, mode, monkeypatch):
    newsroom.release(title="Erste Meldung")
    following.take()
    gate.become(mode)
    monkeypatch.setattr(cluster, "LONG_TIMEOUT", 1.0)
    release = newsroom.release(title="Zweite Meldung")
    assert titles(find("zweite")) == ["Zweite Meldung"]
    assert Worker().deliver_due() >= 1
    release.unpublish()
    newsroom.release(title="Dritte Meldung")
    gate.become("open")
    gate.close_all()
    following.take()
    assert following.stale() == set()
    results = find("meldung")
    assert sorted(titles(results)) == ["Dritte Meldung", "Erste Meldung"] and not results.degraded


def test_a_partial_answer_of_a_red_index_is_none(newsroom, indexes):
    newsroom.release(title="Neue Beratungsstelle")
    following.take()
    client = cluster.client()
    client.indices.close(index=cluster.alias("de"))
    results = find("beratungsstelle")
    assert titles(results) == ["Neue Beratungsstelle"] and results.degraded


def test_who_comes_late_replaces_nothing_newer(newsroom, indexes, monkeypatch):
    release = newsroom.release(title="Neue Beratungsstelle")
    following.take()
    publication = Publication.objects.get(page_id=release.pk)
    now = generation.current()
    monkeypatch.setattr(generation, "current", lambda: now + 10)
    following.renew([publication.pk])
    monkeypatch.setattr(generation, "current", lambda: now + 5)
    Publication.objects.filter(pk=publication.pk).update(title="Älter")
    following.renew([publication.pk])
    assert following.stale() == {publication.pk}


def test_an_index_is_made_anew_without_a_gap(newsroom, indexes, monkeypatch):
    monkeypatch.setattr(following, "BATCH", 1)
    releases = [newsroom.release(title=f"Meldung {number}") for number in range(3)]
    following.take()
    before = names()
    meanwhile = iter([releases[0].unpublish, lambda: newsroom.release(title="Meldung 3")])

    def progress(_number):
        if (change := next(meanwhile, None)) is not None:
            change()
            following.take()
            # What was asked before still answers, and knows what has changed.
            assert not find("meldung").degraded

    following.rebuild("de", progress)
    assert not names() & before and len(names()) == 1
    assert sorted(titles(find("meldung"))) == ["Meldung 1", "Meldung 2", "Meldung 3"]
    assert not find("meldung").degraded and following.stale() == set()


def test_a_rebuild_that_ends_half_way_leaves_all_as_it_was(newsroom, indexes, monkeypatch):
    monkeypatch.setattr(following, "BATCH", 1)
    for number in range(3):
        newsroom.release(title=f"Meldung {number}")
    following.take()

    def killed(_number):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        following.rebuild("de", killed)
    assert len(names()) == 2
    newsroom.release(title="Meldung 3")
    following.take()
    assert find("meldung").total == 4 and not find("meldung").degraded
    following.rebuild("de")
    assert len(names()) == 1 and find("meldung").total == 4 and following.stale() == set()


def test_check_search_says_what_differs_and_mends_it(newsroom, indexes, capsys):
    release = newsroom.release(title="Neue Beratungsstelle")
    newsroom.release(title="Andere Meldung")
    following.take()
    call_command("check_search")
    number = Publication.objects.count()
    assert f"Elasticsearch: 0 of {number} publications differ" in capsys.readouterr().out
    pk = Publication.objects.get(page_id=release.pk).pk
    cluster.client().delete(index=cluster.alias("de"), id=str(pk), refresh=True)
    with pytest.raises(SystemExit):
        call_command("check_search")
    path = Publication.objects.get(pk=pk).path
    assert f"Elasticsearch: {path}\nElasticsearch: 1 of {number} publications differ" in capsys.readouterr().out
    call_command("check_search", "--repair")
    call_command("check_search")
    assert titles(find("beratungsstelle")) == ["Neue Beratungsstelle"]


def test_a_cluster_that_was_not_told_of_a_change_has_to_be_filled_anew(newsroom, indexes, settings):
    newsroom.release(title="Erste Meldung")
    following.take()
    address, settings.ELASTICSEARCH_URL = settings.ELASTICSEARCH_URL, []
    newsroom.release(title="Zweite Meldung")
    settings.ELASTICSEARCH_URL = address
    assert find("meldung").degraded and find("meldung").total == 2
    assert [said.id for said in checks.elasticsearch_is_filled(None, databases=["default"])] == ["treffpunkt.W001"]
    call_command("rebuild_search", verbosity=0)
    assert checks.elasticsearch_is_filled(None, databases=["default"]) == []
    assert not find("meldung").degraded and find("meldung").total == 2


def test_a_worker_does_not_fill_the_index_of_many_texts(newsroom, indexes, monkeypatch):
    monkeypatch.setattr(following, "SMALL", 1)
    newsroom.release(title="Erste Meldung")
    newsroom.release(title="Zweite Meldung")
    with pytest.raises(following.NoIndexError, match="rebuild_search"):
        following.take()
    assert Noted.objects.exists() and not Followed.objects.exists()
    assert find("meldung").degraded and find("meldung").total == 2


def test_a_rebuild_says_that_the_cluster_fails(newsroom, gate):
    newsroom.release(title="Erste Meldung")
    gate.become("refusing")
    with pytest.raises(CommandError, match="answered as before"):
        call_command("rebuild_search", verbosity=0)


def test_titles_are_suggested(newsroom, indexes):
    release = newsroom.release(title="Neue Beratungsstelle in Musterstadt")
    following.take()
    assert ElasticsearchEngine().titled(["neu", "musterst"], "de", 5) == []
    assert ElasticsearchEngine().titled(["neue", "musterst"], "de", 5) == [
        Publication.objects.get(page_id=release.pk).pk
    ]


def test_what_the_database_answers_in_its_place_is_not_kept(newsroom, gate, client):
    newsroom.release(title="Neue Beratungsstelle")
    following.take()
    assert client.get("/api/v1/search?q=beratungsstelle").json()["meta"]["degraded"] is False
    gate.become("refusing")
    answer = client.get("/api/v1/search?q=beratungsstelle")
    assert answer.json()["meta"]["degraded"] is True and answer.json()["total"] == 1
    page = client.get("/de/suche/?q=beratungsstelle")
    assert "Suchserver" in page.content.decode()
    assert not answer.is_for_everybody and not page.is_for_everybody


def test_the_answers_to_the_held_questions_are_as_good_as_was_set(newsroom, indexes, record_property):
    names = asking.fill(newsroom, judgement.texts())
    following.take()
    found = asking.figures(judgement.queries("held"), names)
    record_property("judged answers of Elasticsearch, held half: nDCG, recall", f"{found.ndcg:.3f}, {found.recall:.3f}")
    assert [goal for goal in found.missed(judgement.WELL_ON_SERVERS) if "forbidden" not in goal] == []
