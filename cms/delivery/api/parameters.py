"""The query parameters that endpoints share, checked more strictly than pydantic's lenient mode would."""

from __future__ import annotations

import datetime
import re
from typing import Annotated, Any
from uuid import UUID

from django.conf import settings
from ninja import Schema
from pydantic import AfterValidator, BeforeValidator, Field, ValidationInfo, create_model, field_validator

from cms.content.filters import MAX_LENGTH, FilterKind
from cms.delivery import registry
from cms.delivery.api.cursor import ListCursor

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


Language = Annotated[str, AfterValidator(_configured), Field(json_schema_extra={"enum": LANGUAGES})]
Whole = Annotated[int, _form(r"[0-9]{1,9}", "a whole number")]
Day = Annotated[datetime.date, _form(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", "a day as YYYY-MM-DD")]
Id = Annotated[UUID, _form(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}", "a UUID")]


class Localised(Schema):
    locale: Language = Field(settings.LANGUAGE_CODE, description="The language to read.")


class Part(Localised):
    limit: Whole = Field(20, ge=1, le=100, description="How many items a page holds at most.")
    cursor: ListCursor | None = Field(None, description="`next` of the page before.")


class Period(Schema):
    since: Day | None = Field(None, alias="from", description="Only this day and later, in Europe/Berlin.")
    until: Day | None = Field(None, alias="to", description="Only this day and earlier, in Europe/Berlin.")

    @field_validator("until")
    @classmethod
    def _not_before_since(cls, until: datetime.date | None, info: ValidationInfo) -> datetime.date | None:
        since = info.data.get("since")
        if since and until and until < since:
            raise ValueError("earlier than from")
        return until


def list_parameters() -> type[Any]:
    """The parameters of every list: a part of it, what narrows it by the kinds that presenters name, and a period."""
    kinds: dict[str, Any] = {
        name: (_value(kind) | None, Field(None, description=kind.description))
        for name, kind in registry.filter_kinds().items()
    }
    narrowed = create_model("NarrowedPart", __base__=Part, **kinds)
    # What stands last among the bases comes first among the parameters.
    return create_model("ListParameters", __base__=(Period, narrowed))


def _value(kind: FilterKind) -> Any:
    if kind.is_id:
        return Id
    return Annotated[str, Field(min_length=1, max_length=MAX_LENGTH), AfterValidator(kind.checked)]
