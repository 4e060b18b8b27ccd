"""What Wagtail asks for, as a condition for objects: whatever was typed is words, and no sign of it means anything.

A word finds itself, the forms of it, and compounds that end so; the last word of a text may be a beginning.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import reduce
from operator import and_, or_
from typing import Any

from django.db.models import Q
from modelsearch.query import And, Boost, Fuzzy, MatchAll, Not, Or, Phrase, PlainText, SearchQuery

from cms import locales
from search.analysis import dates, tokens
from search.editors.entries import END, SHORTEST_END, STEM, of_field
from search.editors.tables import Table
from search.lexicon import lexicon
from search.stems import stem

MAX_CHARACTERS, MAX_WORDS = 400, 20
"""So much of a text that was typed is looked at."""
LIKELY = 8  # words that somebody who mistyped may have meant
EVERYTHING = Q(pk__isnull=False)


class Condition:
    """The condition of a query for objects of a kind, with the words in any of these fields, or anywhere; `exact`, and
    only as they were typed."""

    def __init__(self, table: Table, kind: int, fields: Iterable[str] | None = None, *, exact: bool = False) -> None:
        self.table, self.kind, self.exact = table, kind, exact
        self.before = [of_field(name) for name in fields] if fields is not None else [""]
        self.left = MAX_WORDS

    def of(self, query: SearchQuery) -> Q | None:
        """What objects have to fit; None where nothing was asked for."""
        match query:
            case MatchAll():
                return EVERYTHING
            case Boost():
                return self.of(query.subquery)
            case Not():
                found = self.of(query.subquery)
                return None if found is None else ~found
            case And() | Or():
                several = [found for found in map(self.of, query.subqueries) if found is not None]
                return reduce(and_ if isinstance(query, And) else or_, several) if several else None
            case Phrase():
                return self._found(self._phrase(query.query_string))
            case PlainText() | Fuzzy():
                said = list(self._words(query))
                join = self.table.all_of if query.operator == "and" else self.table.any_of
                return self._found(join(said) if said else "")
        raise NotImplementedError(f"The admin's search does not know {type(query).__name__}.")

    def _found(self, expression: str) -> Q | None:
        return Q(pk__in=self.table.keys(self.kind, expression)) if expression else None

    def _phrase(self, text: str) -> str:
        typed = self._typed([token.key for token in tokens(text[:MAX_CHARACTERS], "de")])
        return self._anywhere(lambda before: [self.table.phrase([before + word for word in typed])]) if typed else ""

    def _words(self, query: Any) -> Iterator[str]:
        """An expression for each word, or date, of the text."""
        text = query.query_string[:MAX_CHARACTERS]
        days = list(dates(text, "de"))
        known = [token for token in tokens(text, "de") if not any(day.start <= token.start < day.end for day in days)]
        unfinished = known[-1] if known and known[-1].end == len(text.rstrip()) else None
        more = similar if isinstance(query, Fuzzy) else none
        for word in self._typed([day.words[0] for day in days]):
            yield self._anywhere(lambda before, word=word: [self.table.phrase([before + word])])  # type: ignore[misc]
        for token in self._typed(known):
            yield self._anywhere(
                lambda before, token=token: self._alternatives(  # type: ignore[misc]
                    before, token.key, more(token.key), beginning=token is unfinished
                )
            )

    def _typed(self, typed: list[Any]) -> list[Any]:
        """As many of these as are looked at."""
        some = typed[: self.left]
        self.left -= len(some)
        return some

    def _anywhere(self, expressions: Callable[[str], list[str]]) -> str:
        return self.table.any_of([one for before in self.before for one in expressions(before)])

    def _alternatives(self, before: str, word: str, others: Sequence[str], *, beginning: bool) -> list[str]:
        """Expressions for what a word finds; whatever holds the word itself has its stem as well."""
        if self.exact:
            return [self.table.phrase([before + word])]
        roots = sorted({stem(word, language) for language in LANGUAGES})
        found = [self.table.phrase([before + STEM + root]) for root in roots]
        ends = [root for root in roots if len(root) >= SHORTEST_END]
        found += [self.table.phrase([before + END + root[::-1]], beginning=True) for root in ends]
        if beginning:
            found.append(self.table.phrase([before + word], beginning=True))
        return found + [self.table.phrase([before + other]) for other in others]


LANGUAGES = sorted({locales.base(language.code) for language in locales.LANGUAGES})


def none(word: str) -> list[str]:
    return []


def similar(word: str) -> list[str]:
    """Words of the site that may have been meant."""
    known = lexicon("de")
    with known.lock:
        return known.similar(word)[:LIKELY]
