"""Where partners begin: what there is, and what stands at any address of the site."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from ninja import Query, Router, Schema
from pydantic import BaseModel, Field

from cms.content.models import SiteTexts
from cms.content.presenting import licence_of_texts
from cms.content.schemas import LicenceShape
from cms.delivery import redirects, registry, tombstones
from cms.delivery.api.publications import ALL, withdrawn
from cms.delivery.api.schemas import addresses, root
from cms.delivery.api.service import answer
from cms.delivery.errors import problem
from cms.delivery.feeds import FORMATS
from cms.delivery.models import MAX_PATH, Publication

TWIN = "index.md"
MOST_STEPS = 5  # redirects that are followed one after the other


class Start(BaseModel):
    """The addresses of everything that the API offers."""

    title: str
    lists: dict[str, str] = Field(description="By type; `publications` lists all types together.")
    changes: str
    search: str
    find: str = Field(description="`path` is to be replaced by an address of the site.")
    vocabularies: dict[str, str]
    feeds: dict[str, dict[str, str]] = Field(
        description="By type and format; `locale` is to be replaced by a language of the site."
    )
    calendar: str = Field(description="iCalendar of all events; `locale` as in `feeds`.")
    description: str = Field(description="OpenAPI 3.1.")
    documentation: str
    terms: str
    licence: LicenceShape = Field(description="Of all texts that say nothing else.")


class Address(Schema):
    path: str = Field(
        max_length=MAX_PATH, description="A path of this site, or an address of it with its host.", examples=["/de/"]
    )


class Found(BaseModel):
    """What stands at an address; `moved` where that is another one by now."""

    id: UUID
    type: str
    locale: str
    path: str
    url: str
    api_url: str
    moved: bool


def start_router(vocabularies: list[str]) -> Router:
    """The router of the API's own address and of `/find`."""
    router = Router(tags=["start"])

    @router.get("", operation_id="start", summary="See what there is", response=Start)
    def start(request: HttpRequest) -> HttpResponse:
        base = f"{settings.PUBLIC_URL}{root()}"
        content = {
            "title": settings.SITE_NAME,
            "lists": {name: f"{base}{name}" for name in (ALL, *registry.types())},
            "changes": f"{base}changes",
            "search": f"{base}search",
            "find": f"{base}find?path={{path}}",
            "vocabularies": {name: f"{base}{name}" for name in vocabularies},
            "feeds": {type_: _feeds(type_) for type_ in registry.types()},
            "calendar": f"{settings.PUBLIC_URL}/calendar/{{locale}}.ics",
            "description": f"{base}openapi.json",
            "documentation": f"{settings.PUBLIC_URL}{reverse('api_docs')}",
            "terms": f"{settings.PUBLIC_URL}{reverse('api_docs')}#terms",
            "licence": _licence(),
        }
        return answer(content)

    @router.get(
        "find",
        operation_id="find",
        summary="Find what stands at an address",
        description="Redirects are followed within the site; what was withdrawn answers 410.",
        response=Found,
    )
    def find(request: HttpRequest, parameters: Query[Address]) -> HttpResponse:
        path = asked = _page_at(_path(parameters.path))
        for _step in range(MOST_STEPS):
            row = Publication.objects.visible(at=timezone.now()).filter(path__in=_with_slash(path)).first()
            if row is not None:
                return answer(_found(row, moved=row.path not in _with_slash(asked)), language=row.locale)
            destination = redirects.destination(path, path)
            if destination is None:
                break
            path = _path(destination.address)
        tombstone = tombstones.at(path)
        return withdrawn(tombstone) if tombstone else problem(404, "Not found")

    return router


def _feeds(type_: str) -> dict[str, str]:
    return {format_: f"{settings.PUBLIC_URL}/feeds/{{locale}}/{type_}.{format_}" for format_ in FORMATS}


def _licence() -> Any:
    """The licence of the site's texts, as its settings in the first language say it."""
    texts = SiteTexts.objects.filter(locale__language_code=settings.LANGUAGE_CODE).first()
    found = licence_of_texts(texts, settings.LANGUAGE_CODE)
    return found.model_dump() if found else None


def _path(address: str) -> str:
    """The path of an address of this site; one that is none, for one with another host."""
    try:
        split = urlsplit(address.removeprefix(settings.PUBLIC_URL))
    except ValueError:
        return ""
    return split.path if not split.netloc and "\x00" not in split.path else ""


def _page_at(path: str) -> str:
    """The path of the page that an address of ours is about: the first language's front page, which `/` leads to; the
    page of a Markdown twin."""
    return f"/{settings.LANGUAGE_CODE}/" if path == "/" else path.removesuffix(TWIN)


def _with_slash(path: str) -> list[str]:
    return [path, f"{path}/"]


def _found(row: Publication, *, moved: bool) -> dict[str, Any]:
    named = {"id": str(row.key), "type": row.type, "locale": row.locale, "path": row.path}
    return {**named, **addresses(named), "moved": moved}
