"""The words of a document, each with the language it is in and the field of the document it stands in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from pydantic import BaseModel

from cms.content.plain_text import plain_text
from cms.content.schemas import Words
from cms.delivery.search_text import marks


class Said(NamedTuple):
    """Words without markup; `place` is the field of the document that they stand in, however deep."""

    place: str
    words: str
    locale: str


def words_in(document: BaseModel) -> Iterator[Said]:
    """All words of the document in the order of its fields."""
    for name, mark in marks(type(document), Words).items():
        own = getattr(document, "locale", "")
        for words, locale in _said(getattr(document, name), mark, getattr(document, f"{name}_locale", own)):
            yield Said(name, words, locale)


def _said(value: Any, mark: Words | None, locale: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, BaseModel):
        own = getattr(value, "locale", locale)
        for name, of_field in marks(type(value), Words).items():
            yield from _said(getattr(value, name), of_field, getattr(value, f"{name}_locale", own))
    elif isinstance(value, list):
        for item in value:
            yield from _said(item, mark, locale)
    elif mark is not None and value:
        yield plain_text(value) if mark.html else value, locale
