"""The query parameters that endpoints share, checked more strictly than pydantic's lenient mode would."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Collection
from typing import Annotated, Any, Literal
from uuid import UUID

from django.conf import settings
from ninja import Schema
from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    PlainValidator,
    ValidationInfo,
    WithJsonSchema,
    create_model,
    field_validator,
)

from cms.content.filters import MAX_LENGTH, FilterKind
from cms.delivery import registry
from cms.delivery.api.cursor import ListCursor
from cms.delivery.presenter import midnight

DAY = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
TIME = r"[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,6})?)?"
EITHER = "Several, separated by commas, mean either."
MOST_VALUES = 20
NEWEST: Literal["-date"] = "-date"
SUMMARY: Literal["summary"] = "summary"
NONE: Literal["none"] = "none"
ORIGINAL: Literal["original"] = "original"
LANGUAGES = [code for code, _name in settings.WAGTAIL_CONTENT_LANGUAGES]


def _configured(value: str) -> str:
    if value not in dict(settings.WAGTAIL_CONTENT_LANGUAGES):
        raise ValueError("no language of this site")
    return value


def _form(pattern: str, what: str) -> BeforeValidator:
    """Let pass only what has the form: pydantic alone takes `1_000` for a number and `0` for a day."""

    def check(value: Any) -> Any:
        if isinstance(value, str) and not re.fullmatch(pattern, value):
            raise ValueError(f"not {what}")
        return value

    return BeforeValidator(check)


def _moment(value: Any) -> datetime.datetime:
    """A moment with its offset, or the beginning of a day in the agency's zone."""
    text = str(value).replace(" ", "+")  # as a + arrives that nobody has escaped
    if not re.fullmatch(rf"[12][0-9]{{3}}-[0-9]{{2}}-[0-9]{{2}}(T{TIME}(Z|[+-]{TIME}))?", text):
        raise ValueError("neither a day nor a moment with its offset, as 2026-11-29T09:30:00Z")
    if "T" not in text:
        return midnight(datetime.date.fromisoformat(text))
    return datetime.datetime.fromisoformat(text).astimezone(datetime.UTC)


Language = Annotated[str, AfterValidator(_configured), Field(json_schema_extra={"enum": LANGUAGES})]
Whole = Annotated[int, _form(r"[0-9]{1,9}", "a whole number")]
Day = Annotated[datetime.date, _form(DAY, "a day as YYYY-MM-DD")]
MomentSchema = WithJsonSchema({"type": "string", "format": "date-time"})
Moment = Annotated[datetime.datetime, PlainValidator(_moment), MomentSchema]
Id = Annotated[UUID, _form(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}", "a UUID")]


class Localised(Schema):
    locale: Language = Field(settings.LANGUAGE_CODE, description="The language to read.")


class Asked(Localised):
    fallback: Literal["none", "original"] = Field(
        NONE, description="What stands in for a document that the language lacks: nothing, or its original."
    )


class Part(Localised):
    limit: Whole = Field(20, ge=1, le=100, description="How many items a page holds at most.")
    cursor: ListCursor | None = Field(None, description="`next` of the page before.")
    order: Literal["-date", "date"] = Field(NEWEST, description="Newest first (`-date`), or oldest first (`date`).")
    fields: Literal["summary", "full"] = Field(SUMMARY, description="What is given of each item: `full` as its detail.")


class Period(Schema):
    since: Day | None = Field(
        None, alias="from", description="Only this day and later, in Europe/Berlin; an event that is still on counts."
    )
    published_from: Moment | None = Field(None, description="Only what was first public then or later.")
    updated_from: Moment | None = Field(None, description="Only what editors changed then or later.")
    until: Day | None = Field(None, alias="to", description="Only this day and earlier, in Europe/Berlin.")

    @field_validator("until")
    @classmethod
    def _not_before_since(cls, until: datetime.date | None, info: ValidationInfo) -> datetime.date | None:
        since = info.data.get("since")
        if since and until and until < since:
            raise ValueError("earlier than from")
        return until


def _either(known: Callable[[], Collection[str]], what: str) -> Any:
    """The type of a parameter that names one or several of what is known, separated by commas."""

    def split(said: Any) -> tuple[str, ...]:
        values = tuple(sorted(set(str(said).split(","))))
        if not all(values):
            raise ValueError("an empty value")
        for value in values:
            if value not in known():
                raise ValueError(f"no {what}: {value[:40]}")
        return values

    return Annotated[tuple, PlainValidator(split), _OneOf(known)]


class _OneOf:
    """Describes such a parameter; what is known may be so only once the description is made."""

    def __init__(self, known: Callable[[], Collection[str]]) -> None:
        self.known = known

    def __get_pydantic_json_schema__(self, schema: Any, handler: Any) -> dict[str, Any]:
        return {"type": "array", "items": {"type": "string", "enum": sorted(self.known())}}


Types = _either(registry.types, "type")
Languages = _either(lambda: LANGUAGES, "language of this site")


def list_parameters(types: Collection[str], *, of_all: bool = False) -> type[Any]:
    """The parameters of a list of these types: a part of it, what narrows it by the kinds that their presenters name,
    and periods; where it is `of_all`, some of the types."""
    narrowing: dict[str, Any] = {
        name: (_values(kind) | None, Field(None, description=f"{kind.description} {EITHER}"))
        for name, kind in registry.filter_kinds(types).items()
    }
    if of_all:
        narrowing = {"type": (Types | None, Field(None, description=f"Only this type. {EITHER}")), **narrowing}
    narrowed = create_model("NarrowedPart", __base__=Part, **narrowing)
    # What stands last among the bases comes first among the parameters.
    return create_model("ListParameters", __base__=(Period, narrowed))


def _values(kind: FilterKind) -> Any:
    """One or several values of a kind: a comma that a space follows is one of a name."""

    def split(said: Any) -> tuple[str, ...]:
        values = tuple(dict.fromkeys(re.split(r",(?! )", str(said))))
        if len(values) > MOST_VALUES:
            raise ValueError(f"more than {MOST_VALUES} values")
        if not all(values):
            raise ValueError("an empty value")
        return tuple(kind.checked(value) for value in values)

    items: dict[str, Any] = {"type": "string", "maxLength": MAX_LENGTH}
    if kind.is_id:
        items = {"type": "string", "format": "uuid"}
    elif kind.choices:
        items = {"type": "string", "enum": list(kind.choices)}
    return Annotated[tuple, PlainValidator(split), WithJsonSchema({"type": "array", "items": items})]
