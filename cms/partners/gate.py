"""The gate of the API: who asks too often is told to wait, a key is looked at, and all else goes through as it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import Any

from django.conf import settings

from cms.delivery.api.service import open_to_all
from cms.delivery.errors import problem
from cms.partners import keys
from cms.partners.limits import Count, Counting
from cms.partners.models import Scope
from cms.proxies import client_of, network_of

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]

API = "/api/v1"
# By the beginning of the path behind the API's own; everything else is content.
SCOPES = {"/changes": Scope.CHANGES, "/search": Scope.SEARCH}
ANONYMOUS, KEY = "anonymous", "key"


class Gate:
    """A WSGI application in front of another one: at the API it counts requests by key, else by address."""

    def __init__(self, application: Application) -> None:
        self.application = application
        self.counting = Counting()

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        is_ours = path == API or path.startswith(f"{API}/")
        if not is_ours or not settings.API_REQUESTS_PER_MINUTE or environ["REQUEST_METHOD"] == "OPTIONS":
            return self.application(environ, start_response)
        try:
            key, is_known = keys.named_in(environ.get("HTTP_AUTHORIZATION", "")), True
        except keys.UnknownKeyError:
            key, is_known = None, False  # whoever tries keys is counted as anybody is
        count = self._count(environ, key)
        if count.refused:
            detail = f"At most {count.quota} requests a minute; come again in {count.reset} s."
            more = {**count.headers(), "Retry-After": str(count.reset)}
            return _refused(start_response, HTTPStatus.TOO_MANY_REQUESTS, "Too many requests", detail, more)
        if not is_known:
            detail = (
                "This key is none of ours, or was revoked. Without a key everything is open to everybody, less often."
            )
            more = {**count.headers(), "WWW-Authenticate": 'Bearer realm="api"'}
            return _refused(start_response, HTTPStatus.UNAUTHORIZED, "Unknown key", detail, more)
        if key is not None and (scope := _scope_of(path)) not in key.scopes:
            detail = f"This key lacks the scope {scope}. Without a key the same is open to everybody."
            return _refused(start_response, HTTPStatus.FORBIDDEN, "Outside the key's scope", detail, count.headers())

        def start(status: str, headers: list[tuple[str, str]], *args: Any) -> Any:
            return start_response(status, [*headers, *count.headers().items()], *args)

        return self.application(environ, start)

    def _count(self, environ: Environ, key: keys.Key | None) -> Count:
        if key is not None:
            return self.counting.take(KEY, key.per_minute, str(key.pk))
        who = network_of(client_of(environ))
        return self.counting.take(ANONYMOUS, settings.API_REQUESTS_PER_MINUTE, who)


def _refused(
    start_response: StartResponse, status: HTTPStatus, title: str, detail: str, headers: dict[str, str]
) -> Iterable[bytes]:
    response = open_to_all(problem(status, title, detail))
    for name, value in headers.items():
        response[name] = value
    start_response(f"{status.value} {status.phrase}", list(response.items()))
    return [response.content]


def _scope_of(path: str) -> str:
    part = path.removeprefix(API)
    return next((scope for beginning, scope in SCOPES.items() if part.startswith(beginning)), Scope.CONTENT)
