"""What the forms of pages say to those who submit a text and to those who answer: what was done, and what was not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import resolve, reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.action_menu import ActionMenuItem
from wagtail.admin.ui.components import MediaContainer
from wagtail.admin.views.pages.create import CreateView
from wagtail.models import Page, PageLogEntry, TaskState, WorkflowState

from cms.content.editing import OpensWithoutWriting, SavesOverNobody
from cms.content.forms import FORM_TOKEN
from cms.delivery import publications
from cms.delivery.expiring import RETURNING, ApprovalAsksForExpiry, AsksForExpiry
from cms.editorial import review, timeline
from cms.editorial.four_eyes import is_under_four_eyes
from cms.editorial.models import FourEyesTask
from cms.editorial.panels import side_panels
from cms.translation import localize
from cms.translation.desk import moved_on_as_approved
from cms.translation.models import job_for

CREATED = "wagtail.create"


class WarnsAtSubmission:
    """For the forms of pages: who submits a text that nobody may approve is told so, and whom to ask."""

    request: HttpRequest
    page: Page

    def submit_action(self) -> HttpResponse:
        response = super().submit_action()  # type: ignore[misc]  # of the view that this stands before
        page = Page.objects.get(pk=self.page.pk).specific
        if is_under_four_eyes(page) and not review.reviewers(page):
            messages.warning(self.request, timeline.nobody_left(page))
        return response


class ReviewedCreateView(WarnsAtSubmission, CreateView):
    """The form of a new page, with our side panels. Sent again while the answer is still on its way, as somebody does
    who is faster than the server, it changes the page that it has made."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        token, parent = request.POST.get(FORM_TOKEN, ""), args[-1] if args else kwargs["parent_page_id"]
        made = self._made_by(token, parent) if request.method == "POST" and token else None
        if made is None:
            return super().dispatch(request, *args, **kwargs)
        edit = resolve(reverse("wagtailadmin_pages:edit", args=[made]))
        return edit.func(request, *edit.args, **edit.kwargs)

    def _made_by(self, token: str, parent: Any) -> int | None:
        """The id of the page that this form has made for this person. Whoever sends it again waits until it is known
        what became of the first time: a page is made under the lock of its parent."""
        list(Page.objects.select_for_update().filter(pk=parent).values_list("pk"))
        made = PageLogEntry.objects.filter(action=CREATED, user=self.request.user, data__form=token)
        return Page.objects.filter(pk__in=made.values("page")).values_list("pk", flat=True).first()

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        token = form.cleaned_data.get(FORM_TOKEN)
        if token and self.page.pk:
            PageLogEntry.objects.filter(page=self.page.pk, action=CREATED).update(data={"form": token})
        return response

    def get_side_panels(self) -> MediaContainer:
        return MediaContainer([*super().get_side_panels(), *side_panels(self.page, self.request)])


class ReviewedEditView(OpensWithoutWriting, SavesOverNobody, WarnsAtSubmission, AsksForExpiry):
    """The form of a page, with our side panels, which keeps what a reviewer changed and tells what the answer did."""

    is_answered = False

    def run_hook(self, hook_name: str, *args: Any, **kwargs: Any) -> HttpResponse | None:
        """As Wagtail does, without those of wagtail-localize: they would open its own editor, which asks no review."""
        self.note_that_it_is_looked_at()
        for hook in hooks.get_hooks(hook_name):
            answer = None if localize.is_own_hook(hook) else hook(*args, **kwargs)
            if isinstance(answer, HttpResponse):
                return answer
        return None

    def form_as_sent(self) -> Any:
        given = {"instance": self.page, "subscription": self.subscription, "parent_page": self.parent}
        self.errors_debug, self.has_unsaved_changes = "", True
        return self.form_class(self.request.POST, self.request.FILES, for_user=self.request.user, **given)

    def address_of_versions(self) -> str:
        return reverse("wagtailadmin_pages:history", args=[self.page.pk])

    def get_side_panels(self) -> MediaContainer:
        return MediaContainer([*super().get_side_panels(), *side_panels(self.page, self.request)])

    def perform_workflow_action(self) -> HttpResponse:
        """Keep what the reviewer has changed; who has changed words has become an author, and approves nothing."""
        if self.workflow_action != RETURNING and isinstance(self.page.current_workflow_task, FourEyesTask):
            self.save_action()
            self.has_content_changes = False  # they are saved
            if review.is_author(self.request.user, self.page):
                messages.warning(self.request, refused(self.page, self.request.user, kept=True))
                return self.redirect_and_remain()
        self.is_answered = True
        return super().perform_workflow_action()

    def add_save_confirmation_message(self) -> None:
        if self.is_answered:
            messages.success(self.request, answered(self.page, self.workflow_action))
        elif not self.request.POST.get("action-workflow-action"):
            super().add_save_confirmation_message()
        elif self.action_name == "save":
            # The answer is not to be had any more: then Wagtail saves, and says nothing else.
            messages.warning(self.request, refused(self.page, self.request.user, kept=True))


class AnsweringView(ApprovalAsksForExpiry):
    """An answer from a list or the dashboard: refused in words, or told what it did."""

    def check_action(self) -> None:
        self.action_verbose_name, self.action_modal = "", False
        if not self._is_refused():
            super().check_action()

    def _is_refused(self) -> bool:
        """True for an approval by an author, or of a version that is no longer the newest."""
        if self.action_name == RETURNING or not isinstance(self.task, FourEyesTask):
            return False
        is_newest = self.task_state.revision_id == self.object.latest_revision_id
        return not is_newest or review.is_author(self.request.user, self.object)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self._is_refused():
            messages.warning(request, refused(self.object, request.user, seen=self.task_state))
            return redirect("wagtailadmin_pages:edit", self.object.pk)
        response = super().post(request, *args, **kwargs)
        if not Page.objects.get(pk=self.object.pk).workflow_in_progress:
            messages.success(request, answered(self.object, self.action_name))
        return response


def answered(page: Page, action: str) -> str:
    """What an answer has done with a page, in the words of the action."""
    publications.settle()
    page = Page.objects.get(pk=page.pk).specific
    title = {"title": page.get_admin_display_title()}
    if action == RETURNING:
        return _("“%(title)s” was returned to those who wrote it.") % title
    said = [*timeline.publicity(page), *moved_on_as_approved(job_for(page))]
    return " ".join([_("“%(title)s” was approved.") % title, *said])


def refused(page: Page, user: Any, seen: TaskState | None = None, *, kept: bool = False) -> str:
    """Why an approval was none, and who may give it; `kept` where the form was saved all the same."""
    page = Page.objects.get(pk=page.pk).specific
    first = _("Nothing was approved; your text is saved.") if kept else _("Nothing was approved.")
    return " ".join([first, *_reasons(page, user, seen)])


def _reasons(page: Page, user: Any, seen: TaskState | None) -> Iterator[str]:
    state = page.current_workflow_state
    if state is None or state.status != WorkflowState.STATUS_IN_PROGRESS:
        yield _("The review is over: somebody else has answered, or the text was taken back.")
    elif seen is not None and seen.revision_id != page.latest_revision_id:
        yield _("The text was changed meanwhile: look at it as it is now.")
    else:
        yield from timeline.may_approve(page, user)


class WhoMayApprove(ActionMenuItem):
    """Where the button to approve stands for others: why it is not there, and who may approve."""

    template_name = "editorial/who_may_approve.html"
    order = 5000

    def is_shown(self, context: dict[str, Any]) -> bool:
        page = context.get("page")
        task = page.current_workflow_task if page is not None and context["view"] == "edit" else None
        if not isinstance(task, FourEyesTask):
            return False
        actions = task.get_actions(page, context["request"].user)
        return all(name == RETURNING for name, _label, _form in actions)

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        context = super().get_context_data(parent_context)
        sentences = list(timeline.may_approve(parent_context["page"], parent_context["request"].user))
        return {**context, "sentences": sentences}
