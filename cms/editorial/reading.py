"""A submitted text as its readers will see it, with what follows from an answer, and the answer itself."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Page, TaskState
from wagtail.utils.decorators import xframe_options_sameorigin_override

from cms.content.editing import user_name
from cms.editorial import timeline
from cms.editorial.models import FourEyesTask


def show(request: HttpRequest, page_id: int) -> HttpResponse:
    """The text of a review with its answers; leads to the form where the review is over."""
    page = get_object_or_404(Page, pk=page_id).specific
    state = page.current_workflow_task_state
    if not page.workflow_in_progress or not isinstance(page.current_workflow_task, FourEyesTask):
        messages.warning(request, _("The review is over: somebody else has answered, or the text was taken back."))
        return redirect("wagtailadmin_pages:edit", page.pk)
    context = {
        "page": page,
        "state": state,
        "sender": user_name(state.workflow_state.requested_by),
        "answers": _answers(page, state, request.user),
        "sentences": timeline.outlook(page, request.user),
        "changes": _changes(page, state),
        "header_title": page.get_admin_display_title(),
        "page_title": page.get_admin_display_title(),
        "header_icon": "view",
    }
    return TemplateResponse(request, "editorial/reading.html", context)


def _answers(page: Page, state: TaskState, user: Any) -> list[tuple[str, str, str]]:
    """What the user may answer: the action, what it is called, and where it goes. Raises PermissionDenied for those who
    have no say."""
    offered = {name: label for name, label, _form in reversed(page.current_workflow_task.get_actions(page, user))}
    if not offered:
        raise PermissionDenied
    return [
        (name, str(label), reverse("wagtailadmin_pages:workflow_action", args=(page.pk, name, state.pk)))
        for name, label in offered.items()
    ]


def _changes(page: Page, state: TaskState) -> str:
    """Where the text is compared with the public one; empty where there is none."""
    if not page.live or page.live_revision_id is None:
        return ""
    return reverse("wagtailadmin_pages:revisions_compare", args=(page.pk, page.live_revision_id, state.revision_id))


@xframe_options_sameorigin_override
def text(request: HttpRequest, page_id: int) -> HttpResponse:
    """The version that was submitted, as readers will see it, for the frame of the view above."""
    page = get_object_or_404(Page, pk=page_id).specific
    state, task = page.current_workflow_task_state, page.current_workflow_task
    if state is None or not task.get_actions(page, request.user):
        raise PermissionDenied
    shown = state.revision.as_object()
    as_in_panel = {"revision_id": state.revision_id, "in_preview_panel": True}
    return shown.make_preview_request(request, shown.default_preview_mode, extra_request_attrs=as_in_panel)
