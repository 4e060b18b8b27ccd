"""From what was recognised to the page that an editor would have written, with the snippets it needs."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Sequence
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from modelcluster.models import get_all_child_relations
from wagtail.models import Locale, Page, PageLogEntry, Revision
from wagtail.rich_text import RichText
from wagtail.signals import page_published

from cms.content.addresses import slug_of
from cms.content.models import (
    Audience,
    Boilerplate,
    BoilerplateWording,
    ContactPoint,
    Organisation,
    OrganisationKind,
    Person,
    PersonFunction,
    Topic,
)
from cms.importer.findings import Code, Finding
from cms.importer.indexing import bring_up_to_date
from cms.importer.matching import Directory, folded_name, function_is, held_on
from cms.importer.people import Person as Quoted
from cms.importer.people import bare_name
from cms.importer.results import Block, EventDate, Heading, Issuer, Named, Points, Prose, Quote, Recognised, Round
from cms.importer.richtext import paragraph, plain
from events import models as events
from events.models import EventState
from home.models import HomePage
from press import models as press

ZONE = ZoneInfo(settings.TIME_ZONE)


class NoHomeError(Exception):
    """There is no front page in the language that is imported."""


@dataclasses.dataclass(frozen=True)
class Built:
    """The page made of a text, and its newest revision."""

    page: Page
    revision_id: int
    is_published: bool


class Builder:
    """Builds pages in one language; knows what it has made so far. Must be used inside a unit of work."""

    def __init__(self, locale: Locale) -> None:
        self.locale = locale
        home = HomePage.objects.filter(locale=locale).order_by("path").first()
        if home is None:
            raise NoHomeError(f"There is no front page in {locale.language_code}.")
        self.home = home
        self.made: list[models.Model] = []
        self.log: list[PageLogEntry] = []
        self.forget()

    def forget(self, made: int = 0, logged: int = 0) -> None:
        """Read everything anew: what was made after so many objects and entries of the log may have been rolled back,
        or editors have gone on."""
        del self.made[made:], self.log[logged:]
        self.directory = Directory(self.locale)
        self._indexes: dict[type[Page], Page] = {}
        self._slugs: dict[int, set[str]] = {}
        self._known_series: dict[str, Page] | None = None
        self._known_events: dict[int, list[events.EventPage]] = {}

    def finish(self) -> None:
        """Index what was made, and write the log of it."""
        bring_up_to_date(self.made)
        PageLogEntry.objects.bulk_create(self.log)
        self.made.clear()
        self.log.clear()

    def build(self, found: Recognised, *, name: str, publish: bool, page: Page | None = None) -> Built:
        """Make the page, or give the draft `page` a new revision; `name` is what the file is called."""
        publish = publish and found.may_go_out
        with translation.override(self.locale.language_code):
            if found.kind == "press_release":
                made, parent = self._release(found, page), lambda: self._index(press.PressIndexPage, publish)
            elif found.kind == "practice_report":
                made, parent = self._report(found, page), lambda: self._index(press.PracticeIndexPage, publish)
            else:
                made, parent = self._minutes(found, page, publish), lambda: self._event(found, publish)
            made.title = _fitted(made, "title", found.title or _("Without a title (%(file)s)") % {"file": name}, found)
            if page is None:
                return self._add_finished(parent(), made, publish)
        return self._revise(made, publish)

    # Pages

    def _release(self, found: Recognised, page: Page | None) -> press.PressRelease:
        made = page if isinstance(page, press.PressRelease) else press.PressRelease()
        issuer = self._issuer(found.issuer) if found.issuer else None
        quoted = self._quoted(found)
        contacts = [self._contact(named, issuer) for named in found.named]
        made.kicker = _fitted(made, "kicker", found.kicker or "", found)
        made.subheadline = _fitted(made, "subheadline", found.subtitle or "", found)
        made.place = _fitted(made, "place", found.place or "", found)
        made.date = found.date.value if found.date else None
        made.lead = plain(found.lead)
        made.body = _stream(found.body, quoted)
        made.issuer = issuer
        made.press_contact = contacts[0] if contacts else None
        made.boilerplates = [
            press.PressReleaseBoilerplate(boilerplate=self._boilerplate(words, issuer), sort_order=number)
            for number, words in enumerate(found.boilerplates)
        ]
        made.topics = [
            press.PressReleaseTopic(topic=self._topic(title), sort_order=number)
            for number, title in enumerate(found.topics)
        ]
        return made

    def _report(self, found: Recognised, page: Page | None) -> press.PracticeReport:
        made = page if isinstance(page, press.PracticeReport) else press.PracticeReport()
        carrier = self._carrier(found.carrier, found) if found.carrier else None
        quoted = self._quoted(found)
        made.date = found.date.value if found.date else None
        made.teaser = plain(" ".join(filter(None, [found.subtitle, found.teaser])))
        made.starting_point = _stream(found.starting_point, quoted)
        made.implementation = _stream(found.implementation, quoted)
        made.conclusion = _stream(found.conclusion, quoted)
        made.format_title = _fitted(made, "format_title", found.format_title, found)
        made.format_description = plain(found.format_description or "")
        made.project = _fitted(made, "project", found.project or "", found)
        made.programme = _fitted(made, "programme", found.programme or "", found)
        made.carrier = carrier
        made.audiences = [
            press.PracticeReportAudience(audience=self._audience(title), sort_order=number)
            for number, title in enumerate(found.transfer)
        ]
        made.contacts = [
            press.PracticeReportContact(contact=self._contact(named, carrier), sort_order=number)
            for number, named in enumerate(found.named)
        ]
        return made

    def _minutes(self, found: Recognised, page: Page | None, publish: bool) -> events.MeetingDocumentationPage:
        made = page if isinstance(page, events.MeetingDocumentationPage) else events.MeetingDocumentationPage()
        made.intro = plain(found.subtitle or "")
        made.body = _stream(found.body, {})
        made.rounds = [("round", self._round(talk)) for talk in found.rounds]
        made.feedback = [("comment", comment) for comment in found.feedback]
        made.gallery_url = found.gallery_url
        made.next_dates = [
            events.DocumentationNextDate(event=event, sort_order=number)
            for number, event in enumerate(self._next_events(found, publish))
        ]
        return made

    def _round(self, talk: Round) -> dict[str, Any]:
        groups = [
            *([("", talk.findings)] if talk.findings else []),
            *((one.title, one.findings) for one in talk.groups),
        ]
        return {
            "title": talk.title,
            "moderators": [self._person(Quoted(name)) for name in talk.moderators],
            "text": RichText("".join(map(paragraph, talk.prose or [""]))),
            "groups": [
                {"title": title, "findings": [RichText(paragraph(finding)) for finding in findings]}
                for title, findings in groups
            ],
        }

    # Where pages stand

    def _index(self, model: type[Page], publish: bool) -> Page:
        """The first list of its kind in the language, made if missing."""
        if model not in self._indexes:
            found = model.objects.filter(locale=self.locale).order_by("-live", "path").first()
            if found is None:
                titles = {
                    press.PressIndexPage: _("Press"),
                    press.PracticeIndexPage: _("Good practice"),
                    events.EventIndexPage: _("Events"),
                }
                found = model(title=titles[model])
                self._add(self.home, found)
            self._indexes[model] = found
        return self._live_with(self._indexes[model], publish)

    def _series(self, found: Recognised, publish: bool) -> Page:
        """The series of the minutes, made if missing; the list of events where they are of none."""
        index = self._index(events.EventIndexPage, publish)
        if found.series is None:
            return index
        if self._known_series is None:
            known = events.EventSeriesPage.objects.filter(locale=self.locale).order_by("-path")
            self._known_series = {folded_name(series.title): series for series in known}
        name = folded_name(found.series.name)
        if name not in self._known_series:
            made = events.EventSeriesPage(title=found.series.name[:255])
            self._add(index, made)
            self._known_series[name] = made
        return self._live_with(self._known_series[name], publish)

    def _event(self, found: Recognised, publish: bool) -> Page:
        """The event that the minutes are of. One announced by earlier minutes was held, as these say."""
        days = found.event_dates
        first, last = (days[0], days[-1]) if days else (None, None)
        date = EventDate(first, last, found.series.number if found.series else None, found.place or "")
        event = self._event_on(found, date, EventState.HELD, publish)
        if event.specific.state == EventState.SAVE_THE_DATE and event.revisions.count() == 1:
            event = event.specific
            event.state = EventState.HELD
            self._revise(event, event.live and publish)
        return event

    def _next_events(self, found: Recognised, publish: bool) -> list[Page]:
        return [
            self._event_on(found, date, EventState.SAVE_THE_DATE, publish, lead=found.invitation_lead)
            for date in found.next_dates
        ]

    def _event_on(
        self,
        found: Recognised,
        date: EventDate,
        state: EventState,
        publish: bool,
        *,
        lead: datetime.timedelta | None = None,
    ) -> Page:
        """The event with that number or on that day, made if missing; an event that exists stays as it is. `lead` is
        how long before it invitations are due where that is not the usual time."""
        parent = self._series(found, publish)
        if parent.pk not in self._known_events:
            self._known_events[parent.pk] = list(events.EventPage.objects.child_of(parent))
        for event in self._known_events[parent.pk]:
            if _is_the_one(event, date):
                return self._live_with(event, publish)
        name = found.series.name if found.series else found.title or _("Event")
        made = events.EventPage(
            title=(f"{date.number}. {name}" if date.number is not None else name)[:255],
            number=date.number,
            state=state,
            starts_at=_midnight(date.day),
            ends_at=_midnight(date.last_day) if date.last_day != date.day else None,
            time_open=True,
            town=date.place[:120],
            invitation_due=date.day - lead if date.day and lead not in {None, events.INVITATION_LEAD} else None,
            intro=plain(date.text),
        )
        self._add(parent, made)
        self._known_events[parent.pk].append(made)
        return self._live_with(made, publish)

    def _add(self, parent: Page, page: Page, *, live: bool = False) -> None:
        """Add the page under an address of its own."""
        page.locale = self.locale
        page.live = live
        if parent.pk not in self._slugs:
            self._slugs[parent.pk] = set(parent.get_children().values_list("slug", flat=True))
        taken = self._slugs[parent.pk]
        base = slug_of(page.title) or self.locale.language_code
        page.slug, number = base, 1
        while page.slug in taken:
            number += 1
            page.slug = f"{base}-{number}"
        taken.add(page.slug)
        # Without asking the database whether everything it refers to is there: it was found or made just now.
        fields = page._meta.fields
        unasked = {field.name for field in fields if field.is_relation} | {"path", "depth", "numchild"}
        # A draft may lack what publishing asks for.
        unasked |= {field.name for field in fields if getattr(page, field.attname) is None and not live}
        page.clean_fields(exclude=unasked)
        page.save = partial(page.save, clean=False, log_action=None)
        relations = [relation.get_accessor_name() for relation in get_all_child_relations(page)]
        children = {name: list(getattr(page, name).all()) for name in relations}
        try:
            getattr(parent, "page_ptr", parent).add_child(instance=page)  # a plain page is read faster
        finally:
            del page.save
        for name, saved in children.items():
            setattr(page, name, saved)  # so that they are not read back
        self.made.append(page)
        self._log(page, "wagtail.create", content_changed=True)

    def _log(self, page: Page, action: str, **more: Any) -> None:
        """An entry of the page's history; they are written together at the end."""
        self.log.append(
            PageLogEntry(
                page=page,
                content_type=page.cached_content_type,
                label=page.get_admin_display_title(),
                action=action,
                timestamp=timezone.now(),
                **more,
            )
        )

    def _live_with(self, page: Page, publish: bool) -> Page:
        """The page, published in its turn where something below it is and it never was."""
        if page.first_published_at is None and not page.live and (publish or page.latest_revision_id is None):
            revision = page.specific.save_revision()
            if publish:
                revision.publish()
            page.refresh_from_db()
        return page

    def _add_finished(self, parent: Page, page: Page, publish: bool) -> Built:
        """Add a page that needs no further change. Published, it is added as Wagtail leaves a page that it published in
        its first revision, without being written, read back and written again: half of the time of an import."""
        if publish:
            page.first_published_at = page.last_published_at = timezone.now()
        page.draft_title, page.has_unpublished_changes = page.title, not publish
        self._add(parent, page, live=publish)
        revision = Revision.objects.create(
            content_object=page,
            base_content_type=page.get_base_content_type(),
            content=page.serializable_data(),
            object_str=str(page),
        )
        Page.objects.filter(pk=page.pk).update(
            latest_revision=revision,
            latest_revision_created_at=revision.created_at,
            live_revision=revision if publish else None,
        )
        page.latest_revision = revision
        if publish:
            page_published.send(sender=type(page), instance=page, revision=revision)
            self._log(page, "wagtail.publish", revision=revision)
        return Built(page, revision.pk, publish)

    def _revise(self, page: Page, publish: bool) -> Built:
        """Give a page that is there a new revision."""
        # Unchecked, as the editor saves drafts: a date may be missing.
        revision = page.save_revision(clean=publish)
        if publish:
            revision.publish()
        self.made.append(page)
        return Built(page, revision.pk, publish)

    # Snippets

    def _save(self, snippet: Any) -> Any:
        snippet.locale = self.locale
        snippet.save()
        self.directory.add(snippet)
        self.made.append(snippet)
        return snippet

    def _issuer(self, issuer: Issuer) -> Organisation:
        found = self.directory.organisation(issuer.name, issuer.short_name, issuer.as_written)
        if found is not None:
            return found
        fields = {
            "name": issuer.name,
            "short_name": issuer.short_name,
            "street": issuer.address.street,
            "postal_code": issuer.address.postal_code,
            "city": issuer.address.town,
            "phone": issuer.phone,
            "email": issuer.email,
            "website": issuer.website,
        }
        return self._save(Organisation(**{name: _cut(Organisation, name, value) for name, value in fields.items()}))

    def _carrier(self, name: str, found: Recognised) -> Organisation:
        """The organisation that carries a project, at the address of the project's contacts where it is new."""
        known = self.directory.organisation(name)
        address = found.contact_address
        if known is None:
            fields = {"name": name, "street": address.street, "postal_code": address.postal_code, "city": address.town}
            fields = {field: _cut(Organisation, field, value) for field, value in fields.items()}
            return self._save(Organisation(**fields, kind=OrganisationKind.CARRIER))
        if address.street and known.street != address.street:
            text = f"{address.street}, {address.postal_code} {address.town}"
            found.findings.append(Finding(Code.LEFT_OUT, None, "carrier", {"text": text}))
        return known

    def _topic(self, title: str) -> Topic:
        return self.directory.topic(title) or self._save(Topic(title=_cut(Topic, "title", title)))

    def _audience(self, title: str) -> Audience:
        return self.directory.audience(title) or self._save(Audience(title=_cut(Audience, "title", title)))

    def _boilerplate(self, words: list[str], issuer: Organisation | None) -> Boilerplate:
        """The boilerplate with these words. Other words make another one: releases keep what they said."""
        found = self.directory.boilerplate(words)
        if found is not None:
            return found
        title = " ".join(words[0].split()[:8])
        made = Boilerplate(title=_cut(Boilerplate, "title", f"{title} …"), organisation=issuer, live=True)
        made.wordings = [
            BoilerplateWording(text="".join(paragraph(text) for text in words), locale=self.locale, sort_order=0)
        ]
        return self._save(made)

    def _quoted(self, found: Recognised) -> dict[str, Person]:
        """The people quoted, by name. Somebody who held another function on the day is a finding, and left out: a quote
        would show that function instead of the one written."""
        day = found.date.value if found.date else None
        people: dict[str, Person] = {}
        for quoted in found.people:
            person = self._person(quoted)
            held = held_on(person, day)
            name = held.organisation.short_name or held.organisation.name if held and held.organisation else ""
            if not quoted.function or (held is not None and function_is(quoted.function, held.function, name)):
                people[bare_name(quoted.name)] = person
                continue
            details = {"name": quoted.name, "written": quoted.function, "held": held.function if held else _("none")}
            found.findings.append(Finding(Code.FUNCTION_DIFFERS, None, "body", details))
        return people

    def _person(self, quoted: Quoted) -> Person:
        """The person, made if missing; one of whom no function is known gets the one written."""
        person = self.directory.person(quoted.name)
        if person is None:
            person = Person(name=_cut(Person, "name", quoted.name))
            if quoted.function:
                person.functions = [self._function(quoted)]
            return self._save(person)
        if quoted.function and not person.functions.all():
            person.functions = [self._function(quoted)]
            return self._save(person)
        return person

    def _function(self, quoted: Quoted) -> PersonFunction:
        """The function as written, from no known day to no known day."""
        return PersonFunction(
            function=_cut(PersonFunction, "function", quoted.function), locale=self.locale, sort_order=0
        )

    def _contact(self, named: Named, organisation: Organisation | None) -> ContactPoint:
        person = self._person(Quoted(named.name))
        found = self.directory.contact(person, "", named.phone, named.email)
        return found or self._save(
            ContactPoint(
                person=person,
                role=_cut(ContactPoint, "role", named.role),
                organisation=organisation,
                phone=_cut(ContactPoint, "phone", named.phone),
                email=named.email,
                in_directory=False,
            )
        )


def _is_the_one(event: events.EventPage, date: EventDate) -> bool:
    """True for the event with the number, and where either has none, for the one on the day."""
    if event.number is not None and date.number is not None:
        return event.number == date.number
    return event.starts_at is not None and event.starts_at.astimezone(ZONE).date() == date.day


def _midnight(day: datetime.date | None) -> datetime.datetime | None:
    return datetime.datetime.combine(day, datetime.time(), tzinfo=ZONE) if day else None


def _stream(blocks: Sequence[Block], people: dict[str, Person]) -> list[tuple[str, Any]]:
    """The blocks as a StreamField takes them; a quote by somebody in another function stays prose."""
    made: list[tuple[str, Any]] = []
    for block in _merged(blocks, people):
        match block:
            case Prose(text):
                made.append(("rich_text", RichText(paragraph(text))))
            case Heading(text):
                made.append(("heading", text))
            case Points(items, ordered):
                made.append(("list", {"ordered": ordered, "items": [RichText(paragraph(item)) for item in items]}))
            case Quote(words, person):
                made.append(("quote", {"text": plain(words), "person": people[bare_name(person.name)]}))
    return _joined(made)


def _merged(blocks: Sequence[Block], people: dict[str, Person]) -> list[Block]:
    """The blocks, with quotes by nobody among the people as the prose they were, in their paragraph again."""
    merged: list[Block] = []
    for block in blocks:
        if isinstance(block, Quote) and bare_name(block.person.name) not in people:
            block = Prose(block.as_written, block.paragraph)
        last = merged[-1] if merged else None
        if (
            isinstance(block, Prose)
            and isinstance(last, Prose)
            and block.paragraph
            and last.paragraph == block.paragraph
        ):
            merged[-1] = Prose(f"{last.text} {block.text}", block.paragraph)
        else:
            merged.append(block)
    return merged


def _joined(made: list[tuple[str, Any]]) -> list[tuple[str, Any]]:
    """Paragraphs that follow each other in one block of text."""
    joined: list[tuple[str, Any]] = []
    for kind, value in made:
        if kind == "rich_text" and joined and joined[-1][0] == "rich_text":
            joined[-1] = (kind, RichText(joined[-1][1].source + value.source))
        else:
            joined.append((kind, value))
    return joined


def _fitted(page: Page, name: str, text: str, found: Recognised) -> str:
    """The text for a field of limited length; what does not fit is cut at a word and reported whole."""
    text = plain(text)
    fitted = _cut(type(page), name, text)
    if fitted != text:
        found.findings.append(Finding(Code.LEFT_OUT, None, name, {"text": text}))
    return fitted


def _cut(model: type[models.Model], name: str, text: str) -> str:
    """The text, or as many of its whole words as the model's field can hold."""
    most = getattr(model._meta.get_field(name), "max_length", None)
    if most is None or len(text) <= most:
        return text
    return text[: most - 1].rsplit(" ", 1)[0] + "…" if " " in text[: most - 1] else text[:most]
