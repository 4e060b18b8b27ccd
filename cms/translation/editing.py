"""A translator's work on one job: the words of each string, written, confirmed, or kept as they are."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bs4 import BeautifulSoup
from django.utils.translation import gettext as _

from cms.content.cleaning import clean_html
from cms.translation import localize, status
from cms.translation.localize import MACHINE, MANUAL, StringSegment, StringTranslation, TranslationContext
from cms.translation.models import Job
from cms.translation.segments import NOT_WORDS, places_of, strings_in
from cms.translation.status import KEPT


class InReviewError(Exception):
    """A text that was handed over is not changed before it is returned or taken back."""


@dataclass(frozen=True)
class Entry:
    """What a translator did to one string: the words typed, those seen before typing, and what was ticked."""

    words: str
    seen: str = ""
    read: bool = False
    keep: bool = False


@dataclass(frozen=True)
class Conflict:
    """Somebody else wrote other words meanwhile: theirs stay, and these are shown again."""

    segment: StringSegment
    theirs: str
    mine: str


def segments_of(job: Job) -> list[StringSegment]:
    """The strings to translate, in the original's order."""
    if job.translation is None:
        return []
    found = StringSegment.objects.filter(source=job.translation.source).select_related("string", "context")
    return list(found.exclude(context__path__in=NOT_WORDS).order_by("order"))


def names_of(job: Job, segments: Sequence[StringSegment]) -> dict[int, str]:
    """What each string is called, by its segment's id, as at the desk: no two have the same name."""
    paths = [segment.context.path for segment in segments]
    # As there, the places that the original lost are counted, too.
    places = places_of(localize.frozen(job.source), [*(block["path"] for block in job.blocks), *paths])
    left = {path: strings_in(places[path], number) for path, number in Counter(paths).items()}
    return {segment.pk: left[segment.context.path].pop(0) for segment in segments}


def words_of(job: Job, segments: Sequence[StringSegment] | None = None) -> dict[tuple[int, int], StringTranslation]:
    """What stands for the strings so far, by the ids of string and context; `segments` where they are read already."""
    if segments is None:
        segments = segments_of(job)
    found = StringTranslation.objects.filter(
        locale_id=job.locale_id,
        context__in={segment.context_id for segment in segments},
        translation_of__in={segment.string_id for segment in segments},
    ).select_related("last_translated_by")
    return {(one.translation_of_id, one.context_id): one for one in found}


def _with_words(job: Job) -> list[tuple[StringSegment, StringTranslation | None]]:
    """Every string with what stands for it."""
    segments = segments_of(job)
    words = words_of(job, segments)
    return [(segment, words.get((segment.string_id, segment.context_id))) for segment in segments]


def missing(job: Job) -> list[StringSegment]:
    """The strings for which nothing stands yet, or something that cannot be used."""
    return [segment for segment, said in _with_words(job) if said is None or said.has_error]


def unread(job: Job) -> list[StringSegment]:
    """The strings whose words a machine wrote and nobody has read."""
    return [segment for segment, said in _with_words(job) if said is not None and said.translation_type == MACHINE]


def write(job: Job, entries: Mapping[int, Entry], user: Any) -> list[Conflict]:
    """Write what was typed, by the id of the string's segment; only what changed is written.

    Raises InReviewError while the text is handed over. Words that somebody else wrote meanwhile are kept and returned.
    """
    if job.is_submitted:
        raise InReviewError(_("The translation is in review: take it back before you change it."))
    conflicts = []
    for segment, found in _with_words(job):
        entry = entries.get(segment.pk)
        if entry is None:
            continue
        stored = shown(found.data) if found else ""
        if entry.words != entry.seen and stored not in {entry.seen, entry.words}:
            conflicts.append(Conflict(segment, theirs=stored, mine=entry.words))
        else:
            _write_one(job, segment, found, entry, user)
    status.refresh(job)
    return conflicts


def _write_one(job: Job, segment: StringSegment, found: StringTranslation | None, entry: Entry, user: Any) -> None:
    was_kept = found is not None and found.tool_name == KEPT
    if entry.keep:
        if not was_kept:
            put(job, segment, segment.string.data, user, tool=KEPT)
    elif entry.words.strip() and (entry.words != entry.seen):
        put(job, segment, entry.words, user)
    elif found is not None and (was_kept or not entry.words.strip()):
        found.delete()
    elif found is not None and entry.read and found.translation_type == MACHINE:
        # What it came from stays to be seen; that it was read is what counts.
        put(job, segment, found.data, user, tool=found.tool_name)


def put(
    job: Job, segment: StringSegment, words: str, user: Any = None, *, tool: str = "", kind: str = MANUAL
) -> StringTranslation:
    """Let these words stand for the string; with the name of the tool that they came from, if any."""
    found, _made = StringTranslation.objects.update_or_create(
        translation_of=segment.string,
        locale_id=job.locale_id,
        context=segment.context,
        defaults={
            "data": clean(words),
            "translation_type": kind,
            "tool_name": tool,
            "last_translated_by": user,
            "has_error": False,
            "field_error": "",
        },
    )
    return found


def carry_over(job: Job, path: str, before: list[str], now: list[str]) -> None:
    """What stood for a string of that place stands for the one in its stead."""
    if job.translation is None:
        return
    context = TranslationContext.objects.get(object_id=job.key, path=path)
    here = StringTranslation.objects.filter(context=context, locale_id=job.locale_id)
    strings = dict(
        job.translation.source.stringsegment_set.filter(context=context).values_list("string__data", "string")
    )
    for old, new in zip(before, now, strict=True):
        said = here.filter(translation_of__data=old).first()
        if old != new and said is not None and new in strings:
            here.update_or_create(
                translation_of_id=strings[new],
                context=context,
                locale_id=job.locale_id,
                defaults={
                    "data": said.data,
                    "translation_type": said.translation_type,
                    "tool_name": said.tool_name,
                    "last_translated_by": said.last_translated_by,
                },
            )


def clean(words: str) -> str:
    """The words as typed, as the inline HTML that wagtail-localize keeps."""
    # Of spaces that do not break, those are meant that `clean_html` leaves, as before a French colon.
    lines = (re.sub(r"[ \t]+", " ", line).strip(" ") for line in words.strip().splitlines())
    return clean_html(str(BeautifulSoup("<br>".join(lines), "html.parser")))


def shown(html: str) -> str:
    """Inline HTML as it is typed: lines end where they end, and an ampersand is one."""
    return re.sub(r"<br\s*/?>", "\n", html).replace("&amp;", "&").replace("&quot;", '"')


def translators(job: Job) -> set[int]:
    """The ids of those whose words would go out with the next version: who writes does not approve. For words that came
    from elsewhere, and that nobody has read here, whoever hands them over stands."""
    said = words_of(job).values()
    found = {one.last_translated_by_id for one in said} | {job.own_facts_by_id}
    if any(one.last_translated_by_id is None and one.tool_name != KEPT for one in said):
        found.add(job.submitted_by_id)
    return {user for user in found if user is not None}
