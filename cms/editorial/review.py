"""What an approval is: by whom it may come, and what it publishes."""

from __future__ import annotations

import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.db.models import Max, Q, QuerySet
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from wagtail.models import Page, PageLogEntry, Revision, WorkflowState

from cms.content import versions
from cms.content.models import embargo_in
from cms.delivery import publications, schedule
from cms.translation.editing import translators
from cms.translation.models import job_for


def authorship(page: Page) -> dict[int, str]:
    """Why somebody counts as an author of the text, by the id of the user: who has changed words or facts since it was
    last public, and who has translated it. Submitting it, taking it offline, setting a time or remarking on it is no
    writing."""
    found: dict[int, str] = {}
    for user, moment in _written(page).items():
        time = formats.date_format(timezone.localtime(moment), "DATETIME_FORMAT")
        found[user] = _("You changed the text on %(time)s.") % {"time": time}
    job = job_for(page)
    if job is not None and job.translation_id:
        found |= dict.fromkeys(translators(job), _("You have translated the text."))
    return found


def _written(page: Page) -> dict[int, datetime.datetime]:
    """When each user has last changed words or facts since the text was last public, by the versions in the database: a
    draft's own content tells which version was public when the draft was made."""
    published = PageLogEntry.objects.filter(page=page.pk, action="wagtail.publish").aggregate(last=Max("revision_id"))
    live = Page.objects.filter(pk=page.pk).values_list("live_revision_id", flat=True).first()
    last_public = max(published["last"] or 0, live or 0)
    public = page.revisions.filter(pk__lte=last_public).order_by("-pk").first()
    before = public.content if public is not None else _public_without_version(page)
    found: dict[int, datetime.datetime] = {}
    for version in page.revisions.filter(pk__gt=last_public).order_by("pk"):
        is_new = before is None or not versions.has_the_same_words(page.specific_class, before, version.content)
        if is_new and version.user_id is not None:
            found[version.user_id] = version.created_at
        before = version.content
    return found


def _public_without_version(page: Page) -> dict[str, Any] | None:
    """What a text says that went live without a version; None for all others."""
    kept = page.specific_class._default_manager.filter(pk=page.pk, live=True, live_revision=None).first()
    return kept.serializable_data() if kept is not None else None


def is_author(user: Any, page: Page) -> bool:
    return user.pk in authorship(page)


def approvers(page: Page) -> list[Any]:
    """Those who may approve the text as it is, by name: reviewers, or superusers where no reviewer is left."""
    return reviewers(page) or list(_active().filter(is_superuser=True).exclude(pk__in=authorship(page)))


def reviewers(page: Page) -> list[Any]:
    """The members of the review's groups who are no authors of the text, by name."""
    others = members(page).exclude(pk__in=authorship(page))
    return [user for user in others if page.permissions_for_user(user).can_edit()]


def members(page: Page) -> QuerySet[Any]:
    """The active members of the groups that are asked in the text's review, by name."""
    task = page.current_workflow_task or _first_task(page)
    groups = task.groups.all() if task is not None else []
    return _active().filter(groups__in=groups).distinct()


def _active() -> QuerySet[Any]:
    users = get_user_model().objects.filter(is_active=True)
    return users.order_by("last_name", "first_name", "username")


def _first_task(page: Page) -> Any:
    workflow = page.get_workflow()
    task = workflow.tasks.filter(active=True).first() if workflow else None
    return task.specific if task else None


def helpers() -> list[Any]:
    """Those who can let somebody else approve: the superusers, and those who look after the accounts."""
    change = Permission.objects.filter(content_type__app_label="users", codename="change_user")
    users = get_user_model().objects.filter(is_active=True)
    return list(users.filter(Q(is_superuser=True) | Q(groups__permissions__in=change)).distinct().order_by("username"))


def embargo_has_passed(page: Page) -> bool:
    """True where the newest version was written for an embargo that is over, and its approval would publish the text:
    it is not live yet and waits for no other language."""
    revision, now = page.latest_revision, timezone.now()
    if revision is None or page.live:
        return False
    moment = embargo_in(revision.content)
    return moment is not None and moment <= now and not schedule.waiting_for(revision, now)


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
    # What was approved for later is what translations are made from by now.
    publications.touch(publications.page_source(int(revision.object_id)))
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
