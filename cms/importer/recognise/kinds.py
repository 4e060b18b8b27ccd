"""Which kind of text it is, by the habits of each."""

from __future__ import annotations

from collections.abc import Sequence

from cms.importer.layout import Paragraph
from cms.importer.recognise.dateline import find_dateline
from cms.importer.results import Kind
from cms.importer.speech import quoted, speeches
from cms.importer.vocabulary import (
    BOILERPLATE,
    CONTACT_HEADING,
    MINUTES_SECTIONS,
    MINUTES_TITLE,
    PRACTICE_HEADINGS,
    PRACTICE_MARK,
    ROUND,
    SECTION_NUMBER,
    TYPE_OF_TEXT,
)

# How much must speak for a kind at least.
ENOUGH = 3
# From so many characters on, a paragraph is no title of minutes or a round, and no heading.
LONG_TITLE, LONG_HEADING = 200, 80


def kind_of(paragraphs: Sequence[Paragraph]) -> Kind | None:
    """The kind that most habits speak for; None where too few do."""
    scores: dict[Kind, int] = {
        "meeting_documentation": _minutes(paragraphs),
        "practice_report": _practice(paragraphs),
        "press_release": _press(paragraphs),
    }
    best = max(scores, key=lambda kind: scores[kind])
    return best if scores[best] >= ENOUGH else None


def _minutes(paragraphs: Sequence[Paragraph]) -> int:
    rounds = sum(bool(ROUND.match(paragraph.text)) for paragraph in paragraphs if len(paragraph.text) < LONG_TITLE)
    title = any(
        MINUTES_TITLE.search(paragraph.text) for paragraph in paragraphs[:4] if len(paragraph.text) < LONG_TITLE
    )
    sections = {
        name
        for paragraph in paragraphs
        if len(paragraph.text) < LONG_HEADING and not paragraph.is_item
        for name, pattern in MINUTES_SECTIONS
        if pattern.search(SECTION_NUMBER.sub("", paragraph.text)) and name != "contacts"
    }
    return 2 * min(rounds, 3) + 3 * title + len(sections)


def _practice(paragraphs: Sequence[Paragraph]) -> int:
    fields = {
        name
        for paragraph in paragraphs
        if not paragraph.is_item
        for name, pattern in PRACTICE_HEADINGS
        if pattern.match(_heading(paragraph.text)) and name != "contacts"
    }
    mark = any(PRACTICE_MARK.match(paragraph.text) for paragraph in paragraphs[:5])
    return 2 * len(fields) + 2 * mark


def _heading(text: str) -> str:
    """The words before a colon, or a short line."""
    before = text.partition(":")[0]
    return before.strip() if len(before) < LONG_HEADING else ""


def _press(paragraphs: Sequence[Paragraph]) -> int:
    score = 0
    if any(TYPE_OF_TEXT.match(paragraph.text) for paragraph in paragraphs[:8]):
        score += 4
    if any(find_dateline(paragraph.text) for paragraph in paragraphs[:14]):
        score += 4
    if any(BOILERPLATE.match(paragraph.text) for paragraph in paragraphs[2:]):
        score += 2
    if any(CONTACT_HEADING.match(paragraph.text) for paragraph in paragraphs[2:]):
        score += 1
    if score >= ENOUGH:
        return score
    return score + min(2, len(quoted(speeches([paragraph.text for paragraph in paragraphs]))))
