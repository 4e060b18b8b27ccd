"""How series, events and documentations become documents."""

import datetime
from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from django.utils.translation import pgettext_lazy

from cms.content import presenting
from cms.content.filters import (
    ORGANISATION,
    PLACE,
    REGION,
    TOPIC,
    Filter,
    FilterKind,
    organisation_filters,
    place_filters,
    region_filters,
    term_filters,
)
from cms.content.presenting import Words, present_stream
from cms.content.schemas import PageLink, VenueShape
from cms.delivery.context import PageContext
from cms.delivery.presenter import (
    AGENCY_ZONE,
    LONG_AGO,
    CalendarEntry,
    IndexPresenter,
    Presenter,
    State,
    files,
    first_image,
)
from events import clock, exchange, schemas
from events.models import EventIndexPage, EventPage, EventSeriesPage, EventState, MeetingDocumentationPage

SERIES = FilterKind(
    "series", pgettext_lazy("filter", "Series"), "Only what belongs to the event series with this id.", order=30
)
STATE = FilterKind(
    "state",
    "",
    "Only events in this state.",
    order=35,
    is_id=False,
    in_forms=False,
    choices=(*EventState.values, clock.OVER),
    until_over=tuple(clock.TO_COME),
    once_over=clock.OVER,
)
BADGES = {EventState.HELD: "success", EventState.CANCELLED: "danger"}


class SeriesPresenter(Presenter[EventSeriesPage]):
    model = EventSeriesPage
    type = "event-series"
    document = schemas.SeriesDocument
    summary = schemas.SeriesSummary
    template = "events/event_series.html"
    filter_kinds = (ORGANISATION, REGION)
    calendar_of = SERIES.name
    reads = ("organiser",)

    def present(self, page: EventSeriesPage, ctx: PageContext) -> schemas.SeriesDocument:
        newest_first = sorted(ctx.children(EventPage), key=lambda event: event.starts_at or LONG_AGO, reverse=True)
        return schemas.SeriesDocument(
            **ctx.common(),
            date=None,
            teaser=page.intro,
            organisation=presenting.organisation_shape(page.organiser, ctx),
            body=present_stream(page.body, ctx),
            events=[_event_link(event, ctx) for event in newest_first],
        )

    def as_of(self, content: dict[str, Any], now: datetime.datetime) -> dict[str, Any]:
        return _links_as_of("events", content, now)

    def structured_data(self, document: Mapping[str, Any]) -> dict[str, Any]:
        return exchange.structured_series(document)

    def filters(self, document: schemas.SeriesDocument) -> list[Filter]:
        return [*organisation_filters(document.organisation), *region_filters(document.organisation)]


class EventPresenter(Presenter[EventPage]):
    model = EventPage
    type = "events"
    document = schemas.EventDocument
    summary = schemas.EventSummary
    template = "events/event.html"
    card = "events/event_card.html"
    filter_kinds = (TOPIC, SERIES, STATE, ORGANISATION, PLACE, REGION)
    states = {
        **{state.value: State(state.label, BADGES.get(state, "info")) for state in EventState},
        clock.OVER: State(pgettext_lazy("event", "Over")),
    }
    on_front_page = 20
    in_calendar = True
    reads = ("venue", "topics__topic", "hosts__organisation", "partners__organisation")

    def day(self, page: EventPage, ctx: PageContext) -> datetime.date:
        return timezone.localdate(page.starts_at) if page.starts_at else super().day(page, ctx)

    def sort_at(self, page: EventPage, ctx: PageContext) -> datetime.datetime:
        return page.starts_at or super().sort_at(page, ctx)

    def over_at(self, page: EventPage, ctx: PageContext) -> datetime.datetime | None:
        return page.over_at()

    def closes_at(self, page: EventPage, ctx: PageContext) -> datetime.datetime | None:
        return page.registration_closes_at()

    def as_of(self, content: dict[str, Any], now: datetime.datetime) -> dict[str, Any]:
        return clock.as_of(content, now)

    def calendar_entry(self, document: Mapping[str, Any]) -> CalendarEntry | None:
        return exchange.calendar_entry(document)

    def structured_data(self, document: Mapping[str, Any]) -> dict[str, Any]:
        return exchange.structured_event(document)

    def ninjs(self, document: Mapping[str, Any]) -> dict[str, Any]:
        return exchange.ninjs_of_event(document)

    def present(self, page: EventPage, ctx: PageContext) -> schemas.EventDocument:
        documentation = next(iter(ctx.children(MeetingDocumentationPage)), None)
        venue = presenting.venue_shape(page.venue, ctx)
        place = _place(page, venue, ctx)
        series = ctx.parent()
        return schemas.EventDocument(
            **ctx.common(),
            date=_first_day(page),
            end_date=_last_day(page),
            teaser=page.intro,
            image=first_image(page.image, ctx),
            state=page.state,
            starts_at=_begin(page),
            ends_at=_end(page),
            over_at=_local(page.over_at()),
            place=place.text,
            place_locale=place.locale,
            online=page.online,
            series=ctx.link(series) if issubclass(series.specific_class, EventSeriesPage) else None,
            series_number=page.number,
            topics=presenting.terms((link.topic for link in page.topics.all()), ctx),
            body=present_stream(page.body, ctx),
            venue=venue,
            # Where people register, whoever takes their registrations tells them.
            online_url=page.online_url if page.online_url and not page.registration_url else None,
            hosts=_organisations(page.hosts, ctx),
            partners=_organisations(page.partners, ctx),
            programme=_on_its_day(present_stream(page.programme, ctx), page),
            registration_url=page.registration_url,
            registration_until=clock.last_moment(page.registration_until) if page.registration_until else None,
            registration_closes_at=_local(page.registration_closes_at()),
            registration_open=_is_open(page),
            documentation=ctx.page_link(documentation) if documentation else None,
        )

    def filters(self, document: schemas.EventDocument) -> list[Filter]:
        return [
            *term_filters(TOPIC, document.topics),
            *_series_filters(document.series),
            *organisation_filters(*document.hosts),
            *region_filters(*document.hosts),
            *place_filters(document.place, document.place_locale),
            *_state_filters(document.state),
        ]


class DocumentationPresenter(Presenter[MeetingDocumentationPage]):
    model = MeetingDocumentationPage
    type = "meeting-documentations"
    document = schemas.DocumentationDocument
    summary = schemas.DocumentationSummary
    template = "events/meeting_documentation.html"
    card = "events/documentation_card.html"
    filter_kinds = (TOPIC, SERIES, PLACE)
    on_front_page = 40
    reads = ("topics__topic", "next_dates__event__locale")

    def day(self, page: MeetingDocumentationPage, ctx: PageContext) -> datetime.date:
        starts_at = _begin_of_event(page, ctx)
        return timezone.localdate(starts_at) if starts_at else super().day(page, ctx)

    def sort_at(self, page: MeetingDocumentationPage, ctx: PageContext) -> datetime.datetime:
        return _begin_of_event(page, ctx) or super().sort_at(page, ctx)

    def present(self, page: MeetingDocumentationPage, ctx: PageContext) -> schemas.DocumentationDocument:
        event = ctx.parent().specific
        link = ctx.link(event)
        venue = presenting.venue_shape(event.venue, ctx) if link else None
        place = _place(event, venue, ctx) if link else Words()
        above = ctx.visibility.ancestors(page)[-2]
        series = ctx.link(above) if issubclass(above.specific_class, EventSeriesPage) else None
        next_dates = (ctx.localised_page(date.event) for date in page.next_dates.all())
        return schemas.DocumentationDocument(
            **ctx.common(),
            date=_first_day(event) if link else None,
            teaser=page.intro,
            place=place.text,
            place_locale=place.locale,
            series=series,
            series_number=event.number if link else None,
            topics=presenting.terms((link.topic for link in page.topics.all()), ctx),
            event=link,
            body=present_stream(page.body, ctx),
            rounds=present_stream(page.rounds, ctx),
            feedback=present_stream(page.feedback, ctx),
            participants=page.participants,
            gallery=[block.image for block in present_stream(page.gallery, ctx)],
            gallery_url=page.gallery_url,
            files=files(page.downloads, ctx),
            next_dates=[_event_link(date.specific, ctx) for date in next_dates if date],
        )

    def as_of(self, content: dict[str, Any], now: datetime.datetime) -> dict[str, Any]:
        return _links_as_of("next_dates", content, now)

    def structured_data(self, document: Mapping[str, Any]) -> dict[str, Any]:
        return exchange.structured_documentation(document)

    def ninjs(self, document: Mapping[str, Any]) -> dict[str, Any]:
        return exchange.ninjs_of_documentation(document)

    def filters(self, document: schemas.DocumentationDocument) -> list[Filter]:
        return [
            *term_filters(TOPIC, document.topics),
            *_series_filters(document.series),
            *place_filters(document.place, document.place_locale),
        ]


class EventIndexPresenter(IndexPresenter):
    model = EventIndexPage
    template = "events/event_index_page.html"
    lists = "events"
    upcoming_first = True


def _state_filters(state: str) -> list[Filter]:
    """The state, and beside one that holds until the event is over the one that holds from then on."""
    return [STATE.of(one, one) for one in (state, clock.OVER if state in clock.TO_COME else "") if one]


def _series_filters(series: PageLink | None) -> list[Filter]:
    return [SERIES.of(series.id, series.title, series.locale)] if series else []


def _begin_of_event(page: MeetingDocumentationPage, ctx: PageContext) -> datetime.datetime | None:
    """When the event began; None while the event is not public, so that nothing tells its date."""
    event = ctx.parent().specific
    return event.starts_at if ctx.link(event) else None


def _local(moment: datetime.datetime | None) -> datetime.datetime | None:
    """The moment with the agency's offset: presenting runs in its zone."""
    return timezone.localtime(moment) if moment else None


def _links_as_of(name: str, content: dict[str, Any], now: datetime.datetime) -> dict[str, Any]:
    """A document whose field of that name holds links of events, or its summary, as it is read at that moment."""
    return {**content, name: [clock.as_of(link, now) for link in content[name]]} if name in content else content


def _on_its_day(items: list[schemas.ProgrammeItem], event: EventPage) -> list[schemas.ProgrammeItem]:
    """The items with the moments at which they begin and end, once the event's first day is known. What ends before it
    begins ends on the day after."""
    if event.starts_at is None:
        return items
    day = timezone.localdate(event.starts_at, AGENCY_ZONE)
    return [item.model_copy(update=_moments(item, day)) for item in items]


def _moments(item: schemas.ProgrammeItem, day: datetime.date) -> dict[str, datetime.datetime]:
    found = {"starts_at": datetime.datetime.combine(day, item.start_time, AGENCY_ZONE)}
    if item.end_time is not None:
        last = day if item.end_time >= item.start_time else day + datetime.timedelta(days=1)
        found["ends_at"] = datetime.datetime.combine(last, item.end_time, AGENCY_ZONE)
    return found


def _begin(event: EventPage) -> datetime.datetime | None:
    """The time at which the event begins; None while only the day is known."""
    known = event.starts_at is not None and not event.time_open and not clock.is_day(event.starts_at)
    return _local(event.starts_at) if known else None


def _end(event: EventPage) -> datetime.datetime | None:
    """The time at which the event ends; None where nothing but days is known."""
    if event.ends_at is None or event.time_open or (_begin(event) is None and clock.is_day(event.ends_at)):
        return None
    return clock.last_moment(event.ends_at)


def _is_open(event: EventPage) -> bool:
    """True where people can register as long as it is not too late."""
    is_to_come = event.state in clock.TO_COME
    return is_to_come and bool(event.registration_url or event.registration_until)


def _first_day(event: EventPage) -> datetime.date | None:
    return timezone.localdate(event.starts_at) if event.starts_at else None


def _last_day(event: EventPage) -> datetime.date | None:
    """The last day of an event of several days."""
    day = timezone.localdate(event.ends_at) if event.ends_at else None
    return day if day != _first_day(event) else None


def _place(event: EventPage, venue: VenueShape | None, ctx: PageContext) -> Words:
    """The town of the event, else that of its venue, else what the venue is called."""
    if event.town or venue is None:
        return Words(event.town, ctx.locale_of(event) if event.town else "")
    if venue.address.city:
        return Words(venue.address.city, venue.address_locale or "")
    return Words(venue.name, venue.locale)


def _event_link(event: EventPage, ctx: PageContext) -> schemas.EventLink:
    """The link of an event that the context found to be public."""
    return schemas.EventLink(
        page=ctx.page_link(event),
        date=_first_day(event),
        starts_at=_begin(event),
        over_at=_local(event.over_at()),
        state=event.state,
        series_number=event.number,
    )


def _organisations(links: Any, ctx: PageContext) -> list[Any]:
    found = (presenting.organisation_shape(link.organisation, ctx) for link in links.all())
    return [organisation for organisation in found if organisation]
