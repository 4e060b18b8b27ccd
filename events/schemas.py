"""The typed documents of series, events and documentations; see events.presenters for how they are made."""

import datetime
from typing import Annotated, Literal

from pydantic import Field, WithJsonSchema

from cms.content import schemas
from cms.content.schemas import Html, Shape, Text
from cms.delivery.schemas import Document, Summary

# Without an offset, which the format `time` of JSON Schema demands.
Hour = Annotated[datetime.time, WithJsonSchema({"type": "string", "format": "time-local"})]
BEGIN = Field(None, description="The moment of its beginning, with its offset; null while the day or hour is open.")
END = Field(None, description="The moment of its end, with its offset; null while the day or hour is open.")


class ProgrammeItem(schemas.OptionalProse):
    """What happens at an event, and when."""

    start_time: Hour = Field(description="When it begins, local to Europe/Berlin.")
    end_time: Hour | None = Field(description="When it ends, local to Europe/Berlin; null where it is open.")
    starts_at: datetime.datetime | None = BEGIN
    ends_at: datetime.datetime | None = END
    title: Text
    people: list[schemas.PersonShape] = Field(description="Who speaks or leads.")


class FindingsGroup(Shape):
    """Findings are HTML of one line each; the title may be null."""

    title: Text | None
    findings: list[Html] = Field(description="HTML of one line each.", examples=[["<b>Räume</b> früh planen"]])


class Round(schemas.OptionalProse):
    title: Text
    moderators: list[schemas.PersonShape] = Field(description="Who led the round.")
    groups: list[FindingsGroup] = Field(description="What was found, in groups.")


OVER = Field(description="From when on it is over; null while it has no day.")


class EventSummary(Summary):
    """`date` is the first day; what ends with a day and no time ends at 23:59:59."""

    type: Literal["events"] = "events"
    state: str = Field(
        description="How it stands; from `over_at` on `over`, where nobody said that it was held or cancelled.",
        examples=["invited"],
    )
    end_date: datetime.date | None = Field(description="The last day, where that is not `date`.")
    starts_at: datetime.datetime | None = Field(description="With its offset; null while only the days are known.")
    ends_at: datetime.datetime | None = Field(description="With its offset; null while only the days are known.")
    over_at: datetime.datetime | None = OVER
    place: Text | None
    place_locale: str | None
    online: bool = Field(description="Whether it is on the web, too or only.")
    series: schemas.PageLink | None
    series_number: int | None
    topics: list[schemas.Term]


class EventLink(Shape):
    """An event as its series and its documentation name it."""

    page: schemas.PageLink = Field(description="The page of the event.")
    date: datetime.date | None
    starts_at: datetime.datetime | None = Field(description="With its offset; null while only the days are known.")
    over_at: datetime.datetime | None = OVER
    state: str
    series_number: int | None


class EventDocument(EventSummary, Document):
    """An event in full."""

    body: list[schemas.Block]
    image: schemas.ImageShape | None
    venue: schemas.VenueShape | None = Field(description="The house; null where none is named.")
    online_url: str | None = Field(description="Where to join; null where people register: they are told it then.")
    hosts: list[schemas.OrganisationShape] = Field(description="Who holds it.")
    partners: list[schemas.OrganisationShape] = Field(description="Who helps to hold it.")
    programme: list[ProgrammeItem] = Field(description="What happens when.")
    registration_url: str | None = Field(
        description="Where to register; null for none.", examples=["https://anmeldung.example/ganztag"]
    )
    registration_until: datetime.datetime | None = Field(description="The deadline; null for none.")
    registration_closes_at: datetime.datetime | None = Field(description="The deadline, or the event's end.")
    registration_open: bool = Field(description="Whether one can register, told by the clock at reading.")
    documentation: schemas.PageLink | None = Field(description="What became of it; null before that is public.")


class SeriesSummary(Summary):
    type: Literal["event-series"] = "event-series"
    organisation: schemas.OrganisationShape | None


class SeriesDocument(SeriesSummary, Document):
    """Events from the newest to the oldest."""

    body: list[schemas.Block]
    events: list[EventLink] = Field(description="From the newest to the oldest.")


class DocumentationSummary(Summary):
    type: Literal["meeting-documentations"] = "meeting-documentations"
    place: Text | None
    place_locale: str | None
    series: schemas.PageLink | None
    series_number: int | None
    topics: list[schemas.Term]


class DocumentationDocument(DocumentationSummary, Document):
    """What became of an event, in full."""

    event: schemas.PageLink | None = Field(description="The event; null where that is not public.")
    body: list[schemas.Block]
    rounds: list[Round] = Field(description="The rounds in which people talked.")
    feedback: list[Text] = Field(description="Comments as given.", examples=[["Gern wieder."]])
    participants: int | None = Field(description="A head count; null where nobody has counted.", examples=[48])
    gallery: list[schemas.ImageShape] = Field(description="Images of the event.")
    gallery_url: str | None = Field(
        description="Where there are more images; null for none.", examples=["https://bilder.example/ganztag"]
    )
    files: list[schemas.FileShape]
    next_dates: list[EventLink] = Field(description="What comes next in the series.")
