"""The demo's pages: read from their files, put in order, and made in every language written by hand."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.utils import timezone
from wagtail.models import Page

from cms.delivery.presenter import AGENCY_ZONE
from cms.demo import forms, reading
from cms.demo.forms import BY_HAND
from cms.demo.markdown import PAGE, Writer
from cms.demo.newsroom import Newsroom
from cms.demo.reading import Text, TextError
from events import models as events
from press import models as press

LINK = re.compile(rf"\]\({PAGE}([\w-]+)\)")
# By the kind of a page of the frame.
FRAME = {
    "front page": "home.HomePage",
    "press": "press.PressIndexPage",
    "practice": "press.PracticeIndexPage",
    "events": "events.EventIndexPage",
    "section": "home.SectionPage",
    "contacts": "home.ContactDirectory",
    "plain": "home.StandardPage",
}
# Each folder, with the form of the words and that of the German file. What is linked more often comes first.
FOLDERS: dict[str, tuple[type[forms.PageWords], type[Any]]] = {
    "pages": (forms.PageWords, forms.Page),
    "series": (forms.SeriesWords, forms.Series),
    "events": (forms.EventWords, forms.Event),
    "documentations": (forms.DocumentationWords, forms.Documentation),
    "practice": (forms.ReportWords, forms.Report),
    "press": (forms.ReleaseWords, forms.Release),
}
# The lists below which pages of a folder stand.
LISTS = {"series": "veranstaltungen", "practice": "praxis", "press": "presse"}


@dataclass(frozen=True)
class Source:
    """A page as its files say it, by language; the German one holds the facts."""

    key: str
    folder: str
    texts: dict[str, Text[Any]]

    @property
    def german(self) -> Text[Any]:
        return self.texts[BY_HAND[0]]

    @property
    def facts(self) -> Any:
        return self.german.says

    @property
    def parent(self) -> str:
        """The key of the page above; empty for the front page."""
        above = {"pages": "parent", "events": "series", "documentations": "event"}.get(self.folder)
        return str(getattr(self.facts, above)) if above else LISTS[self.folder]

    @property
    def is_due(self) -> bool:
        """True where time works on it from the day of loading on."""
        return isinstance(self.facts, forms.Release) and self.facts.state != "published"

    @property
    def day(self) -> datetime.date:
        """When it was published."""
        day = self.facts.date if self.folder in {"practice", "press"} else self.facts.published
        return day or datetime.date.max

    def named(self) -> list[str]:
        """The keys of all pages that must stand before it."""
        facts = self.facts
        links = (key for text in self.texts.values() for key in LINK.findall(text.body))
        return [self.parent, *getattr(facts, "events", ()), *getattr(facts, "next_events", ()), *links]


def read_pages(folder: Path = reading.TEXTS) -> list[Source]:
    """All pages, what is named before what names it; raises TextError."""
    found = [source for name in FOLDERS for source in _in_folder(folder / name)]
    return _in_order(found)


def _in_folder(folder: Path) -> list[Source]:
    words, everything = FOLDERS[folder.name]
    found = []
    for path in folder.glob(f"*.{BY_HAND[0]}.md"):
        key = path.name.removesuffix(f".{BY_HAND[0]}.md")
        texts = {BY_HAND[0]: reading.read_text(path, everything)}
        for language in BY_HAND[1:]:
            other = folder / f"{key}.{language}.md"
            if not other.is_file():
                raise TextError(path, 1, f"the same in “{language}” is missing: {other.name}")
            texts[language] = reading.read_text(other, words)
        found.append(Source(key, folder.name, texts))
    strays = {path.name for path in folder.glob("*.md")} - {
        text.path.name for one in found for text in one.texts.values()
    }
    for name in sorted(strays):
        raise TextError(folder / name, 1, f"a text in “{BY_HAND[0]}” of this name is missing")
    return sorted(found, key=lambda one: (one.day, one.key))


def _in_order(sources: Iterable[Source]) -> list[Source]:
    waiting: dict[str, Source] = {}
    for source in sources:
        if source.key in waiting:
            raise TextError(source.german.path, 1, f"this name is taken: {waiting[source.key].german.path.name}")
        waiting[source.key] = source
    done: dict[str, Source] = {}

    def add(source: Source, above: tuple[str, ...]) -> None:
        if source.key in above:
            raise TextError(source.german.path, 1, f"these pages name each other in a circle: {', '.join(above)}")
        for key in source.named():
            if key in waiting and key not in done:
                add(waiting[key], (*above, source.key))
        done[source.key] = source

    for source in waiting.values():
        if source.key not in done:
            add(source, ())
    return list(done.values())


def make(newsroom: Newsroom, source: Source) -> None:
    """Make and publish the page in every language written by hand; raises TextError."""
    for language in BY_HAND:
        page, above = build(newsroom, source, language)
        publish(newsroom, source, language, page, above, source.day)


def publish(
    newsroom: Newsroom, source: Source, language: str, page: Any, above: Page, day: datetime.date | None = None
) -> Any:
    """Publish what was built; raises TextError for what an editor's form would refuse."""
    try:
        return newsroom.publish(page, above, source.key, language, day)
    except ValidationError as error:
        field, problem = reading.refused(error)
        text = source.texts[language]
        raise (text if field in text.lines else source.german).wrong(field, problem) from error


def build(newsroom: Newsroom, source: Source, language: str) -> tuple[Any, Page]:
    """The page in that language, not saved yet, and the page that it belongs below."""
    text = source.texts[language]
    writer = Writer(text, source.german, source.key, newsroom.within(language))
    above = writer.from_front("parent", "page", source.parent) if source.parent else Page.get_first_root_node()
    page = MAKERS[source.folder](writer, source.facts, text.says)
    page.title, page.slug = text.says.title, text.says.slug
    writer.refuse_rest()
    return page, above


def _frame_page(writer: Writer, facts: forms.Page, words: forms.PageWords) -> Any:
    model = apps.get_model(FRAME[facts.kind])
    names = {field.name for field in model._meta.get_fields()}
    fields: dict[str, Any] = {"intro": words.intro, "search_description": words.intro}
    if "body" in names:
        fields["body"] = writer.stream("body")
    if "image" in names:
        fields["image"] = writer.image(facts.image, words.caption)
    return model(**fields)


def _series(writer: Writer, facts: forms.Series, words: forms.SeriesWords) -> events.EventSeriesPage:
    return events.EventSeriesPage(
        intro=words.intro,
        organiser=writer.from_front("organiser", "organisation", facts.organiser),
        body=writer.stream("body"),
    )


def _event(writer: Writer, facts: forms.Event, words: forms.EventWords) -> events.EventPage:
    return events.EventPage(
        number=facts.number,
        state=facts.state,
        starts_at=_moment(facts.starts_at),
        ends_at=_moment(facts.ends_at),
        venue=writer.from_front("venue", "venue", facts.venue) if facts.venue else None,
        online=bool(facts.online_url),
        online_url=facts.online_url,
        intro=words.intro,
        image=writer.image(facts.image, words.caption),
        body=writer.stream("body"),
        programme=writer.programme(),
        registration_url=facts.registration_url,
        registration_until=_moment(facts.registration_until),
        hosts=_links(writer, events.EventHost, "organisation", "hosts", facts.hosts),
        partners=_links(writer, events.EventPartner, "organisation", "partners", facts.partners),
        topics=_links(writer, events.EventTopic, "topic", "topics", facts.topics),
    )


def _own_files(writer: Writer, name: str) -> list[str]:
    """Translations that are written by hand come with files in their own language."""
    return [name] if writer.found.language != BY_HAND[0] else []


def _documentation(
    writer: Writer, facts: forms.Documentation, words: forms.DocumentationWords
) -> events.MeetingDocumentationPage:
    return events.MeetingDocumentationPage(
        own_fields=_own_files(writer, "downloads"),
        intro=words.intro,
        body=writer.stream("body"),
        rounds=writer.rounds(),
        feedback=writer.comments("feedback"),
        participants=facts.participants,
        gallery=writer.stream("gallery"),
        gallery_url=facts.gallery_url,
        downloads=writer.files("downloads", facts.files),
        next_dates=_events(writer, events.DocumentationNextDate, "next_events", facts.next_events),
        topics=_links(writer, events.DocumentationTopic, "topic", "topics", facts.topics),
    )


def _report(writer: Writer, facts: forms.Report, words: forms.ReportWords) -> press.PracticeReport:
    return press.PracticeReport(
        own_fields=_own_files(writer, "pdf"),
        date=facts.date,
        teaser=words.teaser,
        image=writer.image(facts.image, words.caption),
        starting_point=writer.stream("starting_point"),
        implementation=writer.stream("implementation"),
        conclusion=writer.stream("conclusion"),
        format_title=words.format_title,
        format_description=words.format_description,
        key_figures=writer.stream("key_figures"),
        interview=writer.interview(),
        project=words.project,
        programme=words.programme,
        carrier=writer.from_front("carrier", "organisation", facts.carrier),
        pdf=writer.from_front("pdf", "paper", facts.pdf) if facts.pdf else None,
        audiences=_links(writer, press.PracticeReportAudience, "audience", "audiences", facts.audiences),
        contacts=_links(writer, press.PracticeReportContact, "contact", "contacts", facts.contacts),
        topics=_links(writer, press.PracticeReportTopic, "topic", "topics", facts.topics),
    )


def _release(writer: Writer, facts: forms.Release, words: forms.ReleaseWords) -> press.PressRelease:
    return press.PressRelease(
        own_fields=_own_files(writer, "attachments"),
        kicker=words.kicker,
        subheadline=words.subheadline,
        place=words.place,
        date=facts.date,
        lead=words.lead,
        image=writer.image(facts.image, words.caption),
        body=writer.stream("body"),
        issuer=writer.from_front("issuer", "organisation", facts.issuer),
        press_contact=writer.from_front("press_contact", "contact", facts.press_contact),
        attachments=writer.files("attachments", facts.files),
        topics=_links(writer, press.PressReleaseTopic, "topic", "topics", facts.topics),
        boilerplates=_links(writer, press.PressReleaseBoilerplate, "boilerplate", "boilerplates", facts.boilerplates),
        related_events=_events(writer, press.PressReleaseEvent, "events", facts.events),
        corrections=_corrections(writer, words.corrections),
    )


def _corrections(writer: Writer, notes: Mapping[datetime.date, str]) -> list[press.PressReleaseCorrection]:
    newsroom, language = writer.found.newsroom, writer.found.language
    return [
        press.PressReleaseCorrection(
            date=day,
            text=note,
            sort_order=number,
            **newsroom.translatable("correction", f"{writer.key}-{day}", language),
        )
        for number, (day, note) in enumerate(notes.items())
    ]


MAKERS: dict[str, Callable[[Writer, Any, Any], Any]] = {
    "pages": _frame_page,
    "series": _series,
    "events": _event,
    "documentations": _documentation,
    "practice": _report,
    "press": _release,
}


def _links(writer: Writer, model: Any, kind: str, name: str, keys: Sequence[str]) -> list[Any]:
    """The children that link a page to snippets of one kind, in their order."""
    found = (writer.from_front(name, kind, key) for key in keys)
    return [model(**{kind: thing}, sort_order=number) for number, thing in enumerate(found)]


def _events(writer: Writer, model: Any, name: str, keys: Sequence[str]) -> list[Any]:
    """The children that link a page to events, in the page's language where they exist in it."""
    found = (writer.from_front(name, "page", key, anywhere=True) for key in keys)
    return [model(event=event, sort_order=number) for number, event in enumerate(found)]


def _moment(local: datetime.datetime | None) -> datetime.datetime | None:
    return timezone.make_aware(local, AGENCY_ZONE) if local else None
