"""Whoever tries something too often is told to wait: 429 with `Retry-After`."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control

from cms.throttling import logins
from cms.throttling.throttle import ThrottledError, take_all


class ThrottlingMiddleware:
    """Count logins and password resets before a password is looked at, and answer for every throttle that refuses."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        attempts, resetting = getattr(request, "counted_attempts", []), getattr(request, "resetting", "")
        logins.settle(request, response, attempts, resetting)
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        attempts = logins.attempts_of(request, view)
        try:
            take_all(attempts)
        except ThrottledError as error:
            is_reset = request.path == (reset := reverse("wagtailadmin_password_reset"))
            return refused(request, error, password_reset="" if is_reset else reset)
        request.counted_attempts = attempts  # type: ignore[attr-defined]  # read above
        request.resetting = logins.resetting(request, view, kwargs)  # type: ignore[attr-defined]  # read above
        return None

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        return refused(request, error) if isinstance(error, ThrottledError) else None


def refused(request: HttpRequest, error: ThrottledError, *, password_reset: str = "") -> HttpResponse:
    """The 429 page, which says how long to wait, and where a new password is had that needs no waiting."""
    context = {"seconds": error.seconds, "minutes": -(-error.seconds // 60), "password_reset": password_reset}
    response = render(request, "429.html", context, status=429)
    response.headers["Retry-After"] = str(error.seconds)
    patch_cache_control(response, private=True, no_store=True)
    return response
