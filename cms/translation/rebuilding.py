"""Every status told anew from the database, as after an upgrade of wagtail-localize."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from cms.delivery import publications
from cms.translation import localize, outdated_files, receivers, status, upgrading
from cms.translation.models import Job, Status, original_of
from cms.translation.requesting import public_form


@dataclass(frozen=True)
class Difference:
    """What a job says of itself, and what is so."""

    job: Job
    said: str
    found: str

    def __str__(self) -> str:
        return f"{self.job}: {self.said}, should be: {self.found}"


def keys() -> list[UUID]:
    """The translation keys of all originals with jobs."""
    return list(Job.objects.order_by("key").values_list("key", flat=True).distinct())


def rebuild(key: UUID) -> list[Difference]:
    """Renew the jobs of a text in one transaction, and return what was wrong in them."""
    with publications.unit():
        return list(_rebuild(key))


def check(key: UUID) -> list[Difference]:
    """What `rebuild` would change; nothing is."""
    with transaction.atomic():
        found = list(_rebuild(key))
        transaction.set_rollback(True)
    return found


def take_leftovers_apart() -> None:
    """Take those frozen originals apart anew that no job tells of: they would meet words of another way later."""
    for source in localize.sources_without(Job.objects.exclude(translation=None).values("translation__source")):
        localize.take_apart_anew(source)


def _rebuild(key: UUID) -> Iterator[Difference]:
    jobs = list(Job.objects.filter(key=key).select_related("translation__source", "locale", "source_locale"))
    original = original_of(jobs[0])
    if original is None:
        return
    said = [(job.extracted_by, _statuses(job)) for job in jobs]
    # A draft may say something else than when the statuses were told.
    is_public = getattr(original, "live", True)
    upgrading.renew(public_form(original), jobs, unchanged=is_public)
    if is_public:
        receivers.renew(public_form(original), jobs)
        for job in jobs:
            outdated_files.compare(job)
    else:
        _refresh_frozen(jobs)
    for job, (stamp, statuses) in zip(jobs, said, strict=True):
        if stamp != job.extracted_by:
            yield Difference(job, f"taken apart by {stamp or 'nobody knows what'}", job.extracted_by)
        if statuses != _statuses(job):
            yield Difference(job, _told(statuses), _told(_statuses(job)))


def _refresh_frozen(jobs: list[Job]) -> None:
    """Of a text that is not public, the words are those that were frozen."""
    for job in jobs:
        if job.translation is not None or job.excluded:
            status.refresh(job)


def _statuses(job: Job) -> dict[str, str]:
    """The status of the whole text, under the empty path, and of its blocks."""
    return {"": str(Status(job.status)), **{block["path"]: block["status"] for block in job.blocks}}


def _told(statuses: dict[str, str]) -> str:
    whole, *blocks = [f"{path} {status}".strip() for path, status in statuses.items()]
    return f"{whole} ({', '.join(blocks)})" if blocks else whole
