"""Panels beside the forms of pages."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from wagtail.admin.ui.side_panels import BaseSidePanel
from wagtail.models import Page


class SavedPagePanel(BaseSidePanel):
    """A panel beside the form of a page that has something to say once the page is saved."""

    def __init__(self, page: Page, request: HttpRequest) -> None:
        super().__init__(page, request)
        if page.pk is None:
            self.template_name = "content/unsaved_panel.html"

    def saved_context(self) -> dict[str, Any]:
        """What the template shows of a page that is saved."""
        raise NotImplementedError

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(parent_context)
        return context | self.saved_context() if self.object.pk else context
