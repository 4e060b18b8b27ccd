"""From the lines of a text to what it says: its kind first, then what texts of that kind have."""

from __future__ import annotations

import datetime

from cms.importer.findings import Code, Finding
from cms.importer.layout import paragraphs
from cms.importer.read import RefusedError, Text
from cms.importer.recognise import meeting, practice, press
from cms.importer.recognise.kinds import kind_of
from cms.importer.results import Kind, Recognised

RECOGNISERS = {
    "press_release": press.recognise,
    "practice_report": practice.recognise,
    "meeting_documentation": meeting.recognise,
}

__all__ = ["recognise"]


def recognise(text: Text, *, today: datetime.date, kind: Kind | None = None) -> Recognised:
    """What the text says; raises RefusedError where it is of no known kind and none is given."""
    layout = paragraphs(text.lines)
    kind = kind or kind_of(layout.paragraphs)
    if kind is None:
        raise RefusedError(Finding(Code.UNKNOWN_KIND))
    found = RECOGNISERS[kind](layout.paragraphs, today=today)
    found.findings = [*text.findings, *layout.findings, *found.findings]
    return found
