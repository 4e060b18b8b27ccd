"""The words by which a document is found: those of the fields that its shape marks as searchable, and no others."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, TypeVar, get_args

from pydantic import BaseModel

from cms.content.plain_text import plain_text
from cms.content.schemas import Searchable, Words

Mark = TypeVar("Mark")


def search_text(document: BaseModel) -> str:
    """The document's searchable texts in the order of its fields, without markup; excerpts are cut from it, so what
    does not belong together is kept apart."""
    return " · ".join(_texts(document, None))


@cache
def marks(shape: type[BaseModel], kind: type[Mark] = Searchable) -> dict[str, Mark | None]:  # type: ignore[assignment]
    """Every field of a shape with its mark of that kind, which says how it is searched where no other is asked for;
    None for one that has none, though what it holds may."""
    return {
        name: next(_marks([*field.metadata, field.annotation], kind), None)
        for name, field in shape.model_fields.items()
    }


def _marks(annotations: Any, kind: type[Mark]) -> Iterator[Mark]:
    for annotation in annotations:
        if isinstance(annotation, kind):
            yield annotation
        else:
            yield from _marks(get_args(annotation), kind)


def _texts(value: Any, mark: Words | None) -> Iterator[str]:
    if isinstance(value, BaseModel):
        for name, of_field in marks(type(value)).items():
            yield from _texts(getattr(value, name), of_field)
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item, mark)
    elif mark is not None and value:
        yield plain_text(value) if mark.html else value
