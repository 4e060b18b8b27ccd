"""From the translator's desk to the public: submitted, reviewed by somebody else, published.

Never through wagtail-localize's `save_target`, which puts unreviewed words live: a version is made of the ephemeral
translated instance, and what is published is that version, by the review of its page.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page, Revision

from cms.delivery import publications
from cms.translation import editing, glossary, localize, own, status
from cms.translation.adopting import confirm
from cms.translation.models import Job
from cms.translation.segments import texts_of_source


class NotReadyError(Exception):
    """The translation cannot be handed over; `reasons` say why, one sentence each."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__(" ".join(reasons))
        self.reasons = reasons


def target_of(job: Job) -> Any:
    """The page or snippet that the translation is, as it stands in the database; None where it is still to be made."""
    return apps.get_model(job.model)._default_manager.filter(translation_key=job.key, locale_id=job.locale_id).first()


def translated(job: Job) -> Any:
    """The translation in memory, with the words that stand so far; what is missing is in the original's words. What was
    public already keeps its address and all that its desk does not show."""
    target = target_of(job)
    if job.is_public and target is not None:
        target = localize.renewed(job.source, job.locale, target, _shown(job))
    else:
        target = localize.translated(job.source, job.locale, target)
        if isinstance(target, Page):
            target.slug = target.proposed_slug()
    own.apply(job, target)
    return target


def _shown(job: Job) -> set[str]:
    """The fields that the desk shows: those with words, and those that lost them since the translation was public."""
    texts = texts_of_source(job.source)
    return {path.partition(".")[0] for path in [*texts, *(job.baseline or {})]}


def going_out(job: Job) -> Any:
    """The translation in memory as it would be published: what was handed over, whatever happened to the original
    since; while nothing was, what stands so far. None where nobody has written one yet."""
    if job.translation is None:
        target = target_of(job)
        return target.get_latest_revision_as_object() if isinstance(target, Page) else target
    if not job.is_submitted:
        return translated(job)
    if job.revision_id is not None:
        return Revision.objects.get(pk=job.revision_id).as_object()
    if job.version is None:  # handed over before versions were kept
        return translated(job)
    return localize.restored(job.source, job.version, target_of(job))


def obstacles(job: Job) -> list[str]:
    """What stands in the way of handing it over, in words; empty where nothing does."""
    found = []
    if job.is_submitted:
        found.append(_("The translation is in review already."))
    if missing := editing.missing(job):
        found.append(_("%(number)d texts are not translated yet.") % {"number": len(missing)})
    if unread := editing.unread(job):
        found.append(_("%(number)d texts come from a machine and nobody has read them.") % {"number": len(unread)})
    return [*found, *(str(finding) for finding in glossary.violations(job))]


def submit(job: Job, user: Any) -> None:
    """Hand the translation over for review: a page to its workflow, a snippet to whoever approves texts.

    Raises NotReadyError with everything that stands in the way, and PermissionDenied where no review is set up.
    """
    reasons = obstacles(job)
    if reasons:
        raise NotReadyError(reasons)
    with publications.unit():
        job.handed_over = texts_of_source(job.source)
        job.submitted_by, job.submitted_at, job.comment = user, timezone.now(), ""
        instance = translated(job)
        if isinstance(instance, Page):
            _submit_page(job, instance, user)
        else:
            _check(instance)
            job.version = localize.serialised(instance)
        job.save(update_fields=["handed_over", "submitted_by", "submitted_at", "comment", "revision_id", "version"])
        status.refresh(job)


def _submit_page(job: Job, page: Page, user: Any) -> None:
    workflow = page.get_workflow()
    if workflow is None:
        raise NotReadyError([_("There is no review yet: an administrator sets one up with make_roles.")])
    try:
        # Handing over what others wrote is no writing.
        revision = page.save_revision(user=user if user.pk in editing.translators(job) else None)
    except ValidationError as error:
        raise NotReadyError(error.messages) from error
    job.revision_id = revision.pk
    page = Page.objects.get(pk=page.pk).specific
    state = page.current_workflow_state
    if state is not None and state.status == state.STATUS_NEEDS_CHANGES:
        state.resume(user=user)
    elif state is None:
        workflow.start(page, user)


def _check(snippet: Any) -> None:
    try:
        snippet.full_clean()
    except ValidationError as error:
        raise NotReadyError(error.messages) from error


def take_back(job: Job, user: Any) -> None:
    """Let the translator go on with what was submitted."""
    with publications.unit():
        target = target_of(job)
        state = target.current_workflow_state if isinstance(target, Page) else None
        if state is not None:
            state.cancel(user=user)
        reopen(job)


def reopen(job: Job, comment: str = "") -> None:
    """The job is the translator's again: returned with a comment, or taken back."""
    job.comment = comment
    _forget_submission(job, "comment")


def released(job: Job) -> None:
    """Note that the version that was handed over is public now."""
    confirm(job, job.handed_over or {})
    _forget_submission(job)


def _forget_submission(job: Job, *fields: str) -> None:
    job.submitted_at, job.handed_over, job.revision_id, job.version = None, None, None, None
    job.save(update_fields=["submitted_at", "handed_over", "revision_id", "version", *fields])
    status.refresh(job)


def may_approve_snippet(job: Job, user: Any) -> bool:
    """True for those who approve texts and have not written this one."""
    return user.has_perm("editorial.approve") and user.pk not in editing.translators(job)


def approve_snippet(job: Job, user: Any) -> None:
    """Make the snippet, or renew it, in the words that were submitted; raises PermissionDenied for others."""
    if not job.is_submitted or not may_approve_snippet(job, user):
        raise PermissionDenied("Somebody else approves what was submitted.")
    with publications.unit():
        snippet = going_out(job)
        snippet.full_clean()
        snippet.save()
        publish: Callable[..., Any] | None = getattr(snippet, "publish", None)
        if publish is not None:
            publish(snippet.save_revision(user=user), user=user)
        released(job)


def return_snippet(job: Job, user: Any, comment: str) -> None:
    """Give it back to the translator with a comment; raises PermissionDenied for those who may not approve."""
    if not user.has_perm("editorial.approve"):
        raise PermissionDenied("Only those who approve texts return them.")
    reopen(job, comment)
