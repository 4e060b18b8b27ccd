"""A text's way from being asked for to being public, in one line each."""

from typing import Any

from wagtail.models import Page

from cms.delivery import publications
from cms.translation import editing, requesting, submission
from cms.translation.models import Job


def ask(page: Any, locale: Any, user: Any = None, **more: Any) -> Job:
    [job, *_others] = requesting.request(page, [locale], requesting.Order(user=user), **more)
    return Job.objects.get(pk=job.pk)


def translate(job: Job, user: Any, **words: str) -> None:
    """Write English for every string that lacks it: `[…]` around the original unless given by path."""
    job = Job.objects.get(pk=job.pk)
    said = editing.words_of(job)
    entries = {}
    for segment in editing.segments_of(job):
        found = said.get((segment.string_id, segment.context_id))
        seen = editing.shown(found.data) if found else ""
        wanted = words.get(segment.context.path, seen or f"[{editing.shown(segment.string.data)}]")
        entries[segment.pk] = editing.Entry(wanted, seen=seen)
    with publications.unit():
        assert editing.write(job, entries, user) == []


def approve(page: Page, user: Any) -> None:
    page = Page.objects.get(pk=page.pk).specific
    state = page.current_workflow_task_state
    with publications.unit():
        state.task.specific.on_action(state, user, "approve")


def target(page: Any, locale: Any) -> Any:
    return type(page).objects.get(translation_key=page.translation_key, locale=locale)


def release(job: Job, translator: Any, reviewer: Any, **words: str) -> Any:
    """Translate what is missing, hand it over, have it approved; returns the translated page."""
    translate(job, translator, **words)
    job = Job.objects.get(pk=job.pk)
    submission.submit(job, translator)
    page = submission.target_of(job)
    approve(page, reviewer)
    return type(page).objects.get(pk=page.pk)
