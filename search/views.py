"""The search page."""

from __future__ import annotations

import datetime
import json
import math
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from cms.delivery import answers, registry, tallies
from cms.delivery.answers import answers_everybody, public
from cms.delivery.site_frame import public_languages, site_frame_for
from cms.delivery.templatetags.newsroom import types_label
from search import learning, narrowing
from search.engine import MAX_CHARACTERS, TYPE, Hit, Query, Results
from search.models import CarriedFile
from search.searching import search as find
from search.suggesting import suggest

PER_PAGE = 10
NEWEST_FIRST = "-date"
SHOWN_OPTIONS = 6
"""So many options of a facet are seen at once; the others fold out."""

Option = tuple[str, str, str, int | None]


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """What is found in the language of the address; what no link or form of ours holds is a 404."""
    answers_everybody(request)
    language = get_language() or ""
    number = _page_number(request.GET.get("page") or "1")
    query = _query(request.GET, language, number)
    results = find(query)
    # What the database answers in place of Elasticsearch holds until that answers again.
    answers_everybody(request, alike=not results.degraded)
    pages = max(1, math.ceil(results.total / PER_PAGE))
    if number > pages:
        raise Http404("There is no such page of hits.")
    context = {
        "site_frame": site_frame_for(language),
        "here": _address(language, query.text),
        "translations": [_address(code, query.text) for code in public_languages() if code != language],
        "query": query.text,
        "results": [_shown(hit) for hit in results.hits],
        "total": results.total,
        "total_is_exact": results.total_is_exact,
        "meant": results.meant,
        "some": results.some,
        "degraded": results.degraded,
        "elsewhere": [{**_address(code, query.text), "total": total} for code, total in results.elsewhere.items()],
        "number": number,
        "pages": pages,
        "facets": list(_facets(results, query, request.GET)),
        "chosen": [_removable(kind, value, results, query, request.GET) for kind, value in query.chosen.items()],
        "since": query.since,
        "until": query.until,
        "newest_first": query.newest_first,
        "criteria": _criteria(request.GET),
    }
    response = TemplateResponse(request, "search/search.html", context, headers={"X-Robots-Tag": "noindex"})
    return answers.say(public(request, response), _counted(query, results))


def _counted(query: Query, results: Results) -> learning.Search | None:
    """What is counted of it: what was typed, where the page begins with it and nothing narrows it."""
    if query.offset or query.chosen or query.since or query.until or query.newest_first:
        return None
    # As the page itself says.
    found = any(hit.promoted for hit in results.hits) or bool(results.total and not results.some and not results.meant)
    return learning.search_of(query.text, query.locale, found=found)


@require_safe
def open_search(request: HttpRequest) -> HttpResponse:
    """How browsers search here in the language of the address (OpenSearch 1.1, draft 6)."""
    answers_everybody(request)
    language = get_language() or ""
    context = {
        "site_frame": site_frame_for(language),
        "language": language,
        "search_address": f"{settings.PUBLIC_URL}{reverse('search')}?q={{searchTerms}}",
        "suggest_address": f"{settings.PUBLIC_URL}{reverse('suggest_as_list')}?q={{searchTerms}}",
    }
    response = TemplateResponse(
        request, "search/open_search.xml", context, content_type="application/opensearchdescription+xml"
    )
    return public(request, response)


@require_safe
def suggest_as_list(request: HttpRequest) -> HttpResponse:
    """Suggestions as browsers read them: what was typed, and texts in their order."""
    answers_everybody(request)
    text = request.GET.get("q", "")[:MAX_CHARACTERS]
    found = [one.text for one in suggest(text, get_language() or "")]
    body = json.dumps([text, found], ensure_ascii=False)
    return public(request, HttpResponse(body, content_type="application/x-suggestions+json"))


def _query(said: QueryDict, language: str, number: int) -> Query:
    """What an address asks for; a 404 for what none of ours does."""
    type_, order = said.get(TYPE, ""), said.get("order", "")
    if (type_ and type_ not in registry.types()) or order not in {"", NEWEST_FIRST}:
        raise Http404("There is no such type or order.")
    kinds = {name: kind for name, kind in narrowing.kinds().items() if said.get(name)}
    try:
        values = {name: narrowing.checked(kind, str(said[name])) for name, kind in kinds.items()}
        since, until = (_day(said.get(name, "")) for name in ("from", "to"))
    except ValueError as error:
        raise Http404("Nothing can be narrowed by that.") from error
    return Query(
        said.get("q", "").strip()[:MAX_CHARACTERS],
        language,
        type_,
        offset=(number - 1) * PER_PAGE,
        limit=PER_PAGE,
        values=values,
        since=since,
        until=until,
        newest_first=bool(order),
    )


def _day(text: str) -> datetime.date | None:
    if text and not re.fullmatch(r"[12][0-9]{3}-[0-9]{2}-[0-9]{2}", text):
        raise ValueError("not a day")
    return datetime.date.fromisoformat(text) if text else None


def _page_number(value: str) -> int:
    if not re.fullmatch(r"[1-9][0-9]{0,4}", value):
        raise Http404("This is no page number.")
    return int(value)


def _address(language: str, text: str) -> dict[str, str]:
    """The same search in a language, as the switcher of languages links it."""
    with translation.override(language):
        path = reverse("search")
    return {"locale": language, "path": f"{path}?{urlencode({'q': text})}" if text else path}


def _criteria(said: QueryDict, **changed: str) -> str:
    """The same search from its first page on, with other criteria, of which empty ones are left out."""
    found = {name: value for name, value in said.items() if name != "page"} | changed
    return urlencode({name: value for name, value in found.items() if value})


def _shown(hit: Hit) -> dict[str, Any]:
    summary = registry.as_of(hit.publication.summary, timezone.now())
    shown = {name: summary[name] for name in ("title", "path", "type", "date")}
    return {
        **shown,
        "image": None if hit.file else summary.get("image"),
        "state": summary.get("state"),
        "excerpt_parts": hit.excerpt,
        "file": _file(hit.file) if hit.file else None,
        "promoted": hit.promoted,
    }


def _file(file: CarriedFile) -> dict[str, Any]:
    """A file as templates show one."""
    said = {name: getattr(file, name) for name in ("locale", "title", "path", "size")}
    return {**said, "filename": file.path.rpartition("/")[2]}


def _facets(results: Results, query: Query, said: QueryDict) -> Iterator[dict[str, Any]]:
    """By what the hits can be narrowed further: links with numbers."""
    found: dict[str, list[Option]] = {TYPE: _types(results, query)}
    found |= {facet.kind: [option for option in facet.options if option[3]] for facet in results.facets or []}
    for kind, options in found.items():
        if kind not in query.chosen and options:
            links = [
                {"label": label, "locale": locale, "number": number, "query": _criteria(said, **{kind: value})}
                for value, label, locale, number in options
            ]
            yield {"label": _label(kind), "options": links[:SHOWN_OPTIONS], "more": links[SHOWN_OPTIONS:]}


def _types(results: Results, query: Query) -> list[Option]:
    """The types with their numbers of hits. Where there are too many hits to count, those of which anything is public,
    without a number."""
    if results.counts is None:
        now = timezone.now()
        found = [type_ for type_ in registry.types() if tallies.visible(type_, query.locale, now=now)]
        return [(type_, types_label(type_), "", None) for type_ in found]
    return [(type_, types_label(type_), "", number) for type_, number in results.counts.items() if number]


def _removable(kind: str, value: str, results: Results, query: Query, said: QueryDict) -> dict[str, str]:
    """What is chosen, with the search without it."""
    known = {(facet.kind, option[0]): option[1] for facet in results.facets or [] for option in facet.options}
    label = types_label(value) if kind == TYPE else known.get((kind, value), value)
    if label == value and kind in registry.filter_kinds():
        label = _counted_label(kind, value, query)
    return {"kind": _label(kind), "name": kind, "value": value, "label": label, "query": _criteria(said, **{kind: ""})}


def _counted_label(kind: str, value: str, query: Query) -> str:
    """What a value is called which no hit has; an ellipsis where nothing has it."""
    now = timezone.now()
    counted = (what for type_ in registry.types() for what in tallies.visible(type_, query.locale, now=now))
    return next((what.label for what in counted if (what.kind, what.value) == (kind, value)), "…")


def _label(kind: str) -> str:
    """What visitors read for a kind; empty for the type, which has a word of its own."""
    known = narrowing.kinds().get(kind)
    return str(known.label) if known else ""
