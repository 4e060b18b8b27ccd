"""Questions to the store whose SQL is made once: making it takes longer than the database needs to answer."""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable, Hashable, Mapping, Sequence
from functools import lru_cache, wraps
from typing import Any, NamedTuple

from django.core.exceptions import EmptyResultSet
from django.db import connection, models
from django.db.models.expressions import Expression

SHAPES = 500  # of one question, as many are kept


class Parameter(Expression):
    """Where in a query set the value of that name comes in when the question is asked."""

    def __init__(self, name: str, field: models.Field[Any, Any]) -> None:
        super().__init__(output_field=field)
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        return "%s", (self,)

    def filled(self, values: Mapping[str, Any]) -> Any:
        """The value as the database takes it; raises KeyError where it was not given."""
        return self.output_field.get_db_prep_value(values[self.name], connection)


def parameters(name: str, field: models.Field[Any, Any], number: int) -> list[Any]:
    """So many values of one name, as `filling` gives them."""
    return [Parameter(f"{name}{place}", field) for place in range(number)]


def filling(name: str, values: Sequence[Any]) -> tuple[int, dict[str, Any]]:
    """How many parameters these values fill, which are one or more, and the values by name. It is a power of two, so
    that few shapes are made: the last value stands in for those that are not there."""
    number = 1 << (len(values) - 1).bit_length()
    filled = [*values, *[values[-1]] * (number - len(values))]
    return number, {f"{name}{place}": value for place, value in enumerate(filled)}


class _Statement(NamedTuple):
    sql: str
    params: tuple[Any, ...]
    converters: tuple[tuple[int, Callable[..., Any], Any], ...]
    row: Callable[[Any], Any]


def statement(make: Callable[..., models.QuerySet[Any, Any]]) -> Callable[..., list[Any]]:
    """A question that `make` says as a query set of `values_list`, with a Parameter for each value. It is asked with
    the arguments of `make`, which give it its shape and are few, and with the values by name; the answer is the list of
    rows, each with its columns by name."""

    @lru_cache(maxsize=SHAPES)
    def compiled(vendor: str, *shape: Hashable) -> _Statement | None:
        found = make(*shape)
        compiler = found.query.get_compiler(connection=connection)
        try:
            sql, params = compiler.as_sql()
        except EmptyResultSet:
            return None
        expressions = [selected[0] for selected in compiler.select]
        converters = tuple(
            (place, convert, expression)
            for place, (conversions, expression) in compiler.get_converters(expressions).items()
            for convert in conversions
        )
        row = namedtuple("Row", found._fields)  # type: ignore[attr-defined, misc]
        return _Statement(sql, tuple(params), converters, row._make)

    @wraps(make)
    def ask(*shape: Hashable, **values: Any) -> list[Any]:
        known = compiled(connection.vendor, *shape)
        if known is None:
            return []
        params = [one.filled(values) if isinstance(one, Parameter) else one for one in known.params]
        with connection.cursor() as cursor:
            cursor.execute(known.sql, params)
            rows = cursor.fetchall()
        return [known.row(_converted(row, known.converters)) for row in rows]

    return ask


def _converted(row: tuple[Any, ...], converters: tuple[tuple[int, Callable[..., Any], Any], ...]) -> list[Any]:
    values = list(row)
    for place, convert, expression in converters:
        values[place] = convert(values[place], expression, connection)
    return values
