"""What somebody should look at in a release before it goes out; nothing of it forbids to save or publish."""

from __future__ import annotations

import datetime
import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail.rich_text import get_text_for_indexing

from cms.content.models import CustomImage, Person, PersonFunction
from press.models import PressRelease

# Characters between a name and a function that is said to be that person's.
NEAR = 60


@dataclass(frozen=True)
class Finding:
    """One thing to look at, in words; `block` is the id of the block of the text it is about, empty for the whole."""

    message: str
    block: str = ""


def findings(release: PressRelease) -> list[Finding]:
    """What should be looked at in the release as it stands in memory, in its own order."""
    return [*_people(release), *_images(release)]


def advice(page: Page) -> list[str]:
    """The findings of a release in words, and what it lacks so far; nothing about other pages."""
    if not isinstance(page, PressRelease):
        return []
    return [*_missing(page), *(finding.message for finding in findings(page))]


def _missing(release: PressRelease) -> Iterator[str]:
    """What every release has, and this one lacks so far."""
    if not release.lead.strip():
        yield _("It has no lead yet.")
    if not len(release.body):
        yield _("It has no text yet.")


def _people(release: PressRelease) -> Iterator[Finding]:
    """Those quoted without a function on the day of the release, or called by one that they held at another time."""
    if release.date is None:
        return
    text = _running_text(release)
    seen = set()
    for block, person in _quoted(release):
        if person.pk in seen:
            continue
        seen.add(person.pk)
        held = person.function_on(release.date)
        if held is None:
            nearest = _nearest(person, release.date)
            if nearest is not None:
                yield Finding(_held_nothing(person, release.date, nearest), block)
            continue
        for other in _other_functions(person, held):
            if _is_called(person, other.function, text.replace(held.function, "")):
                yield Finding(_held_another(person, release.date, held, other), block)


def _images(release: PressRelease) -> Iterator[Finding]:
    for block, image in _shown_images(release):
        if image.rights_until and image.rights_ended:
            message = _("The rights of the image “%(title)s” ended on %(day)s: it is not shown.")
            yield Finding(message % {"title": image.title, "day": _day(image.rights_until)}, block)


def _held_nothing(person: Person, day: datetime.date, nearest: PersonFunction) -> str:
    message = _("%(name)s held no function on %(day)s, so the quote shows the name alone. Nearest: %(function)s.")
    return message % {"name": person.name, "day": _day(day), "function": f"{_named(nearest)}, {_period(nearest)}"}


def _held_another(person: Person, day: datetime.date, held: PersonFunction, other: PersonFunction) -> str:
    message = _("On %(day)s %(name)s held the function “%(held)s”, not “%(other)s” as the text says.")
    return message % {"name": person.name, "day": _day(day), "held": _named(held), "other": other.function}


def _quoted(release: PressRelease) -> Iterator[tuple[str, Person]]:
    """The people of quotes and interviews in the language of the release, with the id of the block."""
    for child in release.body or ():
        person = child.value["person"] if child.block_type in {"quote", "interview"} else None
        if person is not None:
            own = person.locale_id == release.locale_id
            translation = None if own else person.get_translation_or_none(release.locale)
            yield child.id or "", translation or person


def _shown_images(release: PressRelease) -> Iterator[tuple[str, CustomImage]]:
    for child in itertools.chain(release.image or (), release.body or ()):
        if child.block_type == "image" and child.value["image"] is not None:
            yield child.id or "", child.value["image"]


def _nearest(person: Person, day: datetime.date) -> PersonFunction | None:
    """The function whose time comes nearest to the day; none of them holds on it."""

    def distance(function: PersonFunction) -> datetime.timedelta:
        if function.valid_to and function.valid_to < day:
            return day - function.valid_to
        return (function.valid_from or day) - day

    return min(person.functions.all(), key=distance, default=None)


def _other_functions(person: Person, held: PersonFunction) -> list[PersonFunction]:
    """The functions that are called otherwise than the one held, each name once."""
    others = {other.function: other for other in person.functions.all() if other.function != held.function}
    return list(others.values())


def _is_called(person: Person, function: str, text: str) -> bool:
    """True where the text puts the function right before or after the person's name."""
    name = re.escape(" ".join(person.name.split()[-2:]))
    word = rf"\b{re.escape(function)}\b"
    near = rf"[^\n]{{0,{NEAR}}}"
    return re.search(rf"{name}{near}?{word}|{word}{near}?{name}", text, re.IGNORECASE) is not None


def _running_text(release: PressRelease) -> str:
    """The lead and the running text, a paragraph a line."""
    rich_texts = [child.value.source for child in release.body or () if child.block_type == "rich_text"]
    paragraphs = [paragraph for source in rich_texts for paragraph in re.split(r"</(?:p|li|h\d)>|<br", source)]
    return "\n".join([release.lead, *(get_text_for_indexing(paragraph) for paragraph in paragraphs)])


def _named(function: PersonFunction) -> str:
    """The function with its organisation, as a quote names them."""
    if function.organisation is None:
        return function.function
    return f"{function.function} ({function.organisation.short_name or function.organisation.name})"


def _period(function: PersonFunction) -> str:
    if function.valid_from and function.valid_to:
        return _("%(start)s to %(end)s") % {"start": _day(function.valid_from), "end": _day(function.valid_to)}
    if function.valid_to:
        return _("until %(day)s") % {"day": _day(function.valid_to)}
    return _("since %(day)s") % {"day": _day(function.valid_from)}


def _day(day: datetime.date | None) -> str:
    return date_format(day, "SHORT_DATE_FORMAT") if day else ""
