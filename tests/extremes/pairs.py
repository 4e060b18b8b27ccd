"""Covering arrays: few rows in which any two values of two columns meet."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from itertools import combinations, product
from random import Random
from typing import TypeVar

Value = TypeVar("Value", bound=Hashable)
TRIED = 4  # rows for each that is taken


def covering(columns: Mapping[str, Sequence[Value]], seed: int) -> list[dict[str, Value]]:
    """Rows of one value for each column, in which every pair of values of any two columns stands together."""
    pick = Random(seed)  # noqa: S311  # guards nothing
    open_pairs = {
        frozenset({(one, a), (other, b)})
        for one, other in combinations(columns, 2)
        for a, b in product(columns[one], columns[other])
    }
    if len(columns) == 1:
        return [{name: value} for name, values in columns.items() for value in values]
    rows = []
    while open_pairs:
        # Sorted, since sets of strings have another order in each process.
        begin = min(open_pairs, key=lambda pair: sorted(map(str, pair)))
        row, covered = max(
            (_row(columns, dict(begin), open_pairs, pick) for _ in range(TRIED)), key=lambda found: len(found[1])
        )
        open_pairs -= covered
        rows.append(row)
    return rows


def _row(columns, row, open_pairs, pick):
    """A row that begins with some values; each other column gets the value that meets most pairs that are open."""
    rest = [name for name in columns if name not in row]
    pick.shuffle(rest)
    for name in rest:
        values = list(columns[name])
        pick.shuffle(values)
        row[name] = max(values, key=lambda value: len(_met(row, name, value, open_pairs)))
    covered = {
        pair for one, other in combinations(row, 2)
        if (pair := frozenset({(one, row[one]), (other, row[other])})) in open_pairs
    }  # fmt: skip
    return row, covered


def _met(row, name, value, open_pairs):
    return [other for other, held in row.items() if frozenset({(name, value), (other, held)}) in open_pairs]
