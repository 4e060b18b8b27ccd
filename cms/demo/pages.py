"""How the demo's pages are made, each in every language of its texts."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any

from django.apps import apps
from django.utils import timezone
from wagtail.models import Page

from cms.delivery.presenter import AGENCY_ZONE
from cms.demo.newsroom import Newsroom, Shelf
from cms.demo.streams import one_line, stream
from cms.demo.texts import kinds
from events import models as events
from press import models as press


def make_frame(newsroom: Newsroom, page: kinds.PlainPage) -> None:
    """A home, section, standard or index page."""
    model = apps.get_model(page.model)
    names = {field.name for field in model._meta.get_fields()}
    for language, text in page.texts.items():
        found = newsroom.within(language)
        fields: dict[str, Any] = {"intro": one_line(text.intro)}
        if "body" in names:
            fields["body"] = stream(text.body, found)
        if "image" in names:
            fields["image"] = stream([text.image], found)
        parent = found.find("page", page.parent) if page.parent else Page.get_first_root_node()
        made = model(title=text.title, slug=text.slug, search_description=one_line(text.intro), **fields)
        newsroom.publish(made, parent, page.key, language, page.published)


def make_release(newsroom: Newsroom, release: kinds.Release) -> None:
    for language in release.texts:
        found = newsroom.within(language)
        page = release_page(release, found)
        newsroom.publish(page, found.find("page", "presse"), release.key, language, release.date)


def release_page(release: kinds.Release, found: Shelf) -> press.PressRelease:
    """The release in the language of what was found, not saved yet."""
    text = release.texts[found.language]
    return press.PressRelease(
        title=text.title,
        slug=text.slug,
        kicker=text.kicker,
        subheadline=one_line(text.subheadline),
        place=release.place[found.language],
        date=release.date,
        lead=one_line(text.lead),
        image=stream([text.image], found),
        body=stream(text.body, found),
        issuer=found.find("organisation", release.issuer),
        press_contact=found.find("contact", release.press_contact),
        attachments=_downloads(text.attachments, found),
        topics=_links(press.PressReleaseTopic, "topic", release.topics, found),
        boilerplates=_links(press.PressReleaseBoilerplate, "boilerplate", release.boilerplates, found),
        related_events=_events(press.PressReleaseEvent, release.events, found),
        corrections=[
            press.PressReleaseCorrection(date=day, text=one_line(note), sort_order=number)
            for number, (day, note) in enumerate(text.corrections)
        ],
    )


def make_report(newsroom: Newsroom, report: kinds.Report) -> None:
    for language, text in report.texts.items():
        found = newsroom.within(language)
        page = press.PracticeReport(
            title=text.title,
            slug=text.slug,
            date=report.date,
            teaser=one_line(text.teaser),
            image=stream([text.image], found),
            starting_point=stream(text.starting_point, found),
            implementation=stream(text.implementation, found),
            conclusion=stream(text.conclusion, found),
            format_title=text.format_title,
            format_description=one_line(text.format_description),
            key_figures=stream([text.figures], found),
            interview=stream([text.interview], found),
            project=text.project,
            programme=text.programme,
            carrier=found.find("organisation", report.carrier),
            pdf=found.find("paper", text.paper) if text.paper else None,
            audiences=_links(press.PracticeReportAudience, "audience", report.audiences, found),
            contacts=_links(press.PracticeReportContact, "contact", report.contacts, found),
            topics=_links(press.PracticeReportTopic, "topic", report.topics, found),
        )
        newsroom.publish(page, found.find("page", "praxis"), report.key, language, report.date)


def make_series(newsroom: Newsroom, series: kinds.Series) -> None:
    for language, text in series.texts.items():
        found = newsroom.within(language)
        page = events.EventSeriesPage(
            title=text.title,
            slug=text.slug,
            intro=one_line(text.intro),
            organiser=found.find("organisation", series.organiser),
            body=stream(text.body, found),
        )
        newsroom.publish(page, found.find("page", "veranstaltungen"), series.key, language, series.published)


def make_event(newsroom: Newsroom, event: kinds.Event) -> None:
    for language, text in event.texts.items():
        found = newsroom.within(language)
        page = events.EventPage(
            title=text.title,
            slug=text.slug,
            number=event.number,
            state=event.state,
            starts_at=_moment(event.starts_at),
            ends_at=_moment(event.ends_at),
            venue=found.find("venue", event.venue) if event.venue else None,
            online=bool(event.online_url),
            online_url=event.online_url,
            intro=one_line(text.intro),
            image=stream([text.image], found),
            body=stream(text.body, found),
            programme=stream(text.programme, found),
            registration_url=event.registration_url,
            registration_until=_moment(event.registration_until),
            hosts=_links(events.EventHost, "organisation", event.hosts, found),
            partners=_links(events.EventPartner, "organisation", event.partners, found),
            topics=_links(events.EventTopic, "topic", event.topics, found),
        )
        newsroom.publish(page, found.find("page", event.series), event.key, language, event.published)


def make_minutes(newsroom: Newsroom, minutes: kinds.Minutes) -> None:
    """The documentation of an event, below it."""
    for language, text in minutes.texts.items():
        found = newsroom.within(language)
        page = events.MeetingDocumentationPage(
            title=text.title,
            slug=text.slug,
            intro=one_line(text.intro),
            body=stream(text.body, found),
            rounds=stream(text.rounds, found),
            feedback=stream(text.feedback, found),
            participants=minutes.participants,
            gallery=stream(text.gallery, found),
            gallery_url=minutes.gallery_url,
            downloads=_downloads(text.downloads, found),
            next_dates=_events(events.DocumentationNextDate, minutes.next_events, found),
            topics=_links(events.DocumentationTopic, "topic", minutes.topics, found),
        )
        newsroom.publish(page, found.find("page", minutes.event), minutes.key, language, minutes.published)


def _links(model: Any, kind: str, keys: Sequence[str], found: Shelf) -> list[Any]:
    """The children that link a page to snippets of one kind, in their order."""
    return [model(**{kind: found.find(kind, key)}, sort_order=number) for number, key in enumerate(keys)]


def _events(model: Any, keys: Sequence[str], found: Shelf) -> list[Any]:
    """The children that link a page to events, in the page's language where they exist in it."""
    return [model(event=found.find_any("page", key), sort_order=number) for number, key in enumerate(keys)]


def _downloads(papers: Sequence[str], found: Shelf) -> list[tuple[str, Any]]:
    return stream([kinds.Downloads(papers)], found) if papers else []


def _moment(local: datetime.datetime | None) -> datetime.datetime | None:
    return timezone.make_aware(local, AGENCY_ZONE) if local else None
