"""Changes of the original that change nothing for its translations: an editor says which."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from cms.delivery import publications
from cms.translation import editing, requesting, status, upgrading
from cms.translation.adopting import confirm
from cms.translation.models import Job, Status, Texts, jobs_of, known_jobs
from cms.translation.segments import texts_of


def outdated_jobs(original: Any) -> list[Job]:
    """The translations of which some block was made from other words of the original."""
    found = jobs_of(original).exclude(released_at=None).select_related("translation__source", "locale")
    return [job for job in found if status.has_outdated_words(job)]


def mark_minor(original: Any, paths: Iterable[str]) -> int:
    """Let the translations of these blocks count as made from the words that the original has now, as after a typo;
    what stood for an old string stands for the new one. Returns for how many blocks of translations.

    A block that has more or fewer strings than before has changed in more than a letter: it stays outdated.
    """
    paths, done = list(paths), 0
    texts = texts_of(requesting.public_form(original))
    with publications.unit():
        upgrading.renew(requesting.public_form(original), known_jobs(original))
        for job in outdated_jobs(original):
            baseline = dict(job.baseline or {})
            marked = [path for path in paths if _same_strings(job, texts, path)]
            for path in marked:
                editing.carry_over(job, path, baseline[path], texts[path])
                baseline[path] = texts[path]
            if marked:
                job.baseline = baseline
                job.save(update_fields=["baseline"])
                status.refresh(job, texts)
            done += len(marked)
    return done


def confirm_current(job: Job, texts: Texts) -> None:
    """Say that a translation that was written by hand says what the original says now."""
    with publications.unit():
        confirm(job, texts)
        status.refresh(job, texts)


def _same_strings(job: Job, texts: Texts, path: str) -> bool:
    outdated = {block["path"] for block in job.blocks if block["status"] == Status.OUTDATED}
    before, now = (job.baseline or {}).get(path, []), texts.get(path, [])
    return path in outdated and bool(now) and len(before) == len(now)
