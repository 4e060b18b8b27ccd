"""What of the API is going to go: the description marks it, and answers say since when and until when."""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from django.utils.http import http_date
from pydantic import BaseModel

SINCE, SUNSET = "x-deprecated-since", "x-sunset"
MONTHS = 6  # for which something can be used after it was deprecated


def deprecated(since: datetime.date) -> dict[str, Any]:
    """The mark of an operation (`openapi_extra`) or of a parameter (`json_schema_extra`) that is deprecated from that
    day on."""
    return {"deprecated": True, SINCE: since.isoformat(), SUNSET: sunset_of(since).isoformat()}


def sunset_of(since: datetime.date) -> datetime.date:
    """The day until which what is deprecated can be used: half a year later, at the end of a month that is shorter."""
    years, month = divmod(since.month - 1 + MONTHS, 12)
    last = calendar.monthrange(since.year + years, month + 1)[1]
    return datetime.date(since.year + years, month + 1, min(since.day, last))


class Deprecations(NamedTuple):
    """Since when an operation is deprecated, and which of its parameters are."""

    operation: datetime.date | None = None
    parameters: Mapping[str, datetime.date] = {}

    def headers(self, asked: Iterable[str]) -> dict[str, str]:
        """What an answer says of itself where these parameters were given (RFC 9745, RFC 8594); of several dates the
        first."""
        days = [self.parameters[name] for name in asked if name in self.parameters]
        days += [self.operation] if self.operation else []
        if not days:
            return {}
        since = min(days)
        return {"Deprecation": f"@{_seconds(since)}", "Sunset": http_date(_seconds(sunset_of(since)))}


NONE = Deprecations()


def deprecations_of(operation: Any) -> Deprecations:
    """What is marked of an operation of ninja's."""
    models = [model for model in operation.models if model.__ninja_param_source__ == "query"]
    parameters = dict(found for model in models for found in _marked(model))
    return Deprecations(_since(operation.openapi_extra), parameters)


def _marked(model: type[BaseModel]) -> Iterator[tuple[str, datetime.date]]:
    for name, field in model.model_fields.items():
        if isinstance(field.annotation, type) and issubclass(field.annotation, BaseModel):
            yield from _marked(field.annotation)
        elif since := _since(field.json_schema_extra):
            yield field.alias or name, since


def _since(mark: Any) -> datetime.date | None:
    return datetime.date.fromisoformat(mark[SINCE]) if isinstance(mark, dict) and SINCE in mark else None


def _seconds(day: datetime.date) -> int:
    return int(datetime.datetime.combine(day, datetime.time(), tzinfo=datetime.UTC).timestamp())
