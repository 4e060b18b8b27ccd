"""The search page."""

from __future__ import annotations

import math
import re
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from cms.delivery import registry, tallies
from cms.delivery.answers import answers_everybody, public
from cms.delivery.site_frame import public_languages, site_frame_for
from cms.delivery.templatetags.newsroom import types_label
from search.engine import MAX_CHARACTERS, Hit, Query, Results
from search.searching import search as find

PER_PAGE = 10


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """What is found in the language of the address; a page number or type that no link of ours holds is a 404."""
    answers_everybody(request)
    language = get_language() or ""
    text = request.GET.get("q", "").strip()[:MAX_CHARACTERS]
    type_ = request.GET.get("type", "")
    number = _page_number(request.GET.get("page") or "1")
    if type_ and type_ not in registry.types():
        raise Http404("There is no such type.")
    results = find(Query(text, language, type_, offset=(number - 1) * PER_PAGE, limit=PER_PAGE))
    pages = max(1, math.ceil(results.total / PER_PAGE))
    if number > pages:
        raise Http404("There is no such page of hits.")
    context = {
        "site_frame": site_frame_for(language),
        "here": _address(language, text),
        "translations": [_address(code, text) for code in public_languages() if code != language],
        "query": text,
        "results": [_shown(hit) for hit in results.hits],
        "total": results.total,
        "total_is_exact": results.total_is_exact,
        "number": number,
        "pages": pages,
        "type": type_,
        "types": _types(results, type_, language),
    }
    response = TemplateResponse(request, "search/search.html", context, headers={"X-Robots-Tag": "noindex"})
    return public(request, response)


def _address(language: str, text: str) -> dict[str, str]:
    """The same search in a language, as the switcher of languages links it."""
    with translation.override(language):
        path = reverse("search")
    return {"locale": language, "path": f"{path}?{urlencode({'q': text})}" if text else path}


def _page_number(value: str) -> int:
    if not re.fullmatch(r"[1-9][0-9]{0,4}", value):
        raise Http404("This is no page number.")
    return int(value)


def _shown(hit: Hit) -> dict[str, Any]:
    summary = registry.as_of(hit.publication.summary, timezone.now())
    shown = {name: summary[name] for name in ("title", "path", "type", "date")}
    return {**shown, "state": summary.get("state"), "excerpt_parts": hit.excerpt}


def _types(results: Results, chosen: str, language: str) -> list[tuple[str, str, int | None]]:
    """The types to choose from with their numbers of hits: those with any, and the chosen one. Where there are too many
    hits to count, those of which anything is public, without a number."""
    if results.counts is None:
        now = timezone.now()
        found = [type_ for type_ in registry.types() if tallies.visible(type_, language, now=now) or type_ == chosen]
        return [(type_, types_label(type_), None) for type_ in found]
    found = [type_ for type_ in registry.types() if type_ in results.counts or type_ == chosen]
    return [(type_, types_label(type_), results.counts.get(type_, 0)) for type_ in found]
