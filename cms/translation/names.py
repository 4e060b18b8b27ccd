"""Proper names: where a translation had left one as it was, it follows its original at once, in every language."""

from __future__ import annotations

from typing import Any

from cms.translation import editing
from cms.translation.models import Job
from cms.translation.segments import texts_of
from cms.translation.status import KEPT


def follow(original: Any, job: Job) -> None:
    """Give the public translation the names that its original has now, of the fields that the model names as
    `proper_names`, where it said those that the original had; they stand as in the original on purpose."""
    names = getattr(original, "proper_names", ())
    found = type(original)._default_manager.filter(translation_key=job.key, locale_id=job.locale_id).first()
    if not names or found is None or job.baseline is None:
        return
    now, theirs = texts_of(original), texts_of(found)
    followed = [name for name in names if job.baseline.get(name) == theirs.get(name) != now.get(name)]
    for name in followed:
        setattr(found, name, getattr(original, name))
    if followed:
        found.save()
        job.baseline |= {name: now[name] for name in followed}
        job.save(update_fields=["baseline"])
        _keep(job, followed)


def _keep(job: Job, names: list[str]) -> None:
    if job.translation is not None:
        for segment in editing.segments_of(job):
            if segment.context.path in names:
                editing.put(job, segment, segment.string.data, tool=KEPT)
