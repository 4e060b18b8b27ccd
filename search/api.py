"""The search endpoint of the JSON API."""

from __future__ import annotations

import datetime
import re
from functools import partial
from typing import Annotated, Any, Literal
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from ninja import Query as QueryParameters
from ninja import Router
from pydantic import AfterValidator, BaseModel, Field, PlainValidator, WithJsonSchema, create_model

from cms.content.filters import FilterKind
from cms.delivery import registry
from cms.delivery.answers import answers_everybody
from cms.delivery.api.cursor import CursorSchema, decode, encode
from cms.delivery.api.parameters import Day, Localised, Whole
from cms.delivery.api.schemas import addresses
from cms.delivery.api.service import answer
from cms.delivery.templatetags.newsroom import types_label
from search import narrowing, suggesting
from search.engine import TYPE, Facet, Hit, Query, Results
from search.models import CarriedFile
from search.searching import search as find

router = Router(tags=["search"])


def _registered(value: str) -> str:
    if value not in registry.types():
        raise ValueError("no type of this site")
    return value


def _offset(cursor: Any) -> int:
    """The number of hits before the page that a cursor leads to; raises ValueError for what is none."""
    match = re.fullmatch(r"after\.([0-9]{1,6})", decode(cursor))
    if match is None:
        raise ValueError("not a cursor of this search")
    return int(match[1])


Type = Annotated[str, AfterValidator(_registered), Field(json_schema_extra={"enum": registry.types()})]
SearchCursor = Annotated[int, PlainValidator(_offset), CursorSchema]


class Asked(Localised):
    q: str = Field(
        description="Words, however they are inflected or spelt. Nothing in them is an operator; 200 characters count.",
        examples=["ferien"],
    )
    type: Type | None = Field(None, description="Only publications of this type.")
    since: Day | None = Field(None, alias="from", description="Only what stands at this day or later.")
    until: Day | None = Field(None, alias="to", description="Only what stands at this day or earlier.")
    order: Literal["relevance", "-date"] = Field("relevance", description="The best first, or the newest (`-date`).")
    limit: Whole = Field(20, ge=1, le=100, description="How many items a page holds at most.")
    cursor: SearchCursor | None = Field(None, description="`next` of the page before.")


def _value(kind: FilterKind) -> Any:
    """The type of a parameter that names one value of that kind."""
    schema = {"type": "string", **({"format": "uuid"} if kind.is_id else {})}
    return Annotated[str, PlainValidator(partial(narrowing.checked, kind)), WithJsonSchema(schema)]


_narrowing: dict[str, Any] = {
    name: (_value(kind) | None, Field(None, description=kind.description)) for name, kind in narrowing.kinds().items()
}
SearchParameters = create_model("SearchParameters", __base__=Asked, **_narrowing)


class SearchFile(BaseModel):
    """A file for download in whose text or title the words were found: `type` is its media type, `size` in bytes,
    `locale` the language of its title."""

    locale: str
    title: str = Field(examples=["Jahresbericht 2025"])
    type: str = Field(examples=["application/pdf"])
    path: str
    url: str
    size: int | None


class SearchItem(BaseModel):
    """A publication that was found; or a file that it carries, which `file` then tells, and `excerpt` is from the file.
    A publication and its files are items of their own, each with the publication's `id`."""

    id: UUID
    type: str
    locale: str
    title: str
    path: str
    url: str
    api_url: str
    date: datetime.date | None
    state: str | None = Field(None, description="How it stands, of types that have a state, such as `cancelled`.")
    excerpt: str = Field(description="Plain text around the match.", examples=["Im Sommer öffnen zwölf Häuser."])
    file: SearchFile | None = Field(
        None, description="The file that was found; null where it is the publication itself."
    )
    promoted: bool = Field(
        description="True of what the agency recommends for this search, which stands first where the best do."
    )


class FacetOption(BaseModel):
    """A value that hits have, with what it is called and how many of them have it."""

    value: str
    label: str
    count: int


class SearchFacet(BaseModel):
    """What the hits can be narrowed by: `kind` is the name of the parameter."""

    kind: str = Field(examples=["topic"])
    options: list[FacetOption]


class Elsewhere(BaseModel):
    """How many hits there are in another language."""

    locale: str
    total: int


class SearchMeta(BaseModel):
    """How the search was understood."""

    meant: str | None = Field(
        description="What was searched for in place of what was taken for a typing error.", examples=["ferien"]
    )
    some: bool = Field(description="True where nothing has all the words, and the items have as many as any.")
    degraded: bool = Field(
        description="True while the search server does not answer, or is behind what is published: the items are as"
        " current as ever."
    )
    elsewhere: list[Elsewhere] = Field(description="Where nothing was found: the languages in which something is.")


class SearchResults(BaseModel):
    """The best hits first; `total` counts all pages, and `next` is null on the last one.

    Of a search with very many hits, no more than the first thousand can be paged: those with the words in their title,
    then others, each the newest first. `facets` count all hits; they are null only where there are too many values.
    """

    items: list[SearchItem]
    total: int = Field(description="How many items all pages hold together.")
    total_is_exact: bool = Field(
        description="False where there are more hits than `total`, of which the rest is left out."
    )
    facets: list[SearchFacet] | None = Field(
        description="By what the hits can be narrowed further, each kind with what remains under all other kinds."
    )
    meta: SearchMeta
    next: str | None


class SuggestParameters(Localised):
    q: str = Field(description="What is typed so far; the last word may be a beginning.", examples=["netzw"])


class SearchSuggestion(BaseModel):
    """A text to search for; `url` is the page of which it is the title, else null."""

    kind: str = Field(description="`title`, `topic`, `organisation` or `person`.", examples=["topic"])
    text: str
    url: str | None


class Suggestions(BaseModel):
    """What may be about to be typed, eight at most."""

    items: list[SearchSuggestion]


@router.get("", operation_id="search", summary="Search everything published", response=SearchResults)
def search(request: HttpRequest, parameters: QueryParameters[SearchParameters]) -> HttpResponse:  # type: ignore[valid-type]
    asked: Any = parameters
    offset = asked.cursor or 0
    values = asked.model_dump(include=set(narrowing.kinds()), exclude_none=True)
    query = Query(
        asked.q,
        asked.locale,
        asked.type or "",
        offset,
        asked.limit,
        values=values,
        since=asked.since,
        until=asked.until,
        newest_first=asked.order != "relevance",
    )
    results = find(query)
    # What the database answers in place of Elasticsearch holds until that answers again.
    answers_everybody(request, alike=not results.degraded)
    following = offset + len(results.hits)
    content = {
        "items": [_item(hit) for hit in results.hits],
        "total": results.total,
        "total_is_exact": results.total_is_exact,
        "facets": _facets(results, asked.locale),
        "meta": {
            "meant": results.meant or None,
            "some": results.some,
            "degraded": results.degraded,
            "elsewhere": [{"locale": locale, "total": total} for locale, total in results.elsewhere.items()],
        },
        "next": encode(f"after.{following}") if results.hits and following < results.total else None,
    }
    return answer(content, language=asked.locale)


suggestions = Router(tags=["search"])


@suggestions.get("", operation_id="suggest", summary="Suggest what to search for", response=Suggestions)
def suggest(request: HttpRequest, parameters: QueryParameters[SuggestParameters]) -> HttpResponse:
    found = suggesting.suggest(parameters.q, parameters.locale)
    items = [
        {"kind": one.kind, "text": one.text, "url": f"{settings.PUBLIC_URL}{one.path}" if one.path else None}
        for one in found
    ]
    return answer({"items": items}, language=parameters.locale)


def _facets(results: Results, locale: str) -> list[dict[str, Any]] | None:
    if results.facets is None or results.counts is None:
        return None
    with translation.override(locale):
        types = [(value, types_label(value), "", number) for value, number in results.counts.items()]
    return [
        {"kind": facet.kind, "options": [_option(*option) for option in facet.options]}
        for facet in [Facet(TYPE, types), *results.facets]
        if facet.options
    ]


def _option(value: str, label: str, _locale: str, count: int) -> dict[str, Any]:
    return {"value": value, "label": label, "count": count}


def _item(hit: Hit) -> dict[str, Any]:
    summary = registry.as_of(hit.publication.summary, timezone.now())
    shown = {name: summary[name] for name in ("id", "type", "locale", "title", "path", "date")}
    return {
        **shown,
        **addresses(summary),
        "state": summary.get("state"),
        "excerpt": "".join(text for text, _is_match in hit.excerpt),
        "file": _file(hit.file) if hit.file else None,
        "promoted": hit.promoted,
    }


def _file(file: CarriedFile) -> dict[str, Any]:
    said = {name: getattr(file, name) for name in ("locale", "title", "type", "path", "size")}
    return {**said, "url": f"{settings.PUBLIC_URL}{file.path}"}
