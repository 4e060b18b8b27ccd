"""What a writer tells a unit of work to do at its flush, beside naming what it touched."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Do(StrEnum):
    """Which pages are looked at anew; the values stand in the marks of the database."""

    TREE = "tree"  # a page with everything below it, and their aliases
    LOCALE = "locale"  # all pages of a locale
    SITE = "site"  # everything
    RERENDER = "rerender"  # a document that was not touched itself


class Instruction(NamedTuple):
    do: Do
    value: str


def tree(page_id: int) -> Instruction:
    """Look at the page and everything below it: addresses, and what is private, may differ; so may the order."""
    return Instruction(Do.TREE, str(page_id))


def locale(locale_id: int) -> Instruction:
    """Look at all pages of the locale."""
    return Instruction(Do.LOCALE, str(locale_id))


def site() -> Instruction:
    """Look at all pages."""
    return Instruction(Do.SITE, "")


def again(page_id: int) -> Instruction:
    """Present the page anew, without saying that it was changed: nothing follows unless its document does."""
    return Instruction(Do.RERENDER, str(page_id))
