"""What the engines inside a database share: the store lies next to the index, so one statement joins the two.

Of a word that most texts hold, not all hits are looked at, since that would take longer the more there are: where there
are more than MANY, so many are given, and it is said that there are more.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import ClassVar

from django.db import connection

from cms import locales
from search.analysis import key_of
from search.asking import Group, Level, Question
from search.engine import MANY, Found, Numbers, Query
from search.entries import IN_TITLE, LOCALE, TYPE, VALUE, mark

# What `visible` leaves out, by the indexes that there are of these few rows.
UNSEEN = """
SELECT id FROM delivery_publication WHERE hidden UNION ALL SELECT id FROM delivery_publication WHERE expires_at <= %s
"""
UNSORTED = 100
"""So many hits need no order: all of them are ranked."""
KNOWN = "SELECT id FROM delivery_publication UNION ALL SELECT -id FROM search_carriedfile"
"""All ids that entries of the store may have."""


class EmbeddedEngine:
    """An index of words and marks, in the tables of one kind of database, which writes expressions its own way."""

    table: ClassVar[str]
    key: ClassVar[str]

    def prune(self) -> None:
        with connection.cursor() as cursor:
            # The names are those of the engine's own table.
            cursor.execute(f"DELETE FROM {self.table} WHERE {self.key} NOT IN ({KNOWN})")  # noqa: S608

    def find(self, question: Question, query: Query) -> Found:
        marks = marks_of(query)
        required = question.required
        everything = self.all_of([self.group(group) for group in required] + [self.mark(mark) for mark in marks])
        ids = self.newest(everything, query, MANY + 1)
        if len(ids) <= min(UNSORTED, MANY) or query.newest_first:
            return Found(ids[:MANY], len(ids) > MANY)
        titles = [self.in_title(group, query.locale) for group in required]
        if len(ids) > MANY:
            first = self.newest(self.all_of([*titles, *map(self.mark, marks)]), query, MANY)
            return Found(list(dict.fromkeys([*first, *ids]))[:MANY], are_more=True)
        points = Counter[int]()
        exact = [self.group(group, Level.EXACT) for group in required]
        for worth, expressions in ((3, titles), (1, exact)):
            for expression in filter(None, expressions):
                for pk in self.newest(self.all_of([expression, everything]), query, MANY):
                    points[pk] += worth
        return Found(sorted(ids, key=lambda pk: -points[pk]))

    def present(self, words: Iterable[str], locale: str) -> set[str]:
        here = self.mark(mark(LOCALE, locale))
        anything = Query("", locale)
        return {word for word in words if self.newest(self.all_of([self.phrase([word]), here]), anything, 1)}

    def titled(self, words: Sequence[str], locale: str, limit: int) -> list[int]:
        *whole, last = words
        expressions = [self.phrase([IN_TITLE + word]) for word in whole]
        expressions += [self.phrase([IN_TITLE + last], beginning=True), self.mark(mark(LOCALE, locale))]
        return self.newest(self.all_of(expressions), Query("", locale), limit)

    def numbers(self, question: Question, query: Query) -> Numbers | None:
        return None

    def newest(self, expression: str, query: Query, limit: int) -> list[int]:
        """The ids of so many visible entries that the expression and the query's time fit, the newest first."""
        raise NotImplementedError

    def all_of(self, expressions: Sequence[str]) -> str:
        raise NotImplementedError

    def any_of(self, expressions: Sequence[str]) -> str:
        raise NotImplementedError

    def phrase(self, phrase: Sequence[str], *, beginning: bool = False) -> str:
        """An expression for these words one behind the other, the last one perhaps as a beginning."""
        raise NotImplementedError

    def group(self, group: Group, level: Level | None = None) -> str:
        """An expression for whatever stands for the group, or does so at that level; empty where nothing does."""
        chosen = group.alternatives if level is None else group.of_level(level)
        return self.any_of([self.phrase(one.words, beginning=one.beginning) for one in chosen]) if chosen else ""

    def in_title(self, group: Group, locale: str) -> str:
        """An expression for the same in titles, of which the index knows the keys."""
        german = locales.base(locale) == "de"
        return self.any_of(
            [
                self.all_of(
                    [
                        self.phrase([IN_TITLE + key_of(word, german=german)], beginning=one.beginning)
                        for word in one.words
                    ]
                )
                for one in group.alternatives
            ]
        )

    def mark(self, mark: str) -> str:
        return self.phrase([mark])


def marks_of(query: Query) -> list[str]:
    """What hits of a query have to be, as words of the index."""
    found = [mark(LOCALE, query.locale), *([mark(TYPE, query.type)] if query.type else [])]
    return found + [mark(VALUE, f"{kind}:{value}") for kind, value in query.values.items()]
