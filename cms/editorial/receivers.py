"""What keeps the promise of the review where Wagtail's own ways lead past it."""

from __future__ import annotations

from typing import Any

from django.db.models import CharField, IntegerField
from django.db.models.signals import post_delete, post_save, pre_delete, pre_save
from django.utils import timezone
from wagtail.log_actions import get_active_log_context
from wagtail.models import Page, PageViewRestriction, Revision, Site, TaskState, WorkflowState
from wagtail.signals import copy_for_translation_done, page_published, pre_page_move

from cms.content.models import BasePage
from cms.content.versions import says_the_same
from cms.delivery import publications
from cms.delivery.statements import Parameter, statement
from cms.delivery.visibility import Visibility, subtrees
from cms.editorial import roles, second_eyes
from cms.editorial.four_eyes import APPROVE, is_out, is_under_four_eyes


def connect() -> None:
    pre_save.connect(keep_what_was_approved, sender=Revision, dispatch_uid="editorial.keep")
    post_save.connect(review_the_newest, sender=Revision, dispatch_uid="editorial.newest")
    copy_for_translation_done.connect(rights_in_new_language, dispatch_uid="editorial.language")
    post_save.connect(rights_on_new_front_page, sender=Site, dispatch_uid="editorial.front_page")
    pre_save.connect(wait_for_second_eyes, dispatch_uid="editorial.second_eyes")
    post_delete.connect(forget_changes, dispatch_uid="editorial.forget_changes")
    pre_delete.connect(nothing_approved_is_lost, dispatch_uid="editorial.lost")
    pre_save.connect(no_word_past_the_review, dispatch_uid="editorial.words")
    page_published.connect(end_the_review_of_what_is_out, dispatch_uid="editorial.end")
    page_published.connect(nothing_past_the_review, dispatch_uid="editorial.net")
    pre_page_move.connect(no_place_that_shows_or_hides, dispatch_uid="editorial.place")
    post_save.connect(no_restriction_on_what_is_approved, sender=PageViewRestriction, dispatch_uid="editorial.closing")
    pre_delete.connect(no_restriction_on_what_is_approved, sender=PageViewRestriction, dispatch_uid="editorial.opening")


def rights_in_new_language(sender: Any, target_obj: Any, **kwargs: Any) -> None:
    """A language's front page has come: its translators need rights below it."""
    if isinstance(target_obj, Page):
        roles.welcome_language(target_obj)


def rights_on_new_front_page(sender: Any, raw: bool = False, **kwargs: Any) -> None:
    """The site shows another front page: the groups had their rights on the one before."""
    if not raw:
        roles.welcome_front_pages()


def keep_what_was_approved(sender: Any, instance: Revision, update_fields: Any = None, **kwargs: Any) -> None:
    """Raises PermissionDenied where an approved version would be overwritten, as autosaving does: it is saved anew."""
    if instance.pk is None or (update_fields is not None and "content" not in update_fields):
        return
    if TaskState.objects.filter(revision_id=instance.pk, status=TaskState.STATUS_APPROVED).exists():
        kept = Revision.objects.filter(pk=instance.pk).values_list("content", flat=True).first()
        if kept != instance.content:
            publications.refuse("A version that was approved is not overwritten.")


def review_the_newest(sender: Any, instance: Revision, update_fields: Any = None, **kwargs: Any) -> None:
    """Other words during the review begin it anew: an approval of those seen before finds nothing any more."""
    if update_fields is not None and "content" not in update_fields:
        return
    under_review = TaskState.objects.filter(
        status=TaskState.STATUS_IN_PROGRESS,
        workflow_state__object_id=instance.object_id,
        workflow_state__base_content_type=instance.base_content_type,
    ).select_related("workflow_state", "task")
    for state in under_review:
        newest = state.copy(update_attrs={"revision": instance})
        TaskState.objects.filter(pk=state.pk).update(status=TaskState.STATUS_CANCELLED)
        state.workflow_state.current_task_state = newest
        state.workflow_state.save(update_fields=["current_task_state"])


def wait_for_second_eyes(sender: Any, instance: Any, raw: bool = False, **kwargs: Any) -> None:
    """What somebody changes in the admin of what approved texts show waits, where the setting says so; the rest of the
    same save goes through."""
    user = getattr(get_active_log_context(), "user", None)
    if not raw and user is not None and not user.is_superuser and instance.pk and second_eyes.watched(sender):
        second_eyes.hold_back(instance, user)


def forget_changes(sender: Any, instance: Any, **kwargs: Any) -> None:
    """What is gone waits for no change."""
    if second_eyes.watched(sender):
        second_eyes.waiting(instance).delete()


def end_the_review_of_what_is_out(sender: Any, instance: Page, revision: Any = None, **kwargs: Any) -> None:
    """There is nothing left to review of a version that is public, by whichever way; a later one goes on waiting."""
    state = instance.current_workflow_state if _is_reviewed(instance) else None
    if state is None:
        return
    reviewed = state.current_task_state.revision_id if state.current_task_state else None
    if revision is None or reviewed is None or reviewed <= revision.pk:
        state.cancel(user=getattr(get_active_log_context(), "user", None))


def _is_reviewed(page: Page) -> bool:
    return bool(_reviews(kind=page.get_base_content_type().pk, page=str(page.pk)))


@statement
def _reviews() -> Any:
    """What is in review of a page."""
    of_page = {"base_content_type": Parameter("kind", IntegerField()), "object_id": Parameter("page", CharField())}
    return WorkflowState.objects.active().filter(**of_page).order_by().values_list("pk")


def nothing_past_the_review(
    sender: Any, instance: Page, revision: Any = None, alias: bool = False, **kwargs: Any
) -> None:
    """The net below the permissions: what somebody publishes in the admin was approved, or the request is undone."""
    user = getattr(get_active_log_context(), "user", None)
    if user is None or user.is_superuser or alias or not is_under_four_eyes(instance):
        return
    approved = TaskState.objects.filter(status=TaskState.STATUS_APPROVED, revision_id=getattr(revision, "pk", None))
    if not approved.exists():
        publications.refuse("A text under four eyes is published by its review only.")


def no_word_past_the_review(
    sender: Any, instance: Any, raw: bool = False, update_fields: Any = None, **kwargs: Any
) -> None:
    """What is out says what was approved: whose request writes over its row without publishing a version, as
    wagtail-localize does, is undone. What follows from a change in a flush is nobody's writing."""
    user = getattr(get_active_log_context(), "user", None)
    if raw or update_fields is not None or user is None or user.has_perm(APPROVE) or publications.is_flushing():
        return
    if not isinstance(instance, BasePage) or instance.pk is None:
        return
    kept = sender._default_manager.filter(pk=instance.pk, live=True, alias_of=None).first()
    if kept is None or kept.live_revision_id != instance.live_revision_id or not is_under_four_eyes(kept):
        return
    if not says_the_same(sender, kept.serializable_data(), instance.serializable_data()):
        publications.refuse("What is out is changed by a version that was approved.")


def nothing_approved_is_lost(sender: Any, instance: Any, **kwargs: Any) -> None:
    """What was approved, to be public now or later, is deleted by those who approve, or the request is undone."""
    user = getattr(get_active_log_context(), "user", None)
    if type(instance) is not Page or user is None or user.has_perm(APPROVE):  # each page is told of twice
        return
    if is_under_four_eyes(instance) and is_out(instance):
        publications.refuse("A text under four eyes that is out, or approved to be, is deleted by those who approve.")


def no_place_that_shows_or_hides(
    sender: Any, instance: Page, parent_page_before: Page, parent_page_after: Page, **kwargs: Any
) -> None:
    """What was approved to be public later goes into and out of what is private by those who approve; of what is public
    the net at the flush knows."""
    visibility = Visibility(timezone.now())
    if bool(visibility.restrictions_of(parent_page_before)) != bool(visibility.restrictions_of(parent_page_after)):
        _leave_alone_what_is_approved(instance)


def no_restriction_on_what_is_approved(
    sender: Any, instance: PageViewRestriction, created: bool = True, raw: bool = False, **kwargs: Any
) -> None:
    """What was approved to be public later is made private, and not so any more, by those who approve."""
    if created and not raw:
        _leave_alone_what_is_approved(instance.page)


def _leave_alone_what_is_approved(above: Page) -> None:
    """Have the request of whoever may not approve undone where a text below the page, or one that follows, is approved
    for later."""
    user = getattr(get_active_log_context(), "user", None)
    if user is None or user.has_perm(APPROVE):
        return
    approved = Revision.page_revisions.exclude(approved_go_live_at=None).values_list("object_id", flat=True)
    later = [page for page in Page.objects.filter(pk__in=[*map(int, approved)]) if is_under_four_eyes(page)]
    if not later:
        return
    visibility, below = Visibility(timezone.now()), subtrees([above.pk])
    deciding = {found.pk for page in later if (found := visibility.deciding(page)) is not None}
    if below & (deciding | {page.pk for page in later}):
        publications.refuse("What is approved to be public later is shown and hidden by those who approve.")
