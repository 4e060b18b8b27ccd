"""What lists can be narrowed by, with numbers: topics, organisations, audiences, places, languages and types."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from ninja import Query, Router
from pydantic import BaseModel, Field

from cms import locales
from cms.content.filters import FilterKind
from cms.delivery import registry, tallies
from cms.delivery.api.parameters import LANGUAGES, Localised
from cms.delivery.api.service import answer
from cms.delivery.tallies import MONTH


class Entry(BaseModel):
    """Something that lists can be narrowed by: `id` is what the parameter takes, `title` what people call it, and
    `count` how many publications in the language there are with it."""

    id: str
    title: str
    locale: str = Field(description="The language of the title.")
    count: int


class Vocabulary(BaseModel):
    items: list[Entry]


Entries = Callable[[str, datetime.datetime], list[dict[str, Any]]]


def vocabulary_routers() -> dict[str, Router]:
    """A router for each kind of filter that has a vocabulary, and for languages and types, by its path."""
    kinds = [kind for kind in registry.filter_kinds().values() if kind.vocabulary]
    routers = {kind.vocabulary: _router(kind.vocabulary, _of_kind(kind)) for kind in kinds}
    return {**routers, "locales": _router("locales", _languages), "types": _router("types", _types)}


def _router(name: str, entries: Entries) -> Router:
    router = Router(tags=["vocabularies"])

    @router.get(
        "",
        operation_id=f"list_{name}",
        summary=f"Name the {name}",
        description="Only those with which something is published in the language.",
        response=Vocabulary,
    )
    def list_(request: HttpRequest, parameters: Query[Localised]) -> HttpResponse:
        return answer({"items": entries(parameters.locale, timezone.now())}, language=parameters.locale)

    return router


def _of_kind(kind: FilterKind) -> Entries:
    def entries(locale: str, now: datetime.datetime) -> list[dict[str, Any]]:
        found: dict[str, dict[str, Any]] = {}
        for type_ in registry.types():
            for what, number in sorted(tallies.visible(type_, locale, now=now).items()):
                if what.kind == kind.name:
                    named = {"id": what.value, "title": what.label, "locale": what.label_locale or locale, "count": 0}
                    found.setdefault(what.value, named)["count"] += number
        return sorted(found.values(), key=lambda entry: (entry["title"], entry["id"]))

    return entries


def _languages(locale: str, now: datetime.datetime) -> list[dict[str, Any]]:
    """All languages in which anything is published, whichever was asked for, in their own words."""
    numbers = {code: sum(_number(type_, code, now) for type_ in registry.types()) for code in LANGUAGES}
    return [
        {"id": code, "title": locales.language(code).own_name, "locale": code, "count": number}
        for code, number in numbers.items()
        if number
    ]


def _types(locale: str, now: datetime.datetime) -> list[dict[str, Any]]:
    with translation.override(locale):
        return [
            {"id": type_, "title": str(presenter.plural), "locale": locale, "count": number}
            for type_ in registry.types()
            if (presenter := registry.presenter_of_type(type_)) and (number := _number(type_, locale, now))
        ]


def _number(type_: str, locale: str, now: datetime.datetime) -> int:
    found = tallies.visible(type_, locale, now=now)
    return sum(number for what, number in found.items() if what.kind == MONTH)
