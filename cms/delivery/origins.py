"""What scripts of every origin may read: public answers, without cookies (CORS)."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.middleware.http import ConditionalGetMiddleware

from cms.delivery import errors

ResponseT = TypeVar("ResponseT", bound=HttpResponseBase)
View = Callable[..., HttpResponseBase]

ALLOWED = "Access-Control-Allow-Origin"
READING = "GET, HEAD, OPTIONS"
# What scripts may read beside the body.
EXPOSED = (
    "Accept-Ranges, Content-Language, Content-Length, Content-Range, Deprecation, ETag, Last-Modified, Link, "
    "RateLimit, RateLimit-Policy, Retry-After, Sunset"
)


def open_to_all(response: ResponseT) -> ResponseT:
    """The answer for scripts of every origin, which may read what it says of itself."""
    response[ALLOWED] = "*"
    response["Access-Control-Expose-Headers"] = EXPOSED
    return response


def what_may_be_asked() -> HttpResponse:
    """The answer to OPTIONS: to everybody, before a script of another origin reads."""
    headers = {
        "Allow": READING,
        ALLOWED: "*",
        "Access-Control-Allow-Methods": READING,
        "Access-Control-Allow-Headers": "Authorization, If-Modified-Since, If-None-Match, Range",
        "Access-Control-Max-Age": "86400",
        "Content-Language": "en",
    }
    return HttpResponse(status=204, headers=headers)


def answering_options(view: View) -> View:
    """The view that says itself which of its answers are open to scripts; to all of them it says what may be asked, and
    what has not changed is as open as it was."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method == "OPTIONS":
            return what_may_be_asked()
        if request.method not in {"GET", "HEAD"}:
            return HttpResponseNotAllowed(READING.split(", "))
        response = view(request, *args, **kwargs)
        found: Any = ConditionalGetMiddleware(lambda request: response)(request)
        return open_to_all(found) if ALLOWED in response.headers else found

    answer.csrf_exempt = True  # type: ignore[attr-defined] # nothing is written: who posts is told what may be asked
    return answer


def for_every_origin(view: View) -> View:
    """The view whose answers are all public, errors included, and open to scripts."""

    @answering_options
    @wraps(view)
    def read(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            response = view(request, *args, **kwargs)
        except Http404 as error:
            response = errors.not_found(request, error)
        return open_to_all(response)

    return read
