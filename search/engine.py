"""The seam between those who search and what finds: nothing outside of `search.engines` knows which engine answers."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import NamedTuple, Protocol, TypeVar

from django.db import connection
from django.utils.module_loading import import_string

from cms.content.cleaning import clean_text
from cms.delivery.listing import Criteria
from cms.delivery.models import Publication
from search import cluster, noting
from search.asking import MAX_TERMS, Question, understood
from search.entries import Entry
from search.models import CarriedFile

__all__ = [
    "MANY",
    "MAX_CHARACTERS",
    "MAX_TERMS",
    "Engine",
    "Facet",
    "Found",
    "Hit",
    "Numbers",
    "Query",
    "Results",
    "answered",
    "engine",
]

MAX_CHARACTERS = 200
TYPE = "type"  # the kind of the types, beside those of filters
MANY = 1_000
"""So many hits are found of a search, at most."""

ENGINES = {
    "sqlite": "search.engines.sqlite.SQLiteEngine",
    "postgresql": "search.engines.postgresql.PostgreSQLEngine",
}


@dataclass(frozen=True)
class Query:
    """What somebody typed, in which language, and which part of the hits is wanted; an empty type means all types.
    `values` maps kinds of filters to the one value of each that hits must have; days are inclusive."""

    text: str
    locale: str
    type: str = ""
    offset: int = 0
    limit: int = 10
    values: Mapping[str, str] = field(default_factory=dict)
    since: datetime.date | None = None
    until: datetime.date | None = None
    newest_first: bool = False
    without: frozenset[str] = frozenset()  # words that no text has any more
    as_quoted: bool = True  # words in quotes have to stand one behind the other

    @property
    def chosen(self) -> dict[str, str]:
        """The one value of each kind that hits must have, the type among them."""
        return {**({TYPE: self.type} if self.type else {}), **self.values}

    @cached_property
    def period(self) -> Criteria:
        """Its days as lists have them, which know their moments."""
        return Criteria((), self.locale, since=self.since, until=self.until)

    @cached_property
    def question(self) -> Question:
        """What the text asks for; no operator of it means anything."""
        asked = understood(clean_text(self.text[:MAX_CHARACTERS]), self.locale, self.without)
        return asked if self.as_quoted else replace(asked, quoted=())


@dataclass(frozen=True)
class Hit:
    """A visible publication with its summary, and its words around the match as texts of which some are the match; or
    a file that it carries, and the words of that. One that the agency recommends for this search is `promoted`."""

    publication: Publication
    excerpt: list[tuple[str, bool]]
    file: CarriedFile | None = None
    promoted: bool = False


@dataclass(frozen=True)
class Facet:
    """A kind of filter with the values that hits have: each with its label, the label's language where that is another
    than the search's, and how many hits have it; and the value chosen."""

    kind: str
    options: list[tuple[str, str, str, int]]
    chosen: str = ""


@dataclass(frozen=True)
class Results:
    """The wanted part of the hits, best first.

    `counts` tells the hits of each type, whichever was asked for, and `facets` those of all else by which hits can be
    narrowed; they are None where hits are too many to be looked at and the index does not count them either. A total
    that is not exact is how many of more hits can be paged. `meant` is the text that was searched for where something
    was taken for a typing error, `some` says that no text has all the words, `elsewhere` how many hits there are in
    other languages, where here is none, and `degraded` that the database had to answer in place of Elasticsearch.
    """

    hits: Sequence[Hit] = ()
    total: int = 0
    total_is_exact: bool = True
    counts: dict[str, int] | None = field(default_factory=dict)
    facets: list[Facet] | None = field(default_factory=list)
    meant: str = ""
    some: bool = False
    elsewhere: dict[str, int] = field(default_factory=dict)
    degraded: bool = False


class Found(NamedTuple):
    """The ids of hits, those likely to be the best first, no more than MANY of them; and whether there are more."""

    ids: list[int]
    are_more: bool = False


Numbers = Mapping[str, Mapping[str, int]]
"""Of kinds of filters and the type: their values, each with how many hits have it."""


class Engine(Protocol):
    """What finds entries by their words. It may know more than is visible; it finds what is visible only."""

    def find(self, question: Question, query: Query) -> Found:
        """What is in the query's language, of its type, values and time, and holds all that is required. Of more than
        MANY, those behind the wanted part may come in any order."""

    def titled(self, words: Sequence[str], locale: str, limit: int) -> list[int]:
        """The newest of a language whose titles hold these words, the last one as a beginning."""

    def words(self, ids: Iterable[int]) -> dict[int, tuple[str, str, str]]:
        """The words of title, lead and text of the entries with these ids, as `search.analysis` makes them."""

    def numbers(self, question: Question, query: Query) -> Numbers | None:
        """All that `find` would find without its bound, counted: of each kind under what is chosen of the others. None
        where there are too many values."""


class Index(Engine, Protocol):
    """An index inside the database, which is written in the transaction that changes the store."""

    def index(self, new: Iterable[Entry]) -> None:
        """Take in the entries, in place of what was known of them."""

    def remove(self, ids: Iterable[int]) -> None:
        """Forget the entries with these ids, known or not."""

    def prune(self) -> None:
        """Forget everything that is not in the store."""

    def present(self, words: Iterable[str], locale: str) -> set[str]:
        """Those of these words that something visible in the language has."""

    def stale(self) -> Iterator[int]:
        """The ids of what the index knows otherwise than the store, or knows alone, or not at all."""


T = TypeVar("T")


def engine() -> Index:
    """The index beside the store, which is always there: the full text of the database in use."""
    made: Index = import_string(ENGINES[connection.vendor])()
    return made


def answered(locale: str, ask: Callable[[Engine], T]) -> tuple[T, bool]:
    """What the engine that is set up answers; where Elasticsearch fails, or is behind the store, what the database
    answers in its place, and True."""
    if not cluster.is_set_up():
        return ask(engine()), False
    if noting.is_in_line(locale):
        made: Engine = import_string("search.engines.elasticsearch.ElasticsearchEngine")()
        try:
            return ask(made), False
        except cluster.UnavailableError:
            pass
    return ask(engine()), True
