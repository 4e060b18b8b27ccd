"""The base of every presenter: how pages of one model become their public document."""

from __future__ import annotations

import builtins
import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Generic, Literal, TypeVar
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy
from wagtail.blocks import StreamValue

from cms.content.filters import Filter, FilterKind
from cms.content.models import BasePage
from cms.content.presenting import present_stream
from cms.content.schemas import FileShape, ImageShape
from cms.delivery.schemas import Document, IndexDocument, IndexSummary, Summary

if TYPE_CHECKING:
    from cms.delivery.context import PageContext

AGENCY_ZONE = ZoneInfo(settings.TIME_ZONE)
PAGES = "pages"
# How documents say of an end that it is a day without a time; nobody writes seconds.
LAST_SECOND = datetime.time(23, 59, 59)
LONG_AGO = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)

PageT = TypeVar("PageT", bound=BasePage)


@dataclass(frozen=True)
class State:
    """What visitors read for a state, and the kind of badge around it: info, success, warning or danger."""

    label: str | Promise
    badge: str = "info"


@dataclass(frozen=True)
class CalendarEntry:
    """What a calendar notes of a publication: days, or moments, of which the end is the first that is too late."""

    begins: datetime.date
    ends: datetime.date | None = None
    status: Literal["TENTATIVE", "CONFIRMED", "CANCELLED"] = "CONFIRMED"
    location: str = ""
    conference: str = ""  # the web address of a meeting online
    note: str = ""
    categories: tuple[str, ...] = ()


class Presenter(Generic[PageT]):
    """How pages of one model become their public document.

    `type` is the name in the API; several presenters may share one. `version` is raised whenever the same page would
    give another document. `reads` names the relations, as `prefetch_related` takes them, that are read once for many
    pages presented together. `card` is the template of one in a list, `filter_kinds` by what lists of it can be
    narrowed, and `states` what visitors read for its states, if it has any. What a page shows besides its document:

    - `lists`, of an index page: the type whose publications it lists; with `upcoming_first` the list begins with what
      is to come, the next first.
    - `shows_latest`, of a front page: the newest of every type that has a place `on_front_page`, in that order.

    `in_calendar` says that publications of the type have a `calendar_entry`, and `calendar_of` by which kind of filter
    the calendar is narrowed to what belongs to the page, as to the events of a series. `structured_type` is what
    schema.org calls a page of the model.
    """

    model: ClassVar[type[BasePage]]
    type: ClassVar[str]
    version: ClassVar[int] = 9
    document: ClassVar[builtins.type[Document]]
    summary: ClassVar[builtins.type[Summary]]
    template: ClassVar[str]
    reads: ClassVar[tuple[str, ...]] = ()
    card: ClassVar[str] = "includes/card.html"
    filter_kinds: ClassVar[tuple[FilterKind, ...]] = ()
    states: ClassVar[Mapping[str, State]] = {}
    lists: ClassVar[str] = ""
    upcoming_first: ClassVar[bool] = False
    on_front_page: ClassVar[int | None] = None
    shows_latest: ClassVar[bool] = False
    in_calendar: ClassVar[bool] = False
    calendar_of: ClassVar[str] = ""
    structured_type: ClassVar[str] = "WebPage"

    @property
    def singular(self) -> str | Promise:
        """What one of the type is called."""
        return self.model._meta.verbose_name or ""

    @property
    def plural(self) -> str | Promise:
        """What several of the type are called."""
        return self.model._meta.verbose_name_plural or ""

    def day(self, page: PageT, ctx: PageContext) -> datetime.date:
        """The day on which functions and wordings are looked up; the page's own where it has one."""
        return timezone.localdate(page.first_published_at or LONG_AGO, AGENCY_ZONE)

    def sort_at(self, page: PageT, ctx: PageContext) -> datetime.datetime:
        """The moment by which lists are ordered, newest first."""
        return page.first_published_at or LONG_AGO

    def over_at(self, page: PageT, ctx: PageContext) -> datetime.datetime | None:
        """The moment from which the page is about something past; None where time decides nothing about it."""
        return None

    def closes_at(self, page: PageT, ctx: PageContext) -> datetime.datetime | None:
        """The moment from which something that the page offers is closed; None where time decides nothing about it."""
        return None

    def as_of(self, content: dict[str, Any], now: datetime.datetime) -> dict[str, Any]:
        """The stored document or summary as it is read at that moment: what time decides follows from facts in
        it, and only at `over_at`, `closes_at` or midnight."""
        return content

    def calendar_entry(self, document: Mapping[str, Any]) -> CalendarEntry | None:
        """What calendars note of the stored document; None where it stands at no day. It follows from the document
        alone, whatever time it is."""
        return None

    def structured_data(self, document: Mapping[str, Any]) -> dict[str, Any]:
        """What schema.org says of the stored document, beside what it says of all; empty values are left out."""
        return {"@type": self.structured_type}

    def ninjs(self, document: Mapping[str, Any]) -> dict[str, Any]:
        """What ninjs 3.1 says of the document as it is read now, beside what it says of all; empty values are left
        out."""
        return {}

    def freeze_on_publish(self, page: PageT, ctx: PageContext) -> None:
        """Write down what must not change any more once the page is public; called by the flush, in its transaction,
        again and again: what is written down already stays."""

    def present(self, page: PageT, ctx: PageContext) -> Document:
        """The document of the page; reads nothing but through the page and the context."""
        raise NotImplementedError

    def corrects(self, before: Mapping[str, Any], after: Mapping[str, Any]) -> bool:
        """True where the second document puts something right that the first one said."""
        return False

    def filters(self, document: Any) -> list[Filter]:
        """The filter values under which the document is found."""
        return []


class PagePresenter(Presenter[PageT]):
    """A page that is no more than a page: all of them are of one type, whatever their models."""

    type = PAGES
    singular = gettext_lazy("Page")
    plural = gettext_lazy("Pages")


class IndexPresenter(PagePresenter[Any]):
    """The page of a list: a title and an introduction; what it lists is read from the store."""

    document = IndexDocument
    summary = IndexSummary
    structured_type = "CollectionPage"

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


def subjects(terms: Iterable[Mapping[str, Any]]) -> list[dict[str, str]]:
    """The terms of a document as subjects of ninjs."""
    return [{"name": term["title"], "rel": "about", "literal": term["id"]} for term in terms]
