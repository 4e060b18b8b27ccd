"""The forms in which the demo's texts are written down; `cms.demo.build` turns them into pages and snippets.

Other things are named by their key. A link to a page is written `<a href="page:key">`. Texts are written as paragraphs
with an empty line between them; line breaks within a paragraph mean nothing.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

Value = TypeVar("Value")

# By language code; the source language comes first.
In = Mapping[str, Value]


@dataclass(frozen=True)
class Prose:
    """Paragraphs; one that begins with a tag is kept as it is."""

    text: str


@dataclass(frozen=True)
class Heading:
    text: str


@dataclass(frozen=True)
class Quote:
    person: str
    text: str


@dataclass(frozen=True)
class Points:
    items: Sequence[str]
    ordered: bool = False


@dataclass(frozen=True)
class Picture:
    """A picture, with a caption where its own does not fit the use."""

    name: str
    caption: str = ""


@dataclass(frozen=True)
class Figures:
    figures: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Interview:
    person: str
    answers: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Downloads:
    papers: Sequence[str]


@dataclass(frozen=True)
class Slot:
    """One item of a programme; times as “HH:MM”."""

    start: str
    end: str
    title: str
    text: str = ""
    people: Sequence[str] = ()


@dataclass(frozen=True)
class Round:
    """A round of talks: prose, or findings in groups with a title each."""

    title: str
    moderators: Sequence[str]
    text: str = ""
    groups: Sequence[tuple[str, Sequence[str]]] = ()


@dataclass(frozen=True)
class Comment:
    text: str


Block = Prose | Heading | Quote | Points | Picture | Figures | Interview | Downloads | Slot | Round | Comment


@dataclass(frozen=True)
class PlainText:
    """What a home, section, standard or index page says in one language."""

    title: str
    slug: str
    intro: str
    body: Sequence[Block] = ()
    image: Picture | None = None


@dataclass(frozen=True)
class PlainPage:
    """A page of the site's frame; `model` as “app.Model”."""

    key: str
    model: str
    parent: str
    published: datetime.date
    texts: In[PlainText]


@dataclass(frozen=True)
class ReleaseText:
    title: str
    slug: str
    kicker: str
    subheadline: str
    lead: str
    body: Sequence[Block]
    image: Picture | None = None
    corrections: Sequence[tuple[datetime.date, str]] = ()
    attachments: Sequence[str] = ()


@dataclass(frozen=True)
class Release:
    key: str
    date: datetime.date
    place: In[str]
    topics: Sequence[str]
    texts: In[ReleaseText]
    issuer: str = "agentur"
    boilerplates: Sequence[str] = ("agentur",)
    press_contact: str = "presse"
    events: Sequence[str] = ()


@dataclass(frozen=True)
class ReportText:
    title: str
    slug: str
    teaser: str
    image: Picture
    starting_point: Sequence[Block]
    implementation: Sequence[Block]
    conclusion: Sequence[Block]
    format_title: str
    format_description: str
    figures: Figures
    project: str
    programme: str
    interview: Interview | None = None
    paper: str = ""


@dataclass(frozen=True)
class Report:
    key: str
    date: datetime.date
    carrier: str
    audiences: Sequence[str]
    topics: Sequence[str]
    contacts: Sequence[str]
    texts: In[ReportText]


@dataclass(frozen=True)
class SeriesText:
    title: str
    slug: str
    intro: str
    body: Sequence[Block]


@dataclass(frozen=True)
class Series:
    key: str
    organiser: str
    published: datetime.date
    texts: In[SeriesText]


@dataclass(frozen=True)
class EventText:
    title: str
    slug: str
    intro: str
    body: Sequence[Block] = ()
    programme: Sequence[Slot] = ()
    image: Picture | None = None


@dataclass(frozen=True)
class Event:
    """Times are local to Europe/Berlin."""

    key: str
    series: str
    number: int
    state: str
    published: datetime.date
    starts_at: datetime.datetime
    ends_at: datetime.datetime
    texts: In[EventText]
    venue: str = ""
    online_url: str = ""
    hosts: Sequence[str] = ()
    partners: Sequence[str] = ()
    topics: Sequence[str] = ()
    registration_url: str = ""
    registration_until: datetime.datetime | None = None


@dataclass(frozen=True)
class MinutesText:
    title: str
    slug: str
    intro: str
    body: Sequence[Block]
    rounds: Sequence[Round]
    feedback: Sequence[Comment]
    gallery: Sequence[Picture] = ()
    downloads: Sequence[str] = ()


@dataclass(frozen=True)
class Minutes:
    """The documentation of an event."""

    key: str
    event: str
    published: datetime.date
    participants: int
    topics: Sequence[str]
    texts: In[MinutesText]
    next_events: Sequence[str] = ()
    gallery_url: str = ""


@dataclass(frozen=True)
class Organisation:
    key: str
    kind: str
    name: In[str]
    short_name: In[str] = field(default_factory=dict)
    street: str = ""
    postal_code: str = ""
    city: str = ""
    phone: str = ""
    email: str = ""
    website: str = ""
    parent: str = ""


@dataclass(frozen=True)
class Function:
    title: In[str]
    organisation: str
    valid_from: datetime.date | None = None
    valid_to: datetime.date | None = None


@dataclass(frozen=True)
class Person:
    key: str
    name: str
    functions: Sequence[Function]
    phone: str = ""
    email: str = ""


@dataclass(frozen=True)
class Contact:
    key: str
    role: In[str]
    organisation: str
    phone: str
    email: str
    person: str = ""
    name: In[str] = field(default_factory=dict)


@dataclass(frozen=True)
class Boilerplate:
    key: str
    organisation: str
    title: In[str]
    wordings: Sequence[tuple[datetime.date, In[str]]]


@dataclass(frozen=True)
class Venue:
    key: str
    street: str
    postal_code: str
    city: str
    name: In[str]
    directions: In[str]
    accessibility: In[str]


@dataclass(frozen=True)
class PictureFile:
    """An image file in `cms/demo/pictures`: the library keeps its texts in the source language, pages override them."""

    name: str
    title: str
    alt: In[str]
    caption: In[str]
    credit: In[str]
    licence: str = "CC0 1.0"


@dataclass(frozen=True)
class Paper:
    """A one-page PDF: a title and lines of text."""

    key: str
    filename: str
    language: str
    title: str
    lines: Sequence[str]


@dataclass(frozen=True)
class Plan:
    """What is translated into a language, by kind and key, each after what it names; the words by the German ones."""

    language: str
    words: Mapping[str, str]
    snippets: Sequence[tuple[str, str]]
    pages: Sequence[str]


@dataclass(frozen=True)
class Change:
    """Words that a page comes to say differently later, by language: before and after."""

    page: str
    fields: Sequence[str]
    words: In[tuple[str, str]]
