"""Counting what is searched for, in tests."""

import pytest

from search import learning


@pytest.fixture
def waiting(settings, monkeypatch):
    """Counting as in production, but that nothing is written down until the test says so."""
    settings.SEARCHES_COUNTED_EVERY = 3_600
    fresh = learning.Waiting()
    monkeypatch.setattr(learning, "waiting", fresh)
    yield fresh
    if fresh.timer is not None:
        fresh.timer.cancel()
