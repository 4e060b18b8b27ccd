"""What stands beside the form of a page."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.side_panels import BaseSidePanel
from wagtail.models import Page

from cms.content.side_panels import SavedPagePanel
from cms.editorial import timeline
from cms.translation.panels import TranslationsPanel


class OutlookPanel(SavedPagePanel):
    """What will happen to the page and when, and what stands in the way."""

    class SidePanelToggle(BaseSidePanel.SidePanelToggle):
        icon_name = "calendar-alt"
        aria_label = _("What happens next")
        has_counter = False

    name = "outlook"
    title = _("What happens next")
    template_name = "editorial/outlook.html"
    order = 150

    def saved_context(self) -> dict[str, Any]:
        page = Page.objects.get(pk=self.object.pk).specific
        return {"sentences": timeline.outlook(page, self.request.user)}


def side_panels(page: Page, request: HttpRequest) -> list[SavedPagePanel]:
    """Those of ours, in the form of a new page as well: saving by itself fills the panels that are there."""
    return [OutlookPanel(page, request), TranslationsPanel(page, request)]
