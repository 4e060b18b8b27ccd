"""A Redis that fails or freezes is an empty cache, and nobody waits for it."""

import socket
import time

import pytest
from django.core.cache.backends.base import BaseCache

from cms import caching
from cms.caching import RedisCache


@pytest.fixture
def frozen():
    """A server that takes connections and never answers."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield f"redis://127.0.0.1:{server.getsockname()[1]}"


@pytest.fixture
def gone():
    """An address at which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    return f"redis://127.0.0.1:{port}"


ASKED = {
    "add": (("a", 1), False),
    "get": (("a", "else"), "else"),
    "set": (("a", 1), None),
    "touch": (("a",), False),
    "delete": (("a",), False),
    "get_many": ((["a"],), {}),
    "has_key": (("a",), False),
    "set_many": (({"a": 1},), ["a"]),
    "delete_many": ((["a"],), None),
    "clear": ((), False),
}


@pytest.mark.parametrize("name", ASKED)
def test_every_question_to_a_redis_that_is_gone_has_the_answer_of_an_empty_cache(gone, name):
    arguments, expected = ASKED[name]
    assert getattr(RedisCache(gone, {}), name)(*arguments) == expected


def test_counting_says_that_the_key_is_missing(gone):
    with pytest.raises(ValueError, match="not found"):
        RedisCache(gone, {}).incr("a")


def test_no_question_of_django_s_is_forgotten():
    by_django = {name for name in vars(caching.DjangoRedisCache) if not name.startswith(("_", "get_backend"))}
    assert by_django == {*ASKED, "incr"}
    assert all(name in vars(RedisCache) for name in by_django)
    assert issubclass(RedisCache, BaseCache)


def test_a_frozen_redis_costs_a_request_less_than_half_a_second_however_often_it_asks(frozen):
    cache = RedisCache(frozen, {})
    began = time.monotonic()
    for number in range(50):
        assert cache.get(f"page {number}") is None
        cache.set(f"page {number}", "words")
    assert time.monotonic() - began < caching.PATIENCE + 0.5


def test_it_is_asked_again_after_a_while(gone, monkeypatch):
    cache = RedisCache(gone, {})
    assert cache.get("a") is None
    monkeypatch.setattr(cache._leaving, "until", 0.0)
    monkeypatch.setattr(caching.DjangoRedisCache, "get", lambda *args: "there again")
    assert cache.get("a") == "there again"
