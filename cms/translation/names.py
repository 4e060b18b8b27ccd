"""Proper names: where a translation had left one as it was, it follows its original at once, in every language."""

from __future__ import annotations

from typing import Any

from cms.translation import editing
from cms.translation.models import Job
from cms.translation.segments import texts_of
from cms.translation.status import KEPT


def remember(sender: Any, instance: Any, raw: bool = False, **kwargs: Any) -> None:
    """Note which proper names something is about to lose."""
    fields = getattr(sender, "proper_names", ())
    if fields and instance.pk and not raw:
        instance._names_before = sender._default_manager.filter(pk=instance.pk).values(*fields).first()


def follow_by_hand(sender: Any, instance: Any, **kwargs: Any) -> None:
    """Give translations that nobody asked for, written by hand, the proper names that they had in common with this."""
    for name, before in (instance.__dict__.pop("_names_before", None) or {}).items():
        if before and before != getattr(instance, name):
            same = sender._default_manager.filter(translation_key=instance.translation_key, **{name: before})
            asked_for = Job.objects.filter(key=instance.translation_key).exclude(baseline=None).values("locale")
            same.exclude(pk=instance.pk).exclude(locale__in=asked_for).update(**{name: getattr(instance, name)})


def follow(original: Any, job: Job) -> None:
    """Give the public translation the names that its original has now, of the fields that the model names as
    `proper_names`, where it said those that the original had; they stand as in the original on purpose."""
    names = getattr(original, "proper_names", ())
    if not names or job.baseline is None:
        return
    found = type(original)._default_manager.filter(translation_key=job.key, locale_id=job.locale_id).first()
    if found is None:
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
