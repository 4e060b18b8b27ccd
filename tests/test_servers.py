"""What needs real servers; `make test-all` runs it with their addresses in the environment."""

import os

import pytest
from django.core.cache import caches
from django.db import connection

pytestmark = pytest.mark.server


def test_the_database_is_the_server_that_the_environment_names(db):
    assert os.environ["DATABASE_URL"].startswith("postgres")
    assert connection.vendor == "postgresql"
    with connection.cursor() as cursor:
        cursor.execute("SHOW transaction_isolation")
        assert cursor.fetchone() == ("read committed",)  # what the counter's lock relies on
        cursor.execute("SHOW lock_timeout")
        assert cursor.fetchone() == ("2s",)


def test_the_cache_is_the_server_that_the_environment_names():
    cache = caches["default"]
    assert type(cache).__name__ == "RedisCache"
    cache.set("treffpunkt-tests", {"Ort": "Musterstadt"}, 60)
    assert cache.get("treffpunkt-tests") == {"Ort": "Musterstadt"}
    cache.delete("treffpunkt-tests")
    assert cache.get("treffpunkt-tests") is None
