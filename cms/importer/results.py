"""What is recognised in a text: the stable contract of `import_texts --json`, and the parts that pages are made of."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from typing import Literal

from pydantic import BaseModel, ConfigDict

from cms.importer.contacts import Contact, PostalAddress
from cms.importer.findings import HOLDS_BACK, Finding
from cms.importer.people import Person

Kind = Literal["press_release", "practice_report", "meeting_documentation"]


class Shape(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class DateResult(Shape):
    """The day of the dateline, or the day the documentation is of; without a year there is no value."""

    value: datetime.date | None
    as_written: str
    means: Literal["publication", "event"]


class PersonResult(Shape):
    name: str
    function: str


class ContactResult(Shape):
    """Phones as E.164, e-mail addresses with @, for a person the name."""

    type: Literal["person", "phone", "fax", "email"]
    as_written: str
    normalised: str


class SeriesResult(Shape):
    name: str
    number: int | None


class GroupResult(Shape):
    title: str
    findings: list[str]


class RoundResult(Shape):
    title: str
    groups: list[GroupResult]
    findings: list[str]


class FieldsResult(Shape):
    """What practice reports have besides their text; empty for other kinds."""

    project: str | None = None
    carrier: str | None = None
    transfer: list[str] = []
    format: str | None = None


class FindingResult(Shape):
    """`line` counts from 1 in the file."""

    code: str
    message: str
    line: int | None


class Result(Shape):
    """One line of `import_texts --json`; texts are as written, lists in the order of the text."""

    file: str
    kind: Kind | None = None
    locale: str
    page_id: int | None = None
    title: str | None = None
    subtitle: str | None = None
    kicker: str | None = None
    issuer: str | None = None
    place: str | None = None
    date: DateResult | None = None
    event_dates: list[datetime.date] = []
    next_dates: list[datetime.date] = []
    people: list[PersonResult] = []
    sections: list[str] = []
    list_items: int = 0
    boilerplate: str | None = None
    caption: str | None = None
    contacts: list[ContactResult] = []
    links: list[str] = []
    series: SeriesResult | None = None
    rounds: list[RoundResult] = []
    feedback: list[str] = []
    gallery: bool = False
    fields: FieldsResult = FieldsResult()
    findings: list[FindingResult] = []


@dataclass(frozen=True)
class Prose:
    """Running text; pieces of one paragraph have its number in common."""

    text: str
    paragraph: int = 0


@dataclass(frozen=True)
class Heading:
    text: str


@dataclass(frozen=True)
class Points:
    items: list[str]
    ordered: bool = False


@dataclass(frozen=True)
class Quote:
    """Words by somebody; `as_written` is all that the text says at that place, marks and speaker included."""

    words: str
    person: Person
    as_written: str
    paragraph: int = 0


Block = Prose | Heading | Points | Quote


@dataclass(frozen=True)
class Named:
    """Somebody to contact, with whatever is said of them: one person or one office."""

    name: str = ""
    role: str = ""
    phone: str = ""
    email: str = ""


@dataclass(frozen=True)
class Issuer:
    """Who issues a text: the name as written, its abbreviation, and where to find them."""

    as_written: str
    name: str
    short_name: str = ""
    address: PostalAddress = field(default_factory=PostalAddress)
    phone: str = ""
    email: str = ""
    website: str = ""


@dataclass(frozen=True)
class EventDate:
    """When and where an event is, its number in the series, and the words that say so."""

    day: datetime.date | None
    last_day: datetime.date | None
    number: int | None = None
    place: str = ""
    text: str = ""


@dataclass(frozen=True)
class Group:
    title: str
    findings: list[str]


@dataclass(frozen=True)
class Round:
    """A round of talks: findings stand in groups, or by themselves, or as prose."""

    title: str
    groups: list[Group] = field(default_factory=list)
    findings: list[str] = field(default_factory=list)
    prose: list[str] = field(default_factory=list)
    moderators: list[str] = field(default_factory=list)


@dataclass
class Recognised:
    """Everything recognised in one text; None and empty where the text says nothing."""

    kind: Kind
    title: str | None = None
    subtitle: str | None = None
    kicker: str | None = None
    issuer: Issuer | None = None
    place: str | None = None
    date: DateResult | None = None
    event_dates: list[datetime.date] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)
    sections: list[str] = field(default_factory=list)
    list_items: int = 0
    boilerplates: list[list[str]] = field(default_factory=list)
    caption: str | None = None
    contacts: list[Contact] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    topics: list[str] = field(default_factory=list)
    named: list[Named] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    # Press releases
    lead: str = ""
    body: list[Block] = field(default_factory=list)
    # Practice reports
    teaser: str = ""
    starting_point: list[Block] = field(default_factory=list)
    implementation: list[Block] = field(default_factory=list)
    conclusion: list[Block] = field(default_factory=list)
    format_title: str = ""
    format_description: str | None = None
    project: str | None = None
    carrier: str | None = None
    programme: str | None = None
    transfer: list[str] = field(default_factory=list)
    contact_address: PostalAddress = field(default_factory=PostalAddress)
    # Minutes
    series: SeriesResult | None = None
    rounds: list[Round] = field(default_factory=list)
    feedback: list[str] = field(default_factory=list)
    gallery_url: str = ""
    next_dates: list[EventDate] = field(default_factory=list)
    # How long before the next dates the text says invitations are sent.
    invitation_lead: datetime.timedelta | None = None

    @property
    def may_go_out(self) -> bool:
        """True where nothing is missing without which a page must stay a draft."""
        return not HOLDS_BACK & {finding.code for finding in self.findings}

    @property
    def boilerplate(self) -> str | None:
        """All standing paragraphs, an empty line between two of them."""
        paragraphs = [paragraph for boilerplate in self.boilerplates for paragraph in boilerplate]
        return "\n\n".join(paragraphs) or None

    def result(self, *, file: str, locale: str, page_id: int | None = None) -> Result:
        """The line of JSON for this text."""
        return Result(
            file=file,
            kind=self.kind,
            locale=locale,
            page_id=page_id,
            title=self.title,
            subtitle=self.subtitle,
            kicker=self.kicker,
            issuer=self.issuer.as_written if self.issuer else None,
            place=self.place,
            date=self.date,
            event_dates=self.event_dates,
            next_dates=[date.day for date in self.next_dates if date.day],
            people=[PersonResult(name=person.name, function=person.function) for person in self.people],
            sections=self.sections,
            list_items=self.list_items,
            boilerplate=self.boilerplate,
            caption=self.caption,
            contacts=[
                ContactResult(type=contact.type, as_written=contact.as_written, normalised=contact.normalised)
                for contact in self.contacts
            ],
            links=self.links,
            series=self.series,
            rounds=[
                RoundResult(
                    title=talk.title,
                    groups=[GroupResult(title=group.title, findings=group.findings) for group in talk.groups],
                    findings=[*talk.findings, *talk.prose],
                )
                for talk in self.rounds
            ],
            feedback=self.feedback,
            gallery=bool(self.gallery_url),
            fields=FieldsResult(
                project=self.project, carrier=self.carrier, transfer=self.transfer, format=self.format_description
            ),
            findings=finding_results(self.findings),
        )


def finding_results(findings: list[Finding]) -> list[FindingResult]:
    """The findings as the command prints them, in the active language."""
    return [FindingResult(code=found.code, message=found.message, line=found.line) for found in findings]
