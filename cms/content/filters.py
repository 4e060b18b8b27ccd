"""By what lists can be narrowed: presenters name the kinds that their documents have, and nobody else keeps a list."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from cms.content.models.snippets import FederalState
from cms.content.schemas import OrganisationShape, Term

MAX_LENGTH = 255

Filter = tuple[str, str, str, str]
"""Kind, value and label of something by which a list can be narrowed, and the language of the label; where that is
empty, it is the list's."""


@dataclass(frozen=True)
class FilterKind:
    """`label` is what visitors read, `description` what OpenAPI says; forms and parameters come in their `order`.

    Values are the ids of snippets or pages, else texts, else one of the `choices`; where there is a `vocabulary`, the
    API names them all at that path. Forms leave out what is not `in_forms`. Values that are `until_over` hold until
    what the publication is about is over, and `once_over` from then on.
    """

    name: str
    label: str | Promise
    description: str
    order: int
    is_id: bool = True
    vocabulary: str = ""
    in_forms: bool = True
    choices: tuple[str, ...] = ()
    until_over: tuple[str, ...] = ()
    once_over: str = ""

    def of(self, value: Any, label: str, locale: str = "") -> Filter:
        return (self.name, str(value), label, locale)

    def checked(self, value: str) -> str:
        """The value in the form the store keeps; raises ValueError for one that cannot be."""
        if self.is_id:
            try:
                return str(UUID(value))
            except ValueError as error:
                raise ValueError("not a UUID") from error
        if self.choices and value not in self.choices:
            raise ValueError(f"none of {', '.join(self.choices)}")
        if len(value) > MAX_LENGTH or "\x00" in value or re.search(r"[\ud800-\udfff]", value):
            raise ValueError(f"not a {self.name}")
        return value


TOPIC = FilterKind(
    "topic", pgettext_lazy("filter", "Topic"), "Only what is about the topic with this id.", 10, vocabulary="topics"
)
ORGANISATION = FilterKind(
    "organisation",
    pgettext_lazy("filter", "Organisation"),
    "Only what the organisation with this id issued or hosts.",
    20,
    vocabulary="organisations",
)
AUDIENCE = FilterKind(
    "audience",
    pgettext_lazy("filter", "Audience"),
    "Only what addresses the audience with this id.",
    40,
    vocabulary="audiences",
)
PLACE = FilterKind(
    "place", pgettext_lazy("filter", "Place"), "Only what has exactly this place.", 50, is_id=False, vocabulary="places"
)

REGION = FilterKind(
    "region",
    "",
    "Only what an organisation of this federal state (ISO 3166-2) issued or hosts.",
    60,
    is_id=False,
    in_forms=False,
    choices=tuple(FederalState.values),
)


def term_filters(kind: FilterKind, terms: Iterable[Term]) -> list[Filter]:
    return [kind.of(term.id, term.title, term.locale) for term in terms]


def organisation_filters(*organisations: OrganisationShape | None) -> list[Filter]:
    return [ORGANISATION.of(found.id, found.short_name or found.name, found.locale) for found in organisations if found]


def region_filters(*organisations: OrganisationShape | None) -> list[Filter]:
    states = {found.federal_state for found in organisations if found and found.federal_state}
    return [REGION.of(state, state) for state in sorted(states)]


def place_filters(place: str | None, locale: str | None = None) -> list[Filter]:
    return [PLACE.of(place, place, locale or "")] if place else []
