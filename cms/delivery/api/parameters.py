"""The query parameters that endpoints share, checked more strictly than pydantic's lenient mode would."""

from __future__ import annotations

import datetime
import re
from typing import Annotated, Any
from uuid import UUID

from django.conf import settings
from ninja import Schema
from pydantic import AfterValidator, BeforeValidator, Field, ValidationInfo, field_validator

from cms.delivery.api.cursor import ListCursor
from cms.delivery.listing import BadCriteria, checked

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


def _place(value: str) -> str:
    try:
        return checked("place", value)
    except BadCriteria as error:
        raise ValueError("not a place") from error


Language = Annotated[str, AfterValidator(_configured), Field(json_schema_extra={"enum": LANGUAGES})]
Whole = Annotated[int, _form(r"[0-9]{1,9}", "a whole number")]
Day = Annotated[datetime.date, _form(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", "a day as YYYY-MM-DD")]
Id = Annotated[UUID, _form(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}", "a UUID")]
Place = Annotated[str, Field(min_length=1, max_length=255), AfterValidator(_place)]


class Localised(Schema):
    locale: Language = Field(settings.LANGUAGE_CODE, description="The language to read.")


class ListParameters(Localised):
    limit: Whole = Field(20, ge=1, le=100, description="How many items a page holds at most.")
    cursor: ListCursor | None = Field(None, description="`next` of the page before.")
    topic: Id | None = Field(None, description="Only what is about the topic with this id.")
    organisation: Id | None = Field(None, description="Only what the organisation with this id issued or hosts.")
    series: Id | None = Field(None, description="Only what belongs to the event series with this id.")
    audience: Id | None = Field(None, description="Only what addresses the audience with this id.")
    place: Place | None = Field(None, description="Only what has exactly this place.")
    since: Day | None = Field(None, alias="from", description="Only this day and later, in Europe/Berlin.")
    until: Day | None = Field(None, alias="to", description="Only this day and earlier, in Europe/Berlin.")

    @field_validator("until")
    @classmethod
    def _not_before_since(cls, until: datetime.date | None, info: ValidationInfo) -> datetime.date | None:
        since = info.data.get("since")
        if since and until and until < since:
            raise ValueError("earlier than from")
        return until
