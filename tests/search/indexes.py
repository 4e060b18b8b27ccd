"""Indexes of one's own in the Elasticsearch that the environment names."""

import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from unittest import mock

from django.test import override_settings

from search import cluster


@contextmanager
def own_indexes() -> Iterator[None]:
    """Searches are answered by indexes of their own, and by a cluster that has not been seen to fail."""
    named = {
        "ELASTICSEARCH_URL": [os.environ["ELASTICSEARCH_URL"]],
        "ELASTICSEARCH_PREFIX": f"test-{uuid.uuid4().hex[:12]}",
        "ELASTICSEARCH_REPLICAS": "0",
    }
    with override_settings(**named), mock.patch.object(cluster, "breaker", cluster.Breaker(cluster.REST)):
        try:
            yield
        finally:
            drop(named["ELASTICSEARCH_PREFIX"])


def drop(prefix: str) -> None:
    # Not through whatever a test put in between.
    with override_settings(ELASTICSEARCH_URL=[os.environ["ELASTICSEARCH_URL"]]):
        client = cluster.client(cluster.LONG_TIMEOUT)
        for name in client.indices.get(index=f"{prefix}-*"):
            client.indices.delete(index=name)
