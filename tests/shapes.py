"""An example of any shape, made from its fields alone: every text in it is a word that occurs nowhere else."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Iterator
from itertools import count
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

NOW = datetime.datetime(2024, 5, 6, 12, tzinfo=datetime.UTC)
PLAIN: dict[Any, Any] = {
    datetime.date: NOW.date(),
    datetime.datetime: NOW,
    datetime.time: NOW.time(),
    uuid.UUID: uuid.UUID(int=1),
    int: 3,
    float: 0.5,
    bool: True,
}


class Example:
    """`words` maps every word to the shape and the field that it stands in."""

    def __init__(self, shape: type[BaseModel]) -> None:
        self._numbers = count(1)
        self.words: dict[str, tuple[type[BaseModel], str]] = {}
        self.shape = self._shape(shape)

    def _shape(self, shape: type[BaseModel]) -> BaseModel:
        values = {}
        for name, field in shape.model_fields.items():
            [values[name], *_others] = self._values(field.annotation, (shape, name))
        return shape(**values)

    def _values(self, annotation: Any, place: tuple[type[BaseModel], str]) -> list[Any]:
        """One value for each shape that may stand there."""
        origin, args = get_origin(annotation), get_args(annotation)
        if origin is Annotated:
            return self._values(args[0], place)
        if origin is list:
            return [self._values(args[0], place)]
        if origin is Literal:
            return [args[0]]
        if origin in {Union, UnionType}:
            return [value for one in args if one is not NoneType for value in self._values(one, place)]
        if annotation is str:
            word = f"wort{next(self._numbers)}ende"
            self.words[word] = place
            return [f"/{word}/" if place[1] == "path" else word]
        if isinstance(annotation, type) and issubclass(annotation, BaseModel):
            return [self._shape(annotation)]
        return [PLAIN[annotation]]


def empty_texts(value: Any, place: str = "") -> Iterator[str]:
    """Where the value holds empty texts."""
    if value == "":
        yield place
    elif isinstance(value, dict):
        for name, one in value.items():
            yield from empty_texts(one, f"{place}.{name}")
    elif isinstance(value, list):
        for one in value:
            yield from empty_texts(one, f"{place}[]")
