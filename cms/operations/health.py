"""Whether this process lives, and whether it can serve: asked by whoever restarts it or sends it readers.

It stands before everything else, so that no host, scheme or throttle is in the way, and answers nobody but this machine
and the networks of the settings; to all others these are addresses at which nothing is.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.db import Error, connection

from cms import schema
from cms.delivery import generation
from cms.proxies import client_of, is_within

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]

LIVE, READY = "/health/live", "/health/ready"
RETRY_AFTER = 5  # seconds


class Health:
    """A WSGI application in front of another one, which answers the two questions itself."""

    def __init__(self, application: Application) -> None:
        self.application = application

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        if path not in {LIVE, READY} or not may_ask(environ):
            return self.application(environ, start_response)
        return _send(environ, start_response, [] if path == LIVE else why_not_ready())


def may_ask(environ: Environ) -> bool:
    """True for this machine, also by a socket, which has no address, and for the networks of HEALTH_NETWORKS."""
    return is_within(client_of(environ) or "127.0.0.1", tuple(settings.HEALTH_NETWORKS))


def why_not_ready() -> list[str]:
    """What keeps the site from being served, each with its remedy; empty where nothing does."""
    try:
        return list(_missing())
    except (Error, connection.Database.Error):  # type: ignore[attr-defined]  # as every wrapper has
        connection.close()
        return ["The database does not answer: look whether it runs, and at DATABASE_URL."]


def _missing() -> Iterator[str]:
    if not connection.in_atomic_block:
        connection.close_if_unusable_or_obsolete()
    if behind := schema.behind():
        yield f"The database is behind the code ({', '.join(behind)}): run manage.py migrate."
    else:
        generation.current()


def _send(environ: Environ, start_response: StartResponse, why_not: list[str]) -> Iterable[bytes]:
    status = HTTPStatus.SERVICE_UNAVAILABLE if why_not else HTTPStatus.OK
    body = json.dumps({"status": "unavailable" if why_not else "ok", "why": why_not}).encode()
    headers = {"Content-Type": "application/json", "Content-Length": str(len(body)), "Cache-Control": "no-store"}
    if why_not:
        headers["Retry-After"] = str(RETRY_AFTER)
    start_response(f"{status.value} {status.phrase}", list(headers.items()))
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]
