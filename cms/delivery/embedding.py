"""The list of publications that partners set into their own pages by two lines of HTML (docs/api/README.md)."""

from functools import cache
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from cms.delivery.answers import answers_everybody, keepable

KEPT = 3_600  # seconds for which browsers take it without asking: an hour after an upgrade all have the new one


@require_safe
def component(request: HttpRequest) -> HttpResponse:
    """The web component, for pages of every origin."""
    answers_everybody(request)
    response = HttpResponse(_script(), content_type="text/javascript; charset=utf-8")
    response["Content-Language"] = "en"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    patch_cache_control(response, public=True, max_age=KEPT)
    return keepable(request, response)


@cache
def _script() -> bytes:
    """As it stands in the project; it changes with a new version of the site only."""
    return (Path(settings.BASE_DIR) / "clients" / "newsroom.js").read_bytes()
