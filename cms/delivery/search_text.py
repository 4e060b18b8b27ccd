"""The words by which a document is found: those of the fields that its shape marks as searchable, and no others."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, get_args

from pydantic import BaseModel

from cms.content.plain_text import plain_text
from cms.content.schemas import Searchable


def search_text(document: BaseModel) -> str:
    """The document's searchable texts in the order of its fields, without markup; excerpts are cut from it, so what
    does not belong together is kept apart."""
    return " · ".join(_texts(document, None))


@cache
def marks(shape: type[BaseModel]) -> dict[str, Searchable | None]:
    """Every field of a shape with how it is searched; None for one that is not, though what it holds may be."""
    return {
        name: next(_searchable([*field.metadata, field.annotation]), None) for name, field in shape.model_fields.items()
    }


def _searchable(annotations: Any) -> Iterator[Searchable]:
    for annotation in annotations:
        if isinstance(annotation, Searchable):
            yield annotation
        else:
            yield from _searchable(get_args(annotation))


def _texts(value: Any, mark: Searchable | None) -> Iterator[str]:
    if isinstance(value, BaseModel):
        for name, of_field in marks(type(value)).items():
            yield from _texts(getattr(value, name), of_field)
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item, mark)
    elif mark is not None and value:
        yield plain_text(value) if mark.html else value
