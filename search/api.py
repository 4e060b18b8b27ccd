"""The search endpoint of the JSON API."""

from __future__ import annotations

import datetime
import re
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Query as QueryParameters
from ninja import Router
from pydantic import AfterValidator, BaseModel, Field, PlainValidator

from cms.delivery import registry
from cms.delivery.api.cursor import CursorSchema, decode, encode
from cms.delivery.api.parameters import Localised, Whole
from cms.delivery.api.schemas import addresses
from cms.delivery.api.service import answer
from search.engine import Hit, Query
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


class SearchParameters(Localised):
    q: str = Field(
        description="Words that are all to be found, the last one as a beginning; 200 characters count.",
        examples=["ferien"],
    )
    type: Type | None = Field(None, description="Only publications of this type.")
    limit: Whole = Field(20, ge=1, le=100, description="How many items a page holds at most.")
    cursor: SearchCursor | None = Field(None, description="`next` of the page before.")


class SearchItem(BaseModel):
    """A publication that was found."""

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


class SearchResults(BaseModel):
    """The best hits first; `total` counts all pages, and `next` is null on the last one.

    Of a search with very many hits, no more than the first thousand can be paged: those with the words in their title,
    then others, each the newest first.
    """

    items: list[SearchItem]
    total: int = Field(description="How many items all pages hold together.")
    total_is_exact: bool = Field(
        description="False where there are more hits than `total`, of which the rest is left out."
    )
    next: str | None


@router.get("", operation_id="search", summary="Search everything published", response=SearchResults)
def search(request: HttpRequest, parameters: QueryParameters[SearchParameters]) -> HttpResponse:
    offset, limit = parameters.cursor or 0, parameters.limit
    results = find(Query(parameters.q, parameters.locale, parameters.type or "", offset, limit))
    following = offset + len(results.hits)
    content = {
        "items": [_item(hit) for hit in results.hits],
        "total": results.total,
        "total_is_exact": results.total_is_exact,
        "next": encode(f"after.{following}") if results.hits and following < results.total else None,
    }
    return answer(content, language=parameters.locale)


def _item(hit: Hit) -> dict[str, Any]:
    summary = registry.as_of(hit.publication.summary, timezone.now())
    shown = {name: summary[name] for name in ("id", "type", "locale", "title", "path", "date")}
    return {
        **shown,
        **addresses(summary),
        "state": summary.get("state"),
        "excerpt": "".join(text for text, _is_match in hit.excerpt),
    }
