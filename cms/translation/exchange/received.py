"""What a file says about the translation of one text, whatever its format."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Protocol

from bs4 import BeautifulSoup
from django.utils.translation import gettext as _

from cms.translation import editing
from cms.translation.localize import StringSegment, StringTranslation
from cms.translation.models import Job

MAX_BYTES = 5 * 1024 * 1024  # bytes of a file
MAX_UNITS = 5000  # strings of a text
_ID = re.compile(r"(.+):s\d+")


class UnreadableError(Exception):
    """The file is none of its format; the message says so to editors."""


@dataclass(frozen=True)
class Unit:
    """One string with its translation as inline HTML; `problem` says why that cannot be read.

    What is not finished is a draft of the tool, and no translation. `name` is what the file calls the place: the path
    itself where that stands nowhere else, as in files of earlier versions.
    """

    path: str
    original: str
    translation: str
    finished: bool = True
    problem: str = ""
    name: str = ""


@dataclass(frozen=True)
class Received:
    """The content of a file: which text, into which language, and when it was written here."""

    key: str
    language: str
    units: list[Unit] = field(default_factory=list)
    written_at: datetime.datetime | None = None

    def __post_init__(self) -> None:
        if len(self.units) > MAX_UNITS:
            raise UnreadableError(_("The file has more than %(number)d texts.") % {"number": MAX_UNITS})


class Format(Protocol):
    """How a job is written to a file and read from one."""

    MEDIA_TYPE: str
    SUFFIX: str

    def write(self, job: Job) -> bytes:
        """The strings of the job with what stands for them."""
        ...

    def read(self, content: bytes) -> list[Received]:
        """What the file says, of one text or several; raises UnreadableError."""
        ...


def standing(job: Job) -> Iterator[tuple[StringSegment, str, StringTranslation | None]]:
    """The strings of the job, each with its name and what stands for it, where that can be used."""
    words, segments = editing.words_of(job), editing.segments_of(job)
    names = editing.names_of(job, segments)
    for segment in segments:
        found = words.get((segment.string_id, segment.context_id))
        yield segment, names[segment.pk], None if found is None or found.has_error else found


def id_of(segment: StringSegment) -> str:
    """By what a file tells the string from others: its place, and a number since there may be several."""
    return f"{segment.context.path}:s{segment.pk}"


def path_in(id_: str) -> str:
    """The path of the place in such an id; empty where it is of another make."""
    found = _ID.fullmatch(id_)
    return found[1] if found else ""


def canonical(html: str) -> str:
    """The same inline HTML in the one spelling by which two can be compared."""
    return str(BeautifulSoup(html, "html.parser")) if set(html) & set("<>&") else html


def moment(text: str | None) -> datetime.datetime | None:
    """The time that was written; None where it cannot be read."""
    try:
        found = datetime.datetime.fromisoformat(text or "")
    except ValueError:
        return None
    return found if found.tzinfo else None


def refuse_long(content: bytes) -> None:
    """Raises UnreadableError for a file longer than any text of ours."""
    if len(content) > MAX_BYTES:
        raise UnreadableError(_("The file is longer than %(number)d MB.") % {"number": MAX_BYTES // 1024 // 1024})
