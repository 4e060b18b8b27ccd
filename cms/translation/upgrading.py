"""After texts are taken apart in another way, by an upgrade of wagtail-localize or by a change of ours, what was
current is current still.

Baselines are compared string by string: the same text taken apart in two ways would outdate every translation. So each
job says by which way its words were taken (`extracted_by`), and before words of two ways meet, those of the older one
are renewed from the text that they are of.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cms.translation import editing, localize, wording
from cms.translation.models import Job, Status, Texts
from cms.translation.segments import texts_of, texts_of_source


def is_stale(job: Job) -> bool:
    """True where the words of the job were taken from its original in another way than texts are taken apart now."""
    return job.extracted_by != localize.stamp()


def renew(instance: Any, jobs: Sequence[Job], *, unchanged: bool = False) -> None:
    """Renew the stale ones of all jobs of a text, before its present words are compared with theirs. Jobs are saved.

    `instance` is the text as it is now; `unchanged` where it is what it was when the jobs' statuses were last told.
    """
    stale = [job for job in jobs if is_stale(job)]
    of_source = [job for job in stale if job.translation is not None]
    if of_source:
        _renew_from_source(of_source)
    for job in stale:
        if job.translation is None:
            texts = texts_of(instance)
            job.baseline = renewed(job.baseline, _texts_before(job, texts, unchanged=unchanged), texts)
        job.extracted_by = localize.stamp()
        job.save(update_fields=["baseline", "handed_over", "extracted_by"])


def renewed(words: Texts | None, before: Texts, now: Texts) -> Texts | None:
    """The words as texts are taken apart now, where `before` and `now` are one text, taken apart in both ways.

    Where they differ from that text they stay, and go on to differ; what only the present way finds in it counts as
    known, because nothing was written there since.
    """
    if words is None:
        return None
    if words == before:
        return now
    found = {path: strings for path, strings in words.items() if strings != before.get(path)}
    for path, strings in now.items():
        if path not in before:
            found.setdefault(path, strings)
        elif words.get(path) == before[path]:
            found[path] = strings
    return found


def _renew_from_source(jobs: Sequence[Job]) -> None:
    """Renew jobs that share a frozen original: it holds the content and the strings that were taken from it before."""
    source = jobs[0].source
    before = texts_of_source(source)
    localize.take_apart_anew(source)
    now = texts_of_source(source)
    for job in jobs:
        job.baseline = renewed(job.baseline, before, now)
        job.handed_over = renewed(job.handed_over, before, now)
        for path in before.keys() & now.keys():
            if before[path] != now[path] and len(before[path]) == len(now[path]):
                editing.carry_over(job, path, before[path], now[path])


def _texts_before(job: Job, texts: Texts, *, unchanged: bool) -> Texts:
    """The text as it was taken apart before, as far as that can be told of a translation that was written by hand and
    has no frozen original: by the statuses of its blocks, or else by its words; what is not known differs."""
    baseline: Texts = job.baseline or {}
    if unchanged and not job.excluded:
        paths = {block["path"] for block in job.blocks}
        known = {block["path"] for block in job.blocks if block["status"] == Status.CURRENT}
    else:
        paths = baseline.keys() | texts.keys()
        known = {path for path, strings in baseline.items() if _words(strings) == _words(texts.get(path, []))}
    return {path: baseline.get(path, []) if path in known else [] for path in paths}


def _words(strings: Sequence[str]) -> list[str]:
    return wording.words(wording.plain(" ".join(strings)))
