"""What public documents say of a text as a translation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal
from uuid import UUID

from django.apps import apps

from cms.content.models import BasePage
from cms.delivery.chunks import chunks
from cms.delivery.registry import Standing
from cms.delivery.schemas import TranslatedBlock, TranslationState
from cms.delivery.visibility import Visibility
from cms.translation.models import Job, Status
from cms.translation.status import NOT_PUBLIC_YET, is_outdated

if TYPE_CHECKING:
    from cms.delivery.context import PageContext


def standing(page: BasePage, ctx: PageContext) -> Standing | None:
    """How far the page and its other languages are as translations; None where the text is in one language."""
    translations = ctx.visibility.translations(page)
    if not translations:
        return None
    jobs = _jobs(page.translation_key, ctx.visibility)
    show_outdated = _showing_outdated(ctx)
    states: dict[int, Literal["current", "outdated"]] = {
        locale_id: "outdated" if is_outdated(job) or locale_id in show_outdated else "current"
        for locale_id, job in jobs.items()
    }
    codes = {other.locale_id: other.locale.language_code for other in translations}
    others = {codes[locale_id]: state for locale_id, state in states.items() if locale_id in codes}
    job = jobs.get(page.locale_id)
    if job is None or job.released_at is None:
        return Standing(None, others)
    original = next((other for other in translations if other.locale_id == job.source_locale_id), None)
    blocks = [
        TranslatedBlock.model_validate({"path": block["path"], "status": _as_public(block["status"])})
        for block in job.blocks
    ]
    own = TranslationState(
        source=ctx.link(original), status=states[page.locale_id], translated_at=job.released_at, blocks=blocks
    )
    return Standing(own, others)


def _jobs(key: UUID, visibility: Visibility) -> dict[int, Job]:
    """The translations of a message that were ever public, by their locales: read for all messages at once that were
    met in several languages."""
    known: dict[UUID, dict[int, Job]] = visibility.once((Job, "of pages"), dict)
    if key not in known:
        new = {key, *visibility.met_in_several_languages()} - known.keys()
        known |= {one: {} for one in new}
        for some in chunks(new):
            for job in Job.objects.filter(key__in=some).exclude(released_at=None):
                known[job.key][job.locale_id] = job
    return known[key]


def _showing_outdated(ctx: PageContext) -> set[int]:
    """The locales in which something that the page shows says by now something else in its original: what a text shows
    is the same in all its languages."""
    known: dict[str, set[int]] = ctx.visibility.once((Job, "of what is shown"), dict)
    keys = {source.value for source in ctx.localisable}
    if new := {key for key in keys if key not in known}:
        known |= {key: set() for key in new}
        for job in Job.objects.filter(key__in=new, status__in=NOT_PUBLIC_YET):
            if is_outdated(job) and _is_shown(job):
                known[str(job.key)].add(job.locale_id)
    return {locale_id for key in keys for locale_id in known[key]}


def _is_shown(job: Job) -> bool:
    """True where pages in the job's language show its translation, and not its original in place of it."""
    found = apps.get_model(job.model)._default_manager.filter(translation_key=job.key, locale=job.locale_id).first()
    return found is not None and getattr(found, "live", True)


def _as_public(status: str) -> str:
    """What a reader is told: whatever is in the making, what stands there is made from older words."""
    return Status.OUTDATED.value if status in NOT_PUBLIC_YET else status
