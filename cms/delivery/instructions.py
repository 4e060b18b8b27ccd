"""What a writer tells a unit of work to do at its flush, beside naming what it touched."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Do(StrEnum):
    """What is to be done; the values stand in the marks of the database."""

    TREE = "tree"  # a page with everything below it, and their aliases
    LOCALE = "locale"  # all pages of a locale
    SITE = "site"  # everything
    COPY = "copy"  # of which page another one is a copy: it is as private
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


def copy(page_id: int, copy_id: int) -> Instruction:
    """Keep the copy of a page as private as the page is, before anything is presented."""
    return Instruction(Do.COPY, f"{page_id} {copy_id}")
