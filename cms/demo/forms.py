"""What a writer can say in the demo's files: the keys of front matter and lists, and which of them must stand.

The German file of a page says everything; those in other languages give only the words.
"""

from __future__ import annotations

import datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

BY_HAND = ("de", "en")  # what a writer writes; all other languages are translated


class Form(BaseModel):
    """Keys that nobody knows are errors; what is not given is empty."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Words(Form):
    """The same in every language written by hand; a plain text is said so in all of them."""

    de: str
    en: str

    @model_validator(mode="before")
    @classmethod
    def _in_all(cls, said: Any) -> Any:
        return dict.fromkeys(BY_HAND, said) if isinstance(said, str) else said

    def __getitem__(self, language: str) -> str:
        return str(getattr(self, language))


UNSAID = Words(de="", en="")


# Pages


class PageWords(Form):
    title: str
    slug: str
    intro: str = ""
    caption: str = ""  # of the page's picture, where its own does not fit


class Page(PageWords):
    """A page of the site's frame."""

    kind: Literal["front page", "press", "practice", "events", "section", "contacts", "plain"] = "plain"
    published: datetime.date
    parent: str = ""
    image: str = ""


class SeriesWords(PageWords):
    intro: str


class Series(SeriesWords):
    published: datetime.date
    organiser: str


class EventWords(PageWords):
    intro: str


class Event(EventWords):
    """Times are local to the agency."""

    series: str
    number: int
    state: str
    published: datetime.date
    starts_at: datetime.datetime
    ends_at: datetime.datetime
    venue: str = ""
    online_url: str = ""
    registration_url: str = ""
    registration_until: datetime.datetime | None = None
    image: str = ""
    hosts: list[str] = []
    partners: list[str] = []
    topics: list[str] = []


class DocumentationWords(PageWords):
    intro: str


class Documentation(DocumentationWords):
    """What became of an event, below its page."""

    event: str
    published: datetime.date
    participants: int
    topics: list[str]
    files: list[str] = []
    next_events: list[str] = []
    gallery_url: str = ""


class ReportWords(PageWords):
    teaser: str
    format_title: str
    format_description: str
    project: str
    programme: str


class Report(ReportWords):
    date: datetime.date
    carrier: str
    image: str
    audiences: list[str]
    topics: list[str]
    contacts: list[str]
    pdf: str = ""


class ReleaseWords(PageWords):
    kicker: str
    subheadline: str
    place: str
    lead: str
    corrections: dict[datetime.date, str] = {}
    reason: str = ""  # why it was withdrawn


class Release(ReleaseWords):
    """`state` is what time has made of it on the day of loading, from which its date follows then."""

    state: Literal["published", "under embargo", "expired", "withdrawn"] = "published"
    date: datetime.date | None = None
    topics: list[str]
    issuer: str = "agentur"
    press_contact: str = "presse"
    boilerplates: list[str] = ["agentur"]
    image: str = ""
    events: list[str] = []
    files: list[str] = []

    @model_validator(mode="after")
    def _is_dated(self) -> Release:
        if (self.state == "published") != (self.date is not None):
            raise ValueError("a published release needs a date, and no other one has one")
        return self


# Snippets and files


class Organisation(Form):
    kind: str
    name: Words
    short_name: Words = UNSAID
    street: str = ""
    postal_code: str = ""
    city: str = ""
    phone: str = ""
    email: str = ""
    website: str = ""
    parent: str = ""


class Function(Form):
    title: Words
    organisation: str
    valid_from: datetime.date | None = None
    valid_to: datetime.date | None = None


class Person(Form):
    name: str
    functions: list[Function] = Field(min_length=1)
    phone: str = ""
    email: str = ""


class Venue(Form):
    name: Words
    street: str
    postal_code: str
    city: str
    directions: Words
    accessibility: Words


class Contact(Form):
    """A person or, where none is given, a name; which the role says."""

    role: Words
    organisation: str
    phone: str
    email: str
    person: str = ""
    name: Words = UNSAID


class Wording(Form):
    valid_from: datetime.date
    text: Words


class Boilerplate(Form):
    organisation: str
    title: Words
    wordings: list[Wording] = Field(min_length=1)


class Site(Form):
    """What the site says of itself, and the pages in its menus."""

    name: Words
    motto: Words
    publisher: str
    press_contact: str
    menus: dict[str, list[str]]


class Picture(Form):
    """An image file of that name: the library keeps its German texts, pages in other languages bring theirs."""

    title: str
    alt: Words
    caption: Words
    credit: Words
    licence: str = "cc-zero"


class Sheet(Form):
    """A PDF of one page: a title and lines of text."""

    filename: str
    title: str
    text: str


class Paper(Form):
    de: Sheet
    en: Sheet

    def __getitem__(self, language: str) -> Sheet:
        sheet: Sheet = getattr(self, language)
        return sheet


# Translations


class OnItsWay(Form):
    """A translation that is left before its end, with the days until it is due."""

    page: str
    language: str
    status: Literal["in progress", "in review", "machine", "excluded"]
    due: int | None = None


class Replacement(Form):
    before: str
    after: str


class Change(Form):
    """Words that a page comes to say differently once it is translated, by language."""

    page: str
    fields: list[str]
    words: dict[str, Replacement]


class Translations(Form):
    on_their_way: list[OnItsWay] = []
    changes: list[Change] = []
