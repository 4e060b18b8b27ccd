"""The typed documents of series, events and documentations; see events.presenters for how they are made."""

import datetime
from typing import Literal

from pydantic import Field

from cms.content import schemas
from cms.content.schemas import Html, Shape, Text
from cms.delivery.schemas import Document, Summary


class ProgrammeItem(Shape):
    """Times are local to Europe/Berlin."""

    starts_at: datetime.time
    ends_at: datetime.time | None
    title: Text
    html: Html
    people: list[schemas.PersonShape]


class FindingsGroup(Shape):
    """Findings are HTML of one line each; the title may be empty."""

    title: Text
    findings: list[Html]


class Round(Shape):
    title: Text
    moderators: list[schemas.PersonShape]
    html: Html
    groups: list[FindingsGroup]


class EventSummary(Summary):
    """`date` is the first day and `end_date` the last one where it is another; times carry their offset and are null
    while only the days are known; what ends with a day and no time ends at 23:59:59. From `over_at` on, `state` is
    `over` where nobody said that the event was held or cancelled. `series_number` counts within the series."""

    type: Literal["events"] = "events"
    state: str
    end_date: datetime.date | None
    starts_at: datetime.datetime | None
    ends_at: datetime.datetime | None
    over_at: datetime.datetime | None
    place: Text
    place_locale: str
    online: bool
    series: schemas.PageLink | None
    series_number: int | None
    topics: list[schemas.Term]


class EventLink(Shape):
    """An event as its series and its documentation name it."""

    page: schemas.PageLink
    date: datetime.date | None
    starts_at: datetime.datetime | None
    over_at: datetime.datetime | None
    state: str
    series_number: int | None


class EventDocument(EventSummary, Document):
    """`registration_open` is false once `registration_closes_at` has passed: its deadline, or the event's end."""

    body: list[schemas.Block]
    image: schemas.ImageShape | None
    venue: schemas.VenueShape | None
    online_url: str
    hosts: list[schemas.OrganisationShape]
    partners: list[schemas.OrganisationShape]
    programme: list[ProgrammeItem]
    invitation_due: datetime.date | None
    registration_url: str
    registration_until: datetime.datetime | None
    registration_closes_at: datetime.datetime | None
    registration_open: bool
    documentation: schemas.PageLink | None


class SeriesSummary(Summary):
    type: Literal["event-series"] = "event-series"
    organiser: Text
    organiser_locale: str


class SeriesDocument(SeriesSummary, Document):
    """Events from the newest to the oldest."""

    organisation: schemas.OrganisationShape | None
    body: list[schemas.Block]
    events: list[EventLink] = Field(description="From the newest to the oldest.")


class DocumentationSummary(Summary):
    type: Literal["meeting-documentations"] = "meeting-documentations"
    place: Text
    place_locale: str
    series: schemas.PageLink | None
    series_number: int | None
    topics: list[schemas.Term]


class DocumentationDocument(DocumentationSummary, Document):
    """`participants` is a head count; `feedback` holds comments as given."""

    event: schemas.PageLink | None
    body: list[schemas.Block]
    rounds: list[Round]
    feedback: list[Text]
    participants: int | None
    gallery: list[schemas.ImageShape]
    gallery_url: str
    downloads: list[schemas.FileShape]
    next_dates: list[EventLink]
