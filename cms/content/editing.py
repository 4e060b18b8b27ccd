"""Forms in the admin that are opened without writing, and saved over nobody's version."""

from __future__ import annotations

from typing import Any

from django.contrib.admin.utils import quote
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.models import EditingSession
from wagtail.admin.ui.editing_sessions import EditingSessionsModule
from wagtail.admin.views.pages.revisions import RevisionsRevertView
from wagtail.models import Page, PageSubscription, Revision
from wagtail.snippets.views.snippets import EditView as SnippetEditView

NOT_YET = 0  # the id of no editing session
# Where a form says which version it shows, or has saved by itself.
VERSION = ("loaded_revision_id", "overwrite_revision_id")


class OpensWithoutWriting:
    """For the form of something that exists: who opens it waits for nobody who is saving.

    That somebody edits here is written down when the browser says so for the first time, which it does as soon as
    the form is there; Wagtail's own form writes it down before it is shown.
    """

    latest_revision_created_at: Any
    page: Page
    request: HttpRequest

    def note_that_it_is_looked_at(self) -> None:
        """Tell `Subscriptions`, before the form of a page is made, that nobody waits here."""
        self.page.is_looked_at = self.request.method in {"GET", "HEAD"}

    def get_editing_sessions(self) -> EditingSessionsModule:
        edited = getattr(self, "page", None) or self.object  # type: ignore[attr-defined]  # of the view that this precedes
        model = Page if isinstance(edited, Page) else type(edited)
        place = (model._meta.app_label, model._meta.model_name, quote(edited.pk))
        return EditingSessionsModule(
            EditingSession(pk=NOT_YET),
            reverse("wagtailadmin_editing_sessions:ping", args=(*place, NOT_YET)),
            reverse("wagtailadmin_editing_sessions:release", args=(NOT_YET,)),
            [],
            getattr(edited, "latest_revision_id", None),
            self.latest_revision_created_at,
        )


class RevertView(OpensWithoutWriting, RevisionsRevertView):
    """An older version in the form of its page, opened without writing."""

    def run_hook(self, *args: Any, **kwargs: Any) -> Any:
        self.note_that_it_is_looked_at()
        return super().run_hook(*args, **kwargs)


class Subscriptions(models.Manager):
    """Whether somebody wants mails about comments on a page, which Wagtail's form writes down before it is shown."""

    def get_or_create(self, defaults: Any = None, **asked: Any) -> tuple[Any, bool]:
        """As Django does, but of a page that is only looked at what is not there yet is not written."""
        if not getattr(asked.get("page"), "is_looked_at", False):
            return super().get_or_create(defaults, **asked)
        found = self.filter(**asked).first()
        return (found, False) if found else (self.model(**asked, **(defaults or {})), True)

    @classmethod
    def take_over(cls) -> None:
        """Have Wagtail's form use this."""
        PageSubscription._meta.local_managers.clear()
        PageSubscription.add_to_class("objects", cls())


class SavesOverNobody:
    """For the form of something with versions: nothing is saved over what somebody else has saved since the form was
    opened, unless it is sent once more. A form that does not say which version it shows is taken for an older one."""

    request: HttpRequest
    latest_revision: Revision | None

    @cached_property
    def is_out_of_date(self) -> bool:
        if not any(self.request.POST.get(name) for name in VERSION):
            return self._is_by_another()
        return bool(super().is_out_of_date)  # type: ignore[misc]  # of the view that this stands before

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.is_out_of_date and self._is_by_another() and not self.expects_json_response:  # type: ignore[attr-defined]
            return self._show_again()
        return super().post(request, *args, **kwargs)  # type: ignore[misc]

    def form_as_sent(self) -> Any:
        """The form with what was typed."""
        return self.get_form()  # type: ignore[attr-defined]

    def address_of_versions(self) -> str:
        return self.get_history_url()  # type: ignore[attr-defined]

    def _is_by_another(self) -> bool:
        """True where somebody else saved last: what the form has saved by itself replaces nothing."""
        newest = self.latest_revision
        return bool(newest and newest.user_id not in {None, self.request.user.pk})

    def _show_again(self) -> HttpResponse:
        """The form as it was filled in, with a word on whose version it would replace."""
        self.form = self.form_as_sent()
        button = messages.button(self.address_of_versions(), _("All versions"), new_window=True)
        messages.warning(self.request, overtaken(self.latest_revision), buttons=[button])
        return self.render_to_response(self.get_context_data())  # type: ignore[attr-defined]


def user_name(user: Any, *, gone: str = "–") -> str:
    """What somebody is called; `gone` where the account is no longer there."""
    return user.get_full_name() or user.get_username() if user else gone


def overtaken(revision: Revision) -> str:
    """That a version was saved meanwhile, by whom and when, and what to do."""
    when = timezone.localtime(revision.created_at)
    by = {"name": user_name(revision.user, gone=_("somebody")), "time": formats.date_format(when, "DATETIME_FORMAT")}
    said = _("Nothing was saved: %(name)s has changed this text on %(time)s, since you opened it.") % by
    what_to_do = _("What you typed still stands here; save once more to put it in place of that version.")
    return f"{said} {what_to_do}"


class SnippetForm(OpensWithoutWriting, SavesOverNobody, SnippetEditView):
    """The form of a snippet."""
