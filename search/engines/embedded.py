"""What the engines inside a database share: the store lies next to the index, so one statement joins the two.

Of a word that most texts hold, not all hits are looked at, since that would take longer the more there are: where there
are more than MANY, so many are given, and it is said that there are more. All are counted nevertheless, by what a
process keeps of the index (`search.engines.postings`).
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from typing import ClassVar

from django.db import connection
from django.utils import timezone

from cms import locales
from cms.delivery import registry, tallies
from cms.delivery.generation import remembered
from search import narrowing
from search.analysis import key_of
from search.asking import Group, Level, Question
from search.dialects import Dialect
from search.engine import MANY, TYPE, Found, Numbers, Query
from search.engines import postings
from search.entries import IN_TITLE, LOCALE, VALUE, mark
from search.entries import TYPE as OF_TYPE

# What `visible` leaves out, by the indexes that there are of these few rows.
UNSEEN = """
SELECT id FROM delivery_publication WHERE hidden UNION ALL SELECT id FROM delivery_publication WHERE expires_at <= %s
"""
UNSORTED = 100
"""So many hits need no order: all of them are ranked."""
KNOWN = "SELECT id FROM delivery_publication UNION ALL SELECT -id FROM search_carriedfile"
"""All ids that entries of the store may have."""


UNSEEN_ENTRIES = f"{UNSEEN} UNION ALL SELECT -id FROM search_carriedfile WHERE publication_id IN ({UNSEEN})"  # noqa: S608
memory = postings.Memory()
Period = tuple[datetime.datetime | None, datetime.datetime | None]
EVER: Period = (None, None)


class EmbeddedEngine(Dialect):
    """An index of words and marks, in the tables of one kind of database, which writes expressions its own way."""

    table: ClassVar[str]
    key: ClassVar[str]

    def prune(self) -> None:
        with connection.cursor() as cursor:
            # The names are those of the engine's own table.
            cursor.execute(f"DELETE FROM {self.table} WHERE {self.key} NOT IN ({KNOWN})")  # noqa: S608
        postings.begin_anew()

    def find(self, question: Question, query: Query) -> Found:
        marks = marks_of(query)
        required = question.conditions
        everything = self.all_of([self.group(group) for group in required] + [self.mark(mark) for mark in marks])
        ids = self.newest(everything, query, MANY + 1)
        if len(ids) <= min(UNSORTED, MANY) or query.newest_first:
            return Found(ids[:MANY], len(ids) > MANY)
        titles = [self.in_title(group, query.locale) for group in required]
        if len(ids) > MANY:
            # So many are looked at; how all others are ordered, nobody sees.
            seen = min(max(UNSORTED, query.offset + query.limit), MANY)
            first = self.newest(self.all_of([*titles, *map(self.mark, marks)]), query, seen)
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
        marks = _marks_of_values(query.locale)
        if len(marks) > postings.MARKS:
            return None
        chosen = {kind: _mark_of_value(kind, value) for kind, value in query.chosen.items()}
        locale = mark(LOCALE, query.locale)
        wanted = self.all_of([*map(self.group, question.conditions)])
        period = (query.period.begin, query.period.end)
        now = postings.newest()
        hits = memory.fitting((wanted, period), now, lambda among: self.fitting(wanted, period, among))
        needed = {locale, *marks.values(), *chosen.values()}
        having = memory.marked(needed, now, lambda one: self.fitting(self.mark(one), EVER, None), self.marks)
        hits &= having[locale] & ~postings.bits(_unseen())
        found: dict[str, dict[str, int]] = {}
        within: dict[str, int] = {}
        for (kind, value), its_mark in marks.items():
            if kind not in within:
                within[kind] = hits
                for of_other in (one for other, one in chosen.items() if other != kind):
                    within[kind] &= having[of_other]
            if number := (within[kind] & having[its_mark]).bit_count():
                found.setdefault(kind, {})[value] = number
        return found

    def fitting(self, expression: str, period: Period, among: Collection[int] | None) -> list[int]:
        """The ids of all entries, or of those among these, that an expression and a period fit, visible or not."""
        raise NotImplementedError

    def marks(self, ids: Collection[int]) -> dict[int, list[str]]:
        """The marks of the entries with these ids, perhaps with other words."""
        raise NotImplementedError

    def newest(self, expression: str, query: Query, limit: int) -> list[int]:
        """The ids of so many visible entries that the expression and the query's time fit, the newest first."""
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
    found = [mark(LOCALE, query.locale), *([mark(OF_TYPE, query.type)] if query.type else [])]
    return found + [mark(VALUE, f"{kind}:{value}") for kind, value in query.values.items()]


@remembered
def _marks_of_values(locale: str) -> dict[tuple[str, str], str]:
    """By what hits in that language can be narrowed: the mark of each value of each kind."""
    now, kinds = timezone.now(), narrowing.kinds()
    found: set[tuple[str, str]] = set()
    for type_ in registry.types():
        for one in tallies.visible(type_, locale, now=now):
            found.add((TYPE, type_))
            if one.kind == tallies.MONTH:
                found.add((narrowing.YEAR.name, one.value[:4]))
            elif one.kind in kinds:
                found.add((one.kind, one.value))
    return {(kind, value): _mark_of_value(kind, value) for kind, value in found}


def _mark_of_value(kind: str, value: str) -> str:
    return mark(OF_TYPE, value) if kind == TYPE else mark(VALUE, f"{kind}:{value}")


def _unseen() -> list[int]:
    """The entries that nobody sees, though the index has them."""
    now = connection.ops.adapt_datetimefield_value(timezone.now())
    with connection.cursor() as cursor:
        cursor.execute(UNSEEN_ENTRIES, [now, now])
        return [id_ for (id_,) in cursor.fetchall()]
