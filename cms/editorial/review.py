"""What an approval is: by whom it may come, and what it publishes."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from wagtail.models import Page, Revision, WorkflowState

from cms.content.models import embargo_in
from cms.delivery import publications, schedule
from cms.translation.editing import translators
from cms.translation.models import job_for


def authors(page: Page) -> set[int]:
    """The ids of those who have written at the text since it last went live or have translated it, and of who
    submitted it."""
    written = page.revisions.exclude(user=None)
    if page.live_revision_id:
        written = written.filter(pk__gt=page.live_revision_id)
    found = set(written.values_list("user_id", flat=True))
    job = job_for(page)
    if job is not None and job.translation_id:
        found |= translators(job)
    state = page.current_workflow_state
    return found | ({state.requested_by_id} if state and state.requested_by_id else set())


def is_author(user: Any, page: Page) -> bool:
    return user.pk in authors(page)


def embargo_has_passed(page: Page) -> bool:
    """True where the newest version was written for an embargo that is over, and the text is not live yet."""
    revision = page.latest_revision
    if revision is None or page.live:
        return False
    moment = embargo_in(revision.content)
    return moment is not None and moment <= timezone.now()


def publish_approved(workflow_state: WorkflowState, user: Any = None) -> None:
    """Publish or schedule the version that was approved last in this review, and no other.

    Raises PermissionDenied where a newer version exists: an approval holds for the version that was seen.
    """
    page = workflow_state.content_object
    approved = workflow_state.task_states.filter(status="approved").order_by("-finished_at", "-pk").first()
    if approved is None or approved.revision_id != page.latest_revision_id:
        publications.refuse("Only the newest version can be published, by an approval of its own.")
    publish(approved.revision, user)


def publish(revision: Revision, user: Any) -> None:
    """Publish the approved revision at its time; one of a language set when the others may go out as well."""
    key = schedule.set_of(revision)
    if key is None:
        revision.publish(user=user, skip_permission_checks=True)
        return
    Revision.objects.filter(object_id=revision.object_id, content_type=revision.content_type).update(
        approved_go_live_at=None
    )
    revision.approved_go_live_at = max(embargo_in(revision.content) or timezone.now(), timezone.now())
    revision.save(update_fields=["approved_go_live_at"])
    schedule.release_set(key)
