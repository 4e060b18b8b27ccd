"""What holds for every request: where it came from is what a known proxy says, its language is the one in its path, no
cache keeps an error, and the admin has a content policy of its own."""

from collections.abc import Callable

from csp.constants import NONE, SELF, UNSAFE_INLINE
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.cache import patch_cache_control

from cms.proxies import client_of, comes_from_proxy

# Wagtail's admin works with inline scripts and styles, and shows previews in a frame.
ADMIN_POLICY = {
    "default-src": [SELF],
    "script-src": [SELF, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
    "object-src": [NONE],
    "base-uri": [SELF],
    "form-action": [SELF],
    "frame-ancestors": [SELF],
}


# What a proxy says of the request that it passes on.
SAID_BY_PROXIES = (
    "HTTP_X_FORWARDED_FOR",
    "HTTP_X_FORWARDED_PROTO",
    "HTTP_X_FORWARDED_HOST",
    "HTTP_X_FORWARDED_PORT",
    "HTTP_FORWARDED",
    "HTTP_X_REAL_IP",
)


class ProxyMiddleware:
    """Believe what is said of a request's origin if it comes from a trusted proxy, and forget it from anybody else.

    `REMOTE_ADDR` is the client's address afterwards: the last one named that is no trusted proxy's.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not comes_from_proxy(request.META):
            for name in SAID_BY_PROXIES:
                request.META.pop(name, None)
        else:
            request.META["REMOTE_ADDR"] = client_of(request.META)
        return self.get_response(request)


FIRST_ERROR = 400


class ErrorCachingMiddleware:
    """Let no cache keep an error that does not say itself for how long it holds.

    It must be the first middleware, so that it sees the errors of all others.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code >= FIRST_ERROR and not response.has_header("Cache-Control"):
            patch_cache_control(response, private=True, no_store=True)
        return response


class PathLocaleMiddleware:
    """Activate the language that the path names, else the site's first; never guess, redirect or vary by header.

    Django's own LocaleMiddleware turns a 404 of the API into a redirect to `/de/api/…` and adds `Vary: Accept-Language`
    to every answer, which a shared cache would have to keep apart.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = translation.get_language_from_path(request.path_info) or settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


class AdminPolicyMiddleware:
    """Give the admin its own content security policy; everything else keeps the strict one of the settings."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.path_info.startswith(reverse("wagtailadmin_home")):
            response._csp_replace = ADMIN_POLICY  # type: ignore[attr-defined]  # read by CSPMiddleware
        elif getattr(request, "is_dummy", False):
            # A preview runs through the middleware as a request for the page itself, and stands in the admin's frame.
            response._csp_replace = {"frame-ancestors": [SELF]}  # type: ignore[attr-defined]
        return response
