"""Which entries an expression fits, as one number with a bit for each, so that counting what two have in common takes
microseconds: how hits are counted that are too many to be looked at.

A process keeps such numbers and asks only what has become of the entries that were written since, by the log of the
index (`Touched`). It is not older than the question: the log is written in the transaction that changes the index.
"""

from __future__ import annotations

import secrets
from collections import OrderedDict
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping
from functools import reduce
from operator import or_
from threading import Lock
from typing import NamedTuple

from django.db import connection

from search.models import Touched

LOGGED = 10_000
"""So many of the entries that were touched are known, or few more; who has not looked for longer asks anew."""
BOUND = 64 * 1024 * 1024
"""Bytes that a process keeps of expressions at most; those asked for least lately go first."""
MARKS = 2_000
"""So many marks are kept, at most; of 100,000 publications each takes 25 kB."""
FEW = 500
"""Where as many were touched, all is asked anew."""

Bits = int


def bit(id_: int) -> int:
    """The place of an entry: publications and files by turns."""
    return 2 * id_ if id_ > 0 else 1 - 2 * id_


def bits(ids: Collection[int]) -> Bits:
    """The number that has the bits of these entries."""
    if len(ids) < FEW:
        return reduce(or_, (1 << bit(id_) for id_ in ids), 0)
    highest = max(max(ids), -min(ids), 0) + 1
    digits = bytearray(b"0") * (2 * highest)  # of publications from the beginning, of files from the end
    for id_ in ids:
        digits[id_] = 49  # "1"
    by_turns = bytearray(b"0") * (2 * highest + 2)
    by_turns[: 2 * highest : 2], by_turns[3::2] = digits[:highest], digits[: highest - 1 : -1]
    by_turns.reverse()
    return int(by_turns, 2)


class Place(NamedTuple):
    """A place in the log, which is known by its token even after a backup was played in."""

    number: int
    token: str


class Kept(NamedTuple):
    """Bits as they were at a place in the log."""

    place: Place
    bits: Bits


def touch(ids: Iterable[int]) -> None:
    """Log that these entries were written or forgotten; under the store's lock, so that numbers are in the order of
    commits."""
    rows = Touched.objects.bulk_create([Touched(entry=id_, token=secrets.token_hex(8)) for id_ in ids])
    # As numbers rise, one of a hundredth of those that are known is the turn of what is known no longer.
    if rows and rows[-1].pk % max(LOGGED // 100, 1) < len(rows):
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM search_touched WHERE id <= %s", [rows[-1].pk - LOGGED])


def newest() -> Place | None:
    """Where the log ends; None where nothing may be kept: where it is empty, or in the midst of a transaction, whose
    writing may come to nothing."""
    if connection.in_atomic_block:
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, token FROM search_touched ORDER BY id DESC LIMIT 1")
        row = cursor.fetchone()
    return Place(*row) if row else None


def touched_between(place: Place, now: Place) -> set[int] | None:
    """The entries that were touched after a place, up to another one; None where they are too many, or not known."""
    if place == now:
        return set()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, token, entry FROM search_touched WHERE id >= %s ORDER BY id LIMIT %s", [place.number, FEW]
        )
        rows = cursor.fetchall()
    if len(rows) == FEW or not rows or rows[0][:2] != place:
        return None
    return {entry for _number, _token, entry in rows[1:]}


def begin_anew() -> None:
    """Have nothing that any process keeps hold any more: where entries are forgotten that nobody names."""
    Touched.objects.all().delete()
    touch([0])


class Memory:
    """What this process keeps: of expressions the entries that they fit, and of marks those that have them."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._fitting: OrderedDict[Hashable, Kept] = OrderedDict()
        self._marked: tuple[Place, dict[str, Bits]] | None = None

    def fitting(
        self, key: Hashable, now: Place | None, ask: Callable[[Collection[int] | None], Collection[int]]
    ) -> Bits:
        """The bits of what `ask` finds among entries, or, given None, among all; known by the key."""
        if now is None:
            return bits(ask(None))
        with self._lock:
            known = self._fitting.get(key)
        touched = touched_between(known.place, now) if known else None
        if known is None or touched is None:
            known = Kept(now, bits(ask(None)))
        elif known.place != now:
            known = Kept(now, known.bits & ~bits(touched) | bits(ask(touched)))
        with self._lock:
            self._fitting[key] = known
            self._fitting.move_to_end(key)
            self._bound()
        return known.bits

    def marked(
        self,
        marks: Collection[str],
        now: Place | None,
        ask: Callable[[str], Collection[int]],
        look: Callable[[Collection[int]], Mapping[int, Collection[str]]],
    ) -> Mapping[str, Bits]:
        """Of each of the marks the bits of what has it: `ask` finds that, and `look` the marks of entries."""
        known: dict[str, Bits] = {}
        if now is not None and self._marked is not None:
            place, known = self._marked
            touched = touched_between(place, now)
            known = {} if touched is None else _followed(known, touched, look)
        known = known | {mark: bits(ask(mark)) for mark in marks if mark not in known}
        if now is not None:
            self._marked = now, known if len(known) <= MARKS else {mark: known[mark] for mark in marks}
        return known

    def _bound(self) -> None:
        room = BOUND - sum(_size(one.bits) for one in self._fitting.values())
        while room < 0 and self._fitting:
            _key, gone = self._fitting.popitem(last=False)
            room += _size(gone.bits)


def _followed(
    known: dict[str, Bits], touched: set[int], look: Callable[[Collection[int]], Mapping[int, Collection[str]]]
) -> dict[str, Bits]:
    """What is known of marks, with what became of the entries that were touched."""
    if not touched:
        return known
    having: dict[str, list[int]] = {}
    for id_, marks in look(touched).items():
        for mark in marks:
            if mark in known:
                having.setdefault(mark, []).append(id_)
    others = ~bits(touched)
    return {mark: of_mark & others | bits(having.get(mark, ())) for mark, of_mark in known.items()}


def _size(bits: Bits) -> int:
    return bits.bit_length() // 8 + 100
