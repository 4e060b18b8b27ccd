"""What stands beside the form of a page."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.side_panels import BaseSidePanel
from wagtail.models import Page

from cms.editorial import timeline
from cms.translation.panels import TranslationsPanel


class OutlookPanel(BaseSidePanel):
    """What will happen to the page and when, and what stands in the way."""

    class SidePanelToggle(BaseSidePanel.SidePanelToggle):
        icon_name = "calendar-alt"
        aria_label = _("What happens next")
        has_counter = False

    name = "outlook"
    title = _("What happens next")
    template_name = "editorial/outlook.html"
    order = 150

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        page = Page.objects.get(pk=self.object.pk).specific
        context = super().get_context_data(parent_context)
        return {**context, "sentences": timeline.outlook(page, self.request.user)}


def side_panels(page: Page, request: HttpRequest) -> list[BaseSidePanel]:
    """Those of ours for a page that is saved."""
    return [OutlookPanel(page, request), TranslationsPanel(page, request)]
