"""Sessions in the admin that end while somebody is writing: it is said, and no words are lost.

The browser asks now and then whether its session is still there (cms/static/js/session.js). Whoever sends a form
without one gets it back as it was filled in, to be sent again after logging in.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.sessions import middleware as sessions
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from wagtail.admin.views import account


class SessionMiddleware(sessions.SessionMiddleware):
    """Django's, but what everybody may read, and was made without anybody's session, says nothing of one: caches keep
    such an answer for all."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        is_public = "public" in response.get("Cache-Control", "")
        if is_public and not request.session.accessed and not request.session.modified:
            return response
        return super().process_response(request, response)


# Of the form itself, not of what somebody wrote.
OF_THE_FORM = {"csrfmiddlewaretoken"}


def state(request: HttpRequest) -> JsonResponse:
    """Who is logged in, with the token that forms need since then; refused by Wagtail where nobody is."""
    return JsonResponse({"user": str(request.user.pk), "token": get_token(request)})


def is_about_oneself(view: Callable[..., HttpResponse]) -> bool:
    """True for logins, logouts and what people change of their own account."""
    return view.__module__ == account.__name__


class SessionEndedMiddleware:
    """Give words that were sent to the admin without a session back, with the way to log in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        if (
            request.method != "POST"
            or not request.path_info.startswith(reverse("wagtailadmin_home"))
            or request.user.is_authenticated
            or is_about_oneself(view)
            or not request.accepts("text/html")
            or request.headers.get("X-Requested-With")
            or not (words := _words(request))
        ):
            return None
        context = {"words": words, "action": request.get_full_path(), "files": bool(request.FILES)}
        response = render(request, "content/session_ended.html", context, status=403)
        patch_cache_control(response, private=True, no_store=True)
        return response


def _words(request: HttpRequest) -> list[tuple[str, str]]:
    """What was sent, field by field."""
    return [(name, value) for name, values in request.POST.lists() if name not in OF_THE_FORM for value in values]
