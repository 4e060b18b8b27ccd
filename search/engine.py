"""The seam between those who search and what finds: nothing outside of `search.engines` knows which engine answers."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Protocol

from django.db import connection
from django.utils.module_loading import import_string

from cms.content.cleaning import clean_text
from cms.delivery.models import Publication

MAX_CHARACTERS = 200
MAX_TERMS = 12

ENGINES = {
    "sqlite": "search.engines.sqlite.SQLiteEngine",
    "postgresql": "search.engines.postgresql.PostgreSQLEngine",
}


@dataclass(frozen=True)
class Query:
    """What somebody typed, in which language, and which part of the hits is wanted; an empty type means all types."""

    text: str
    locale: str
    type: str = ""
    offset: int = 0
    limit: int = 10

    @cached_property
    def terms(self) -> list[str]:
        """The words of the text in lower case, a bounded number of them; no operator or quote survives."""
        found = words_of(clean_text(self.text[:MAX_CHARACTERS]).lower())
        return [word for word in dict.fromkeys(found) if any(letter.isalnum() for letter in word)][:MAX_TERMS]


@dataclass(frozen=True)
class Hit:
    """A visible publication with its summary, and its words around the match as texts of which some are the match."""

    publication: Publication
    excerpt: list[tuple[str, bool]]


@dataclass(frozen=True)
class Results:
    """The wanted part of the hits, best first; `counts` tells the hits of each type, whichever was asked for, and is
    None where they are too many to be counted. A total that is not exact is how many of more hits can be paged."""

    hits: Sequence[Hit] = ()
    total: int = 0
    total_is_exact: bool = True
    counts: dict[str, int] | None = field(default_factory=dict)


class Engine(Protocol):
    """An index of publications. It may know more than is visible; it finds and counts what is visible only."""

    def index(self, publications: Iterable[Publication]) -> None:
        """Take in the publications, in place of what was known of them."""

    def remove(self, ids: Iterable[int]) -> None:
        """Forget the publications with these ids, known or not."""

    def prune(self) -> None:
        """Forget everything that is not in the store."""

    def stale(self) -> Iterator[int]:
        """The ids of the publications that the index knows otherwise than the store, or knows alone, or not at all."""

    def search(self, query: Query) -> Results:
        """The publications in the query's language that hold all its terms; the last one may be a beginning."""


def engine() -> Engine:
    """The engine that answers here: the full text of the database in use."""
    made: Engine = import_string(ENGINES[connection.vendor])()
    return made


def words_of(text: str) -> list[str]:
    """The words of a text as it writes them, without what stands between them."""
    return "".join(letter if _in_words(letter) else " " for letter in text).split()


def _in_words(letter: str) -> bool:
    """True for letters, digits and the marks that go with them."""
    return unicodedata.category(letter)[0] in "LNM"
