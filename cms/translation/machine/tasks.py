"""Orders for the machine: written down with the request, worked off by the outbox."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from cms.delivery import publications
from cms.outbox import outbox
from cms.translation import editing, glossary, localize, status
from cms.translation.localize import StringSegment
from cms.translation.machine.configured import configured
from cms.translation.machine.interface import MachineError
from cms.translation.models import Job

KIND = "machine translation"
# What one delivery asks for: with time-outs it must end within the outbox's lease. DeepL takes 50 texts and 128 KiB.
TEXTS_EACH, CHARACTERS_EACH = 40, 20_000


class OrderError(Exception):
    """No machine translates this; the message says why, to editors."""


def can_order(job: Job) -> bool:
    """True where a machine is configured that translates into the job's language."""
    machine = configured()
    return machine is not None and machine.can(job.source_locale.language_code, job.locale.language_code)


def order(job: Job, user: Any) -> UUID:
    """Have the machine translate what is missing, once the caller's transaction is committed; the delivery's id.

    Raises OrderError where no machine can, and InReviewError while the text is handed over.
    """
    if job.is_submitted:
        raise editing.InReviewError(_("The translation is in review: take it back before you change it."))
    if job.translation_id is None or not can_order(job):
        raise OrderError(_("No machine translates this text into that language."))
    _notice(job, "")
    return outbox.put(KIND, {"job": job.pk, "user": user.pk if user is not None else None})


def deliver(delivery_id: UUID, payload: Any) -> None:
    """Translate what is still missing, up to the length of one request; more is written down for another delivery.

    What fails leaves the text as it is and a notice for the editor. Raises MachineError, or PermanentError.
    """
    job = Job.objects.select_related("translation__source", "locale", "source_locale").filter(pk=payload["job"]).first()
    if job is None or job.translation is None or job.excluded or job.is_submitted:
        return
    # What the editor reads is in the editors' language, whoever works off the outbox.
    with translation.override(settings.LANGUAGE_CODE):
        try:
            made = _translate(job, _missing(job, payload))
        except MachineError as error:
            _notice(job, error.message)
            if error.permanent:
                raise outbox.PermanentError(error.message) from error
            raise
        if made.words:
            _write(job.pk, made, payload)


@dataclass(frozen=True)
class _Made:
    """What a machine made of each text."""

    machine: str
    words: Mapping[str, str]


def _missing(job: Job, payload: Any) -> list[StringSegment]:
    """What has no words yet, other than what the machine broke in an earlier delivery of this order."""
    return [segment for segment in editing.missing(job) if segment.pk not in payload.get("broken", [])]


def _texts(segments: Iterable[StringSegment]) -> list[str]:
    """As many of their strings as fit into one request, each once."""
    texts: list[str] = []
    for text in dict.fromkeys(segment.string.data for segment in segments):
        if texts and (len(texts) == TEXTS_EACH or sum(map(len, texts)) + len(text) > CHARACTERS_EACH):
            break
        texts.append(text)
    return texts


def _translate(job: Job, segments: Iterable[StringSegment]) -> _Made:
    texts = _texts(segments)
    source, target = job.source_locale.language_code, job.locale.language_code
    machine = configured()
    if machine is None or not machine.can(source, target):
        raise MachineError(_("No machine translates this text into that language."), permanent=True)
    if not texts:
        return _Made(machine.name, {})
    terms = glossary.prescribed(job.source_locale, job.locale)
    return _Made(machine.name, dict(zip(texts, machine.translate(texts, source, target, terms), strict=True)))


def _write(job_id: int, made: _Made, payload: Any) -> None:
    """Write what is missing still, unless the text was handed over meanwhile; order what did not fit anew."""
    with publications.unit():
        job = Job.objects.select_for_update().filter(pk=job_id).first()
        if job is None or job.is_submitted or job.excluded:
            return
        broken = list(payload.get("broken", []))
        for segment in _missing(job, payload):
            words = made.words.get(segment.string.data)
            if words is not None and _is_broken(segment, words):
                broken.append(segment.pk)
            elif words is not None:
                editing.put(job, segment, words, tool=made.machine, kind=editing.MACHINE)
        _notice(job, _about(broken))
        status.refresh(job)
        again = {**payload, "broken": broken}
        if _missing(job, again):
            outbox.put(KIND, again)


def _is_broken(segment: StringSegment, words: str) -> bool:
    """True where words, markup or links were lost: a person would see it, a machine does not."""
    if not words.strip() or localize.markup_problem(segment.string.data, words):
        return True
    return localize.link_ids(segment.string.data) != localize.link_ids(words)


def _about(broken: Sequence[int]) -> str:
    if not broken:
        return ""
    return _("The machine broke the markup of %(number)d texts; they are left to you.") % {"number": len(broken)}


def _notice(job: Job, message: str) -> None:
    if job.notice != message:
        Job.objects.filter(pk=job.pk).update(notice=message)
        job.notice = message
