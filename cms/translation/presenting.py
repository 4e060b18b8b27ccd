"""What a public document says of itself as a translation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cms.content.models import BasePage
from cms.delivery.schemas import TranslatedBlock, TranslationState
from cms.translation.models import Job, Status
from cms.translation.status import NOT_PUBLIC_YET, is_outdated

if TYPE_CHECKING:
    from cms.delivery.context import PageContext


def translation_state(page: BasePage, ctx: PageContext) -> TranslationState | None:
    """How far the page is as a translation; None for an original."""
    translations = ctx.visibility.translations(page)
    jobs = ctx.visibility.once((Job, page.translation_key), lambda: _jobs(page)) if translations else {}
    job = jobs.get(page.locale_id)
    if job is None or job.released_at is None:
        return None
    original = next(
        (translation for translation in translations if translation.locale_id == job.source_locale_id), None
    )
    blocks = [
        TranslatedBlock.model_validate({"path": block["path"], "status": _as_public(block["status"])})
        for block in job.blocks
    ]
    return TranslationState(
        source=ctx.link(original),
        status="outdated" if is_outdated(job) or _shows_outdated(page, ctx) else "current",
        translated_at=job.released_at,
        blocks=blocks,
    )


def _jobs(page: BasePage) -> dict[int, Job]:
    """The translations of the page's message by their locales."""
    return {job.locale_id: job for job in Job.objects.filter(key=page.translation_key)}


def _shows_outdated(page: BasePage, ctx: PageContext) -> bool:
    """True where something that the page shows in its language says by now something else in its original."""
    keys = [source.value for source in ctx.in_own_language]
    return any(is_outdated(job) for job in Job.objects.filter(key__in=keys, locale=page.locale_id))


def _as_public(status: str) -> str:
    """What a reader is told: whatever is in the making, what stands there is made from older words."""
    return Status.OUTDATED.value if status in NOT_PUBLIC_YET else status
