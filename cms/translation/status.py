"""How far a translation is, block by block: a function of words, and of the files that it has of its own.

Where a text stands, how it looks, and what is still a draft play no part: only other words in the public original, or
another file where the translation has its own, make a translation outdated.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from wagtail.models import Page

from cms.delivery import fate
from cms.translation.localize import MACHINE, StringTranslation
from cms.translation.models import Job, Status, Texts
from cms.translation.segments import texts_of_source

# What a string carries that stands as in the original on purpose, in the place where a tool would be named.
KEPT = "kept"

# A whole text is as far as its least finished block.
ORDER = [Status.OUTDATED, Status.MACHINE, Status.IN_PROGRESS, Status.IN_REVIEW, Status.CURRENT, Status.EXCLUDED]


@dataclass(frozen=True)
class Words:
    """The words that stand for a string: whether a machine wrote them and nobody read them, or they were kept."""

    machine: bool = False
    kept: bool = False


@dataclass(frozen=True)
class State:
    """What the status follows from: `made` holds, by path and string, what stands for the original's strings."""

    texts: Texts
    made: Mapping[tuple[str, str], Words] = field(default_factory=dict)
    baseline: Texts | None = None
    submitted: Texts | None = None


def block_status(state: State, path: str) -> Status:
    """The status of one place of the original, or of one that the original had when the translation was made."""
    strings = state.texts.get(path)
    if strings is None:
        return Status.OUTDATED
    words = [state.made.get((path, string)) for string in strings]
    if all(one is not None and one.kept for one in words):
        return Status.EXCLUDED
    if state.baseline is not None and state.baseline.get(path) == strings:
        return Status.CURRENT
    if state.submitted is not None and state.submitted.get(path) == strings:
        return Status.IN_REVIEW
    if None in words:
        return Status.IN_PROGRESS if state.baseline is None else Status.OUTDATED
    return Status.MACHINE if any(one is not None and one.machine for one in words) else Status.IN_PROGRESS


def block_statuses(state: State) -> dict[str, Status]:
    """The status of every block, in the original's order; blocks that the original lost stand last."""
    gone = [path for path in state.baseline or {} if path not in state.texts]
    return {path: block_status(state, path) for path in [*state.texts, *gone]}


def overall(statuses: Iterable[Status], *, submitted: bool) -> Status:
    """The status of the whole text; one with no words at all is current."""
    found = set(statuses) or {Status.CURRENT}
    if submitted and found & {Status.IN_REVIEW}:
        return Status.IN_REVIEW
    first = next(status for status in ORDER if status in found)
    return Status.CURRENT if first == Status.EXCLUDED else first


def of_files(job: Job) -> list[Status]:
    """The status that outdated files give a whole text: nothing where there are none."""
    if not job.outdated_files:
        return []
    return [Status.IN_REVIEW if job.is_submitted else Status.OUTDATED]


def state_of(job: Job, texts: Texts) -> State:
    """The state of a job, given the words of its original."""
    return State(
        texts=texts,
        made=words_made(job),
        baseline=job.baseline,
        submitted=job.handed_over if job.is_submitted else None,
    )


def is_approved_by_hand(job: Job) -> bool:
    """True for a translation written by hand that was approved, and waits for its moment: it has been in no review of
    the desk, and is no less done."""
    if job.translation_id is not None or job.is_public:
        return False
    page = Page.objects.filter(translation_key=job.key, locale=job.locale_id).first()
    scheduled = page.scheduled_revision if page is not None else None
    return scheduled is not None and not fate.is_unapproved(scheduled)


def words_made(job: Job) -> dict[tuple[str, str], Words]:
    """By path and string of the original, what stands for it; strings with an error count as missing."""
    if job.translation_id is None:
        return {}
    found = StringTranslation.objects.filter(
        locale_id=job.locale_id, context__object_id=job.key, has_error=False
    ).values_list("context__path", "translation_of__data", "translation_type", "tool_name")
    return {(path, string): Words(machine=kind == MACHINE, kept=tool == KEPT) for path, string, kind, tool in found}


def refresh(job: Job, texts: Texts | None = None) -> bool:
    """Bring the job's status in line with the words; True where it, or that of a block, changed. The job is saved."""
    if job.excluded:
        status, blocks = Status.EXCLUDED, []
    else:
        if texts is None:
            if job.translation is None:
                raise ValueError("A translation by hand has no frozen original: its words must be given.")
            texts = texts_of_source(job.translation.source)
        state = state_of(job, texts)
        if approved := is_approved_by_hand(job):
            state = replace(state, submitted=texts)
        statuses = block_statuses(state)
        status = overall([*statuses.values(), *of_files(job)], submitted=job.is_submitted or approved)
        blocks = [{"path": path, "status": found.value} for path, found in statuses.items()]
    changed = (job.status, job.blocks) != (status, blocks)
    if changed:
        job.status, job.blocks = status, blocks
        job.save(update_fields=["status", "blocks"])
    return changed


def is_outdated(job: Job) -> bool:
    """True where the public translation was made from other words than the original now has, or has an older file."""
    return job.is_public and (bool(job.outdated_files) or has_outdated_words(job))


def has_outdated_words(job: Job) -> bool:
    """True where the public translation was made from other words than the original now has."""
    return job.is_public and any(block["status"] in NOT_PUBLIC_YET for block in job.blocks)


# Of a translation that is public, a block with one of these stands there in words made from older ones.
NOT_PUBLIC_YET = {Status.OUTDATED, Status.MACHINE, Status.IN_PROGRESS, Status.IN_REVIEW}
