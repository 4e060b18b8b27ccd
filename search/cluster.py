"""The Elasticsearch cluster, where one is set up: who asks it, and what becomes of a question that it does not answer.

A question waits a second at most. After a failure nobody in this process asks for some seconds, then one does and all
others go on without until it was answered.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, TypeVar

from django.conf import settings

if TYPE_CHECKING:
    from elasticsearch import Elasticsearch

log = logging.getLogger(__name__)

TIMEOUT = 1.0  # seconds for a question of a reader
LONG_TIMEOUT = 20.0  # seconds for what a worker or a command asks
REST = 10.0  # seconds for which a cluster is left alone that failed

T = TypeVar("T")


class UnavailableError(Exception):
    """The cluster does not answer, or not as it should: the database has to."""


class Breaker:
    """Lets questions through until one fails; then one every so many seconds, until it was answered."""

    def __init__(self, rest: float, clock: Callable[[], float] = time.monotonic) -> None:
        self.rest = rest
        self.clock = clock
        self._open_until: float | None = None
        self._lock = threading.Lock()

    def lets_through(self) -> bool:
        with self._lock:
            if self._open_until is None:
                return True
            if self.clock() < self._open_until:
                return False
            self._open_until = self.clock() + self.rest
            return True

    def failed(self) -> None:
        with self._lock:
            self._open_until = self.clock() + self.rest

    def succeeded(self) -> None:
        with self._lock:
            self._open_until = None


breaker = Breaker(REST)


def is_set_up() -> bool:
    """True where settings name a cluster."""
    return bool(settings.ELASTICSEARCH_URL)


def asked(ask: Callable[[Elasticsearch], T]) -> T:
    """What the cluster answers to a reader's question; raises UnavailableError where it does not within a second."""
    from elasticsearch import ApiError, TransportError

    if not breaker.lets_through():
        raise UnavailableError("it failed a moment ago")
    try:
        answer = ask(client())
    except (ApiError, TransportError) as error:
        log.warning("Elasticsearch is left alone for %s s (%s)", REST, type(error).__name__)
        breaker.failed()
        raise UnavailableError(str(error)) from error
    breaker.succeeded()
    return answer


def client(timeout: float = TIMEOUT) -> Elasticsearch:
    """The client of the cluster that settings name; a question that one node fails is put to the next."""
    made = _client(tuple(settings.ELASTICSEARCH_URL), settings.ELASTICSEARCH_API_KEY, settings.ELASTICSEARCH_CA)
    return made.options(request_timeout=timeout)


@cache
def _client(addresses: tuple[str, ...], api_key: str, certificates: str) -> Elasticsearch:
    from elastic_transport.client_utils import DEFAULT, url_to_node_config
    from elasticsearch import Elasticsearch

    others = len(addresses) - 1
    return Elasticsearch(
        [url_to_node_config(address, use_default_ports_for_scheme=True) for address in addresses],
        api_key=api_key or None,
        ca_certs=certificates or DEFAULT,
        max_retries=others,
        retry_on_timeout=others > 0,
    )


def alias(locale: str, *, coming: bool = False) -> str:
    """The name by which a language's index is asked, or that of the one which will be when it is filled."""
    name = f"{settings.ELASTICSEARCH_PREFIX}-{locale.lower()}"
    return f"{name}.next" if coming else name
