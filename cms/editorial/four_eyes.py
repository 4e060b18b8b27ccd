"""Texts that go out only when somebody other than their authors has approved them."""

from __future__ import annotations

from typing import Any

from django.utils.functional import cached_property
from wagtail.locks import ScheduledForPublishLock
from wagtail.models import LockableMixin, Page

from cms.content.models import EmbargoedPage
from cms.content.permissions import PagePermissions
from cms.translation.models import is_reviewed_as_translation

APPROVE = "editorial.approve"


class FourEyesPermissions(PagePermissions):
    """What somebody may do with a text under four eyes: nobody publishes it past the review.

    Superusers are the way out when nobody can review, but not for a language set, which goes live as one.
    """

    def can_publish(self) -> bool:
        if not (self.user.is_active and self.user.is_superuser):
            return False
        page = self.page.specific_deferred
        return page.live or not (isinstance(page, EmbargoedPage) and page.release_together)

    def can_unpublish(self) -> bool:
        return super().can_unpublish() and self.user.has_perm(APPROVE)

    def can_publish_subpage(self) -> bool:
        """Below it nothing is published in the same step that makes it."""
        return bool(self.user.is_active and self.user.is_superuser)

    def can_unschedule(self) -> bool:
        return self.user.has_perm(APPROVE)

    def can_set_view_restrictions(self) -> bool:
        return super().can_publish() and self.user.has_perm(APPROVE)

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        """A text that is public, or approved to be, is taken away by those who approve; drafts go as others do."""
        return super().can_delete(ignore_bulk) and (not is_out(self.page) or self.user.has_perm(APPROVE))


class FourEyesIndexPermissions(PagePermissions):
    """What somebody may do with a list of texts under four eyes, as far as it concerns all that is listed."""

    def can_publish_subpage(self) -> bool:
        return bool(self.user.is_active and self.user.is_superuser)

    def can_set_view_restrictions(self) -> bool:
        return super().can_set_view_restrictions() and self.user.has_perm(APPROVE)


class Reviewed:
    """What is submitted goes to the one review there is."""

    @cached_property
    def has_workflow(self) -> bool:
        return self.get_workflow() is not None

    def get_workflow(self) -> Any:
        from cms.editorial.models import FourEyesTask

        return FourEyesTask.workflow()


class FourEyesPage(Reviewed):
    """For page types, before their base: published by the review only, and correctable while scheduled."""

    def permissions_for_user(self: Any, user: Any) -> FourEyesPermissions:
        return FourEyesPermissions(user, self)

    def get_lock(self: Any) -> Any:
        """Not locked by being scheduled: a text under embargo is corrected and approved anew, and keeps its time."""
        lock = super().get_lock()  # type: ignore[misc]  # of the page type that this stands before
        if not isinstance(lock, ScheduledForPublishLock):
            return lock
        task = self.current_workflow_task
        return LockableMixin.get_lock(self) or (task.lock_class(self, task) if task else None)


class FourEyesTranslation:
    """For page types, before their base, whose originals go out without a review: their translations do not."""

    def permissions_for_user(self: Any, user: Any) -> PagePermissions:
        if is_reviewed_as_translation(self):
            return FourEyesPermissions(user, self)
        return super().permissions_for_user(user)  # type: ignore[misc]  # of the page type

    @cached_property
    def has_workflow(self: Any) -> bool:
        return self.get_workflow() is not None

    def get_workflow(self: Any) -> Any:
        reviewed = is_reviewed_as_translation(self)
        return Reviewed.get_workflow(self) if reviewed else super().get_workflow()  # type: ignore[misc]


class FourEyesIndex(Reviewed):
    """For the types of the lists that hold such texts: Wagtail asks the list whether a new text may be submitted."""

    def permissions_for_user(self: Any, user: Any) -> FourEyesPermissions | FourEyesIndexPermissions:
        return (FourEyesPermissions if is_reviewed_as_translation(self) else FourEyesIndexPermissions)(user, self)


def is_under_four_eyes(page: Page) -> bool:
    """True for what goes out only when somebody else has approved it: texts of certain types, and translations."""
    return issubclass(page.specific_class or Page, FourEyesPage) or is_reviewed_as_translation(page)


def is_out(page: Page) -> bool:
    """True for a page that is live, or approved to go live at its time."""
    return bool(page.live or page.approved_schedule)
