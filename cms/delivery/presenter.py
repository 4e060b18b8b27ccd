"""The base of every presenter: how pages of one model become their public document."""

from __future__ import annotations

import builtins
import datetime
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone
from wagtail.blocks import StreamValue

from cms.content.models import BasePage
from cms.content.presenting import present_stream
from cms.content.schemas import FileShape, ImageShape, OrganisationShape, PageLink, Term
from cms.delivery.schemas import Document, IndexDocument, IndexSummary, Summary

if TYPE_CHECKING:
    from cms.delivery.context import PageContext

AGENCY_ZONE = ZoneInfo(settings.TIME_ZONE)
LONG_AGO = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)

PageT = TypeVar("PageT", bound=BasePage)

Filter = tuple[str, str, str]
"""Kind, value and label of something by which a list can be narrowed."""


class Presenter(Generic[PageT]):
    """How pages of one model become their public document.

    `type` is the name in the API, `version` is raised whenever the same page would give another document, and
    `lists` is the type whose publications an index page shows, `latest` those of which a front page shows the newest;
    with `upcoming_first` the list begins with what is to come, the next first. `reads` names the relations, as
    `prefetch_related` takes them, that are read once for many pages presented together.
    """

    model: ClassVar[type[BasePage]]
    type: ClassVar[str]
    version: ClassVar[int] = 2
    document: ClassVar[builtins.type[Document]]
    summary: ClassVar[builtins.type[Summary]]
    template: ClassVar[str]
    lists: ClassVar[str] = ""
    upcoming_first: ClassVar[bool] = False
    latest: ClassVar[tuple[str, ...]] = ()
    reads: ClassVar[tuple[str, ...]] = ()

    def day(self, page: PageT, ctx: PageContext) -> datetime.date:
        """The day on which functions and wordings are looked up; the page's own where it has one."""
        return timezone.localdate(page.first_published_at or LONG_AGO, AGENCY_ZONE)

    def sort_at(self, page: PageT, ctx: PageContext) -> datetime.datetime:
        """The moment by which lists are ordered, newest first."""
        return page.first_published_at or LONG_AGO

    def freeze_on_publish(self, page: PageT, ctx: PageContext) -> None:
        """Write down what must not change any more once the page is public; called by the flush, in its transaction,
        again and again: what is written down already stays."""

    def present(self, page: PageT, ctx: PageContext) -> Document:
        """The document of the page; reads nothing but through the page and the context."""
        raise NotImplementedError

    def filters(self, document: Any) -> list[Filter]:
        """The filter values under which the document is found."""
        return []


class IndexPresenter(Presenter[Any]):
    """The page of a list: a title and an introduction; what it lists is read from the store."""

    type = "pages"
    version = 3
    document = IndexDocument
    summary = IndexSummary

    def present(self, page: Any, ctx: PageContext) -> IndexDocument:
        return IndexDocument(**ctx.common(), date=None, teaser=page.intro, lists=self.lists)


def midnight(day: datetime.date) -> datetime.datetime:
    """The beginning of the day in the agency's zone."""
    return datetime.datetime.combine(day, datetime.time(), tzinfo=AGENCY_ZONE)


def first_image(stream: StreamValue, ctx: PageContext) -> ImageShape | None:
    """The image of a stream that holds one at most."""
    return next((block.image for block in present_stream(stream, ctx)), None)


def files(stream: StreamValue, ctx: PageContext) -> list[FileShape]:
    """The files of a stream of download blocks."""
    return [file for block in present_stream(stream, ctx) for file in block.files]


def topic_filters(topics: list[Term]) -> list[Filter]:
    return [("topic", str(topic.id), topic.title) for topic in topics]


def organisation_filters(*organisations: OrganisationShape | None) -> list[Filter]:
    return [("organisation", str(found.id), found.short_name or found.name) for found in organisations if found]


def series_filters(series: PageLink | None) -> list[Filter]:
    return [("series", str(series.id), series.title)] if series else []


def place_filters(place: str) -> list[Filter]:
    return [("place", place, place)] if place else []
