"""The page for partners: how to begin, what there is, and what errors mean. In English, as the API's own words are."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from cms.delivery import problems, registry
from cms.delivery.api.schemas import root
from cms.delivery.api.service import PublicAPI, reading
from cms.delivery.feeds import FORMATS
from cms.delivery.site_frame import site_frame_for
from cms.delivery.views import indexes

LANGUAGE = "en"


def docs_of(api: PublicAPI) -> Callable[..., HttpResponse]:
    """The view of the page about that API."""

    def docs(request: HttpRequest) -> HttpResponse:
        with translation.override(LANGUAGE):
            return render(request, "delivery/api_docs.html", _context(api))

    return reading(docs, frozenset())


def _context(api: PublicAPI) -> dict[str, Any]:
    front_page = f"/{settings.LANGUAGE_CODE}/"
    lists = indexes(settings.LANGUAGE_CODE)
    return {
        "site_frame": site_frame_for(LANGUAGE),
        "page_language": LANGUAGE,
        "base": f"{settings.PUBLIC_URL}{root().rstrip('/')}",
        "site": settings.PUBLIC_URL,
        "default_locale": settings.LANGUAGE_CODE,
        "operations": _operations(api),
        "problems": [{"kind": kind, "explanation": _with_code(kind.explanation)} for kind in problems.KINDS],
        "quota": settings.API_REQUESTS_PER_MINUTE,
        "days": settings.CHANGES_KEPT,
        "component": reverse("embedded_list"),
        "press": lists.get("press-releases", front_page),
        "dates": lists.get("events", front_page),
        "types": registry.types(),
        "formats": list(FORMATS),
    }


def _operations(api: PublicAPI) -> list[dict[str, Any]]:
    """Every operation of the description, as the page lists it."""
    paths = api.get_openapi_schema()["paths"]
    return [
        {
            "path": path,
            "summary": operation["summary"],
            "description": _with_code(operation.get("description", "")),
            "parameters": [
                {
                    "name": one["name"],
                    "required": one.get("required", False),
                    "description": _with_code(one.get("description", "")),
                }
                for one in operation["parameters"]
            ],
        }
        for path, operations in paths.items()
        for operation in operations.values()
    ]


def _with_code(text: str) -> SafeString:
    """The text as HTML, with what stands between backticks as code."""
    return mark_safe(re.sub("`([^`]+)`", r"<code>\1</code>", escape(text)))  # noqa: S308 # escaped
