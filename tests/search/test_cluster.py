"""The cluster of searches where it is not reached: its breaker, its client, its settings."""

import pytest

from search import checks, cluster, noting
from search.models import Noted


def test_after_a_failure_nobody_asks_for_a_while_then_one_does():
    now = [0.0]
    breaker = cluster.Breaker(10, clock=lambda: now[0])
    assert breaker.lets_through() and breaker.lets_through()
    breaker.failed()
    assert not breaker.lets_through()
    now[0] = 10.0
    assert [breaker.lets_through(), breaker.lets_through()] == [True, False]
    breaker.succeeded()
    assert breaker.lets_through()


def test_a_question_that_one_node_fails_is_put_to_the_next(settings):
    settings.ELASTICSEARCH_URL = ["http://127.0.0.1:1", "http://user:secret@127.0.0.1:2", "https://search.example"]
    settings.ELASTICSEARCH_API_KEY = ""
    client = cluster.client()
    nodes = client.transport.node_pool.all()
    assert sorted((node.host, node.port) for node in nodes) == [
        ("127.0.0.1", 1),
        ("127.0.0.1", 2),
        ("search.example", 443),
    ]
    assert client._max_retries == 2 and client._retry_on_timeout is True


@pytest.mark.parametrize(
    ("value", "can_be"), [("0", True), ("2", True), ("0-1", True), ("0-all", True), ("many", False)]
)
def test_the_number_of_copies_is_a_number_or_a_range(settings, value, can_be):
    settings.ELASTICSEARCH_REPLICAS = value
    assert (checks.replicas_can_be(None) == []) is can_be


@pytest.mark.django_db
def test_without_a_cluster_what_was_noted_for_it_is_forgotten():
    Noted.objects.create(publication=1)
    assert noting.deliver(None, {}) == "no cluster"
    assert not Noted.objects.exists()


def test_without_a_cluster_nothing_is_noted(newsroom):
    newsroom.release(title="Neue Beratungsstelle")
    assert not Noted.objects.exists()
