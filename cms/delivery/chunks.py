"""Pieces that fit into one statement."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")

# Well below the 999 variables that old SQLite builds allow in one statement.
CHUNK = 400


def chunks(values: Iterable[T]) -> Iterator[list[T]]:
    """The values in pieces that fit into one statement."""
    values = list(values)
    for start in range(0, len(values), CHUNK):
        yield values[start : start + CHUNK]
