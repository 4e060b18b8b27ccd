"""A newsroom of the judged texts, and what its search answers."""

import datetime
from collections.abc import Callable, Iterable
from html import escape
from typing import Any

from django.utils import timezone
from wagtail.models import Page

from search import engine, searching
from tests.factories import (
    DocumentationFactory,
    EventFactory,
    EventIndexFactory,
    Newsroom,
    PracticeIndexFactory,
    PracticeReportFactory,
    PressIndexFactory,
    PressReleaseFactory,
)
from tests.search.judged.judgement import Answer, Figures, Query

ASKED_FOR = 100  # hits: a forbidden one counts wherever it stands


def fill(room: Newsroom, texts: Iterable[dict[str, Any]]) -> dict[int, str]:
    """Publish the texts as pages below the newsroom's lists; their ids by the pages'."""
    english: dict[str, Page] = {
        "press-releases": PressIndexFactory(parent=room.home_en, title="Press"),
        "practice-reports": PracticeIndexFactory(parent=room.home_en, title="Good practice"),
        "events": EventIndexFactory(parent=room.home_en, title="Events"),
    }
    lists: dict[str, dict[str, Page]] = {
        "de": {"press-releases": room.press, "practice-reports": room.practice, "events": room.events},
        "en": english,
    }
    pages: dict[str, Page] = {}
    # What is about an event comes after it.
    for text in sorted(texts, key=lambda text: "of" in text):
        parent = pages[text["of"]] if "of" in text else lists[text["locale"]][text["type"]]
        pages[text["id"]] = MAKERS[text["type"]](parent, text)
    return {page.pk: name for name, page in pages.items()}


def _body(text: dict[str, Any]) -> list[tuple[str, str]]:
    return [("rich_text", f"<p>{escape(text['body'], quote=False)}</p>")]


def _release(parent: Page, text: dict[str, Any]) -> Page:
    return PressReleaseFactory(
        parent=parent, title=text["title"], date=text["date"], place="", lead=text["teaser"], body=_body(text)
    )


def _report(parent: Page, text: dict[str, Any]) -> Page:
    return PracticeReportFactory(
        parent=parent, title=text["title"], date=text["date"], teaser=text["teaser"], implementation=_body(text)
    )


def _event(parent: Page, text: dict[str, Any]) -> Page:
    starts_at = timezone.make_aware(datetime.datetime.combine(text["date"], datetime.time(9, 30)))
    return EventFactory(parent=parent, title=text["title"], starts_at=starts_at, intro=text["teaser"], body=_body(text))


def _documentation(parent: Page, text: dict[str, Any]) -> Page:
    return DocumentationFactory(parent=parent, title=text["title"], intro=text["teaser"], body=_body(text))


MAKERS: dict[str, Callable[[Page, dict[str, Any]], Page]] = {
    "press-releases": _release,
    "practice-reports": _report,
    "events": _event,
    "meeting-documentations": _documentation,
}


def ask(query: Query, names: dict[int, str]) -> Answer:
    """What the search finds; lists and front pages, which nobody has judged, are left out."""
    result = searching.search(engine.Query(query.q, query.locale, limit=ASKED_FOR))
    found = [names[hit.publication.page_id] for hit in result.hits if hit.publication.page_id in names]
    return Answer(query, found)


def figures(queries: Iterable[Query], names: dict[int, str]) -> Figures:
    return Figures([ask(query, names) for query in queries])
