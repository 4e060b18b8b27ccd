"""Translations that were written by hand: they count, and their words become memory when they are taken over."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any

from django.utils import timezone
from wagtail.models import Page

from cms.translation import editing, localize
from cms.translation.localize import MANUAL, StringSegment, StringTranslation
from cms.translation.models import Job, Texts
from cms.translation.segments import texts_of
from cms.translation.status import refresh


def adopt(page: Page, original: Page, texts: Texts) -> Job:
    """Note that the page is a translation of the original, whose words are given; it counts once it goes live with
    words of its own: one that still has the original's stays hidden."""
    job, _made = Job.objects.get_or_create(
        key=page.translation_key,
        locale=page.locale,
        defaults={
            "model": original.specific_class._meta.label_lower,
            "title": original.title[:255],
            "source_locale": original.locale,
            "extracted_by": localize.stamp(),
        },
    )
    if page.live and not job.is_public and not is_copy(texts_of(page), texts):
        confirm(job, texts, at=page.last_published_at)
    refresh(job, texts)
    return job


def confirm(job: Job, texts: Texts, *, at: datetime.datetime | None = None) -> None:
    """Note that the public translation says what these words of the original say, since that moment (now)."""
    job.baseline = texts
    job.released_at = at or timezone.now()
    if job.translation_id is None:
        # The words of other jobs are as old as their frozen original.
        job.extracted_by = localize.stamp()
    job.save(update_fields=["baseline", "released_at", "extracted_by"])


def is_copy(texts: Texts, original: Texts) -> bool:
    """True where a text has the very words of the original and no other."""
    own, others = ({words for block in one.values() for words in block} for one in (texts, original))
    return bool(own) and own <= others


def take_over_words(job: Job, target: Any) -> None:
    """Let the words of a translation that was written by hand stand for the original's strings, field by field, where
    both have as many and they differ: so nobody translates them again, and they are known elsewhere."""
    theirs = _by_field(texts_of(target).items())
    segments: dict[str, list[StringSegment]] = {}
    for segment in editing.segments_of(job):
        segments.setdefault(segment.context.path.split(".")[0], []).append(segment)
    for name, found in segments.items():
        words = theirs.get(name, [])
        if len(words) == len(found):
            for segment, said in zip(found, words, strict=True):
                if said == segment.string.data:
                    continue
                StringTranslation.objects.get_or_create(
                    translation_of=segment.string,
                    locale=job.locale,
                    context=segment.context,
                    defaults={"data": said, "translation_type": MANUAL},
                )


def _by_field(items: Iterable[tuple[str, list[str]]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for path, words in items:
        found.setdefault(path.split(".")[0], []).extend(words)
    return found
