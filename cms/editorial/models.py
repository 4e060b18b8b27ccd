"""The review that a text under four eyes goes through."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.admin import display
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractGroupApprovalTask, Page, Revision, TaskState, Workflow

from cms.delivery import publications
from cms.editorial import review

PUBLISH_NOW = "approve_now"


class ProposedChange(models.Model):
    """A change of something that approved texts show, which waits for a second pair of eyes."""

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.CharField(max_length=40)
    target = GenericForeignKey("content_type", "object_id")
    # What its fields and children said when the change was proposed, and what they are to say.
    before = models.JSONField(encoder=DjangoJSONEncoder)
    after = models.JSONField(encoder=DjangoJSONEncoder)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    proposed_at = models.DateTimeField(auto_now_add=True)
    # Why, in the words of who proposed it.
    reason = models.TextField(blank=True, default="")

    class Meta:
        ordering = ["proposed_at", "pk"]
        indexes = [models.Index(fields=["content_type", "object_id"], name="proposed_change_target")]
        verbose_name = _("proposed change")
        verbose_name_plural = _("proposed changes")

    def __str__(self) -> str:
        return f"{self.content_type_id} {self.object_id}"


class ScheduledManager(models.Manager[Revision]):
    def get_queryset(self) -> models.QuerySet[Revision]:
        return super().get_queryset().filter(approved_go_live_at__isnull=False).select_related("user", "content_type")


class ScheduledRevision(Revision):
    """A version that was approved for a moment: it goes live then, and is gone from here."""

    objects = ScheduledManager()

    class Meta:
        proxy = True
        ordering = ["approved_go_live_at", "pk"]
        verbose_name = _("scheduled publication")
        verbose_name_plural = _("scheduled publications")

    def __str__(self) -> str:
        return str(self.object_str)

    @display(description=_("type"))
    def kind(self) -> str:
        return self.content_type.name


class FourEyesTask(AbstractGroupApprovalTask):
    """Approval by somebody of the groups who is no author of the text; it holds for the very version that was seen."""

    class Meta:
        verbose_name = _("Approval by a second pair of eyes")
        verbose_name_plural = _("Approvals by a second pair of eyes")
        permissions = [("approve", _("Can approve, unpublish and withdraw texts under four eyes"))]

    @classmethod
    def workflow(cls) -> Workflow | None:
        """The workflow with such a task; the first one where there are several."""
        tasks = cls.objects.filter(active=True)
        return Workflow.objects.filter(active=True, workflow_tasks__task__in=tasks).order_by("pk").first()

    @classmethod
    def get_description(cls) -> Any:
        return _("Members of the chosen groups approve texts that they have not written themselves.")

    def get_actions(self, obj: Page, user: Any) -> list[tuple[str, Any, bool]]:
        """Return it with a comment, or approve; an embargo that passed during the review must be let go knowingly."""
        if not self.user_can_access_editor(obj, user):
            return []
        actions: list[tuple[str, Any, bool]] = [("reject", _("Return with a comment"), True)]
        if review.is_author(user, obj):
            return actions
        if review.embargo_has_passed(obj):
            return [*actions, (PUBLISH_NOW, _("The embargo has passed meanwhile: approve and publish now"), False)]
        return [*actions, ("approve", _("Approve"), False), ("approve", _("Approve with a comment"), True)]

    def on_action(self, task_state: TaskState, user: Any, action_name: str, **kwargs: Any) -> Any:
        """Raises PermissionDenied for what `get_actions` does not offer, and where the text is another by now."""
        page = task_state.workflow_state.content_object
        if action_name in {"approve", PUBLISH_NOW}:
            allowed = {name for name, _label, _form in self.get_actions(page, user)}
            if action_name not in allowed or task_state.revision_id != page.latest_revision_id:
                publications.refuse(
                    "Nobody approves a text of his own, nor a version that is no longer the newest one."
                )
            action_name = "approve"
        return super().on_action(task_state, user, action_name, **kwargs)
