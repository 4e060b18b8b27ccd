"""Forms in the admin that are opened without writing."""

from __future__ import annotations

from typing import Any

from django.contrib.admin.utils import quote
from django.urls import reverse
from wagtail.admin.models import EditingSession
from wagtail.admin.ui.editing_sessions import EditingSessionsModule
from wagtail.models import Page
from wagtail.snippets.views.snippets import EditView as SnippetEditView

NOT_YET = 0  # the id of no editing session


class OpensWithoutWriting:
    """For the form of something that exists: who opens it waits for nobody who is saving.

    That somebody edits here is written down when the browser says so for the first time, which it does as soon as
    the form is there; Wagtail's own form writes it down before it is shown.
    """

    latest_revision_created_at: Any

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


class SnippetForm(OpensWithoutWriting, SnippetEditView):
    """The form of a snippet."""
