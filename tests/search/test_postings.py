"""How hits are counted that are too many to be looked at, by what a process keeps of the index."""

import datetime
import random

import pytest
from django.db import transaction
from django.utils import timezone

from cms.delivery.models import Publication
from press.models import PressReleaseTopic
from search import rebuild, searching
from search.engine import Query, engine
from search.engines import embedded, postings
from search.models import Touched
from tests.factories import TopicFactory

pytestmark = [
    pytest.mark.databases("search.engine", "search.engines.postings", "search.facts"),
    pytest.mark.django_db(transaction=True),
]


@pytest.fixture
def advice(newsroom, monkeypatch):
    """Two hits are many, and a memory of one's own, as in a process that is outside of transactions."""
    monkeypatch.setattr(embedded, "MANY", 2)
    monkeypatch.setattr(embedded, "memory", postings.Memory())
    topics = [TopicFactory(title=title) for title in ("Arbeit", "Schule")]
    pages = [
        newsroom.release(
            title=f"Beratung {number}",
            date=datetime.date(2023 + number % 2, 5, 1 + number),
            topics=[PressReleaseTopic(topic=topics[number % 2])],
        )
        for number in range(5)
    ]
    newsroom.page(title="Beratung")
    return newsroom, pages


def numbers(**chosen):
    query = Query("beratung", "de", **chosen)
    found = engine().numbers(query.question, query)
    return {kind: sorted(values.values()) for kind, values in found.items()}


def counted(monkeypatch, **chosen):
    """The same by what is known of each hit."""
    with monkeypatch.context() as patched:
        patched.setattr(embedded, "MANY", 1_000)
        results = searching.search(Query("beratung", "de", **chosen))
    found = {facet.kind: sorted(number for *_, number in facet.options if number) for facet in results.facets}
    return {"type": sorted(filter(None, results.counts.values())), **found}


def test_what_is_kept_follows_every_change(advice, monkeypatch):
    room, pages = advice
    topic = str(pages[0].topics.first().topic.translation_key)

    def check():
        for chosen in (
            {},
            {"type": "press-releases"},
            {"values": {"topic": topic}},
            {"since": datetime.date(2024, 1, 1)},
        ):
            assert numbers(**chosen) == counted(monkeypatch, **chosen)
        return numbers()["type"]

    assert check() == [1, 5]
    late = room.release(title="Beratung im Mai")
    assert check() == [1, 6]
    late.unpublish()
    assert check() == [1, 5]
    Publication.objects.filter(page_id=pages[0].pk).update(hidden=True)
    assert check() == [1, 4]
    Publication.objects.filter(page_id=pages[1].pk).update(expires_at=timezone.now())
    assert check() == [1, 3]
    pages[2].title = "Anderes"
    pages[2].save_revision().publish()
    assert check() == [1, 2]
    pages[3].topics.all().delete()
    pages[3].save_revision().publish()
    assert check() == [1, 2]


def test_only_what_was_touched_is_asked_again(advice, django_assert_num_queries):
    room, _pages = advice
    numbers()
    with django_assert_num_queries(
        3
    ):  # what is unseen, where the log ends, and new words; the generation is asked aside
        numbers()
    searching.search(Query("beratung", "de"))
    with django_assert_num_queries(8):
        assert searching.search(Query("beratung", "de")).facets
    room.release(title="Beratung im Mai")
    numbers()
    assert embedded.memory._marked[0] == postings.newest()


def test_what_is_rolled_back_is_kept_by_nobody(advice):
    room, _pages = advice
    numbers()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        room.release(title="Beratung im Mai")
        assert numbers()["type"] == [1, 6]
        raise ZeroDivisionError
    assert numbers()["type"] == [1, 5]
    room.release(title="Anderes")
    assert numbers()["type"] == [1, 5]


def test_a_log_that_another_database_had_is_not_believed(advice):
    numbers()
    embedded.memory._fitting.update({key: one._replace(bits=0) for key, one in embedded.memory._fitting.items()})
    assert "type" not in numbers()
    Touched.objects.update(token="played in")  # noqa: S106 # of a log
    assert numbers()["type"] == [1, 5]


def test_who_has_not_looked_for_long_asks_anew(advice, monkeypatch):
    room, _pages = advice
    monkeypatch.setattr(postings, "LOGGED", 2)
    numbers()
    for number in range(4):
        room.release(title=f"Beratung, neu {number}")
    assert Touched.objects.count() <= 2
    assert numbers()["type"] == [1, 9]


def test_a_rebuild_forgets_what_is_kept(advice):
    numbers()
    rebuild.rebuild()
    assert numbers()["type"] == [1, 5]


def test_values_that_are_too_many_are_not_counted(advice, monkeypatch):
    monkeypatch.setattr(postings, "MARKS", 2)
    assert searching.search(Query("beratung", "de")).facets is None


def test_no_more_is_kept_than_has_room(advice, monkeypatch):
    monkeypatch.setattr(postings, "BOUND", 250)
    for text in ("beratung", "im", "mai", "beratung 1"):
        query = Query(text, "de")
        engine().numbers(query.question, query)
    assert len(embedded.memory._fitting) <= 2


def test_bits_are_those_of_the_entries():
    chance = random.Random(1)  # noqa: S311 # of a test
    for number in (0, 1, postings.FEW, 3 * postings.FEW):
        ids = {chance.choice((1, -1)) * chance.randint(1, 5_000) for _ in range(number)}
        found = postings.bits(list(ids))
        assert {id_ for id_ in range(-5_000, 5_001) if id_ and found >> postings.bit(id_) & 1} == ids
        assert found.bit_count() == len(ids)
