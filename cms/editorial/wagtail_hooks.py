"""The timeline in the admin's menu, and what will happen to a page beside its form."""

from __future__ import annotations

import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import MediaContainer
from wagtail.admin.ui.side_panels import BaseSidePanel
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.models import Page
from wagtail_modeladmin.options import modeladmin_register

from cms.delivery import expiring, leaving
from cms.editorial import proposals, second_eyes, timeline
from cms.editorial.admin import ScheduleGroup
from cms.editorial.models import ProposedChange
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


class OutlookEditView(expiring.AsksForExpiry):
    """The form of a page, with its outlook and its translations among the side panels."""

    def get_side_panels(self) -> MediaContainer:
        ours = [OutlookPanel(self.page, self.request), TranslationsPanel(self.page, self.request)]
        return MediaContainer([*super().get_side_panels(), *ours])


class OutlookViewSet(PageViewSet):
    """Takes the place of Wagtail's own views of pages of all types; those that take one away ask for its languages."""

    edit_view_class = OutlookEditView
    delete_view_class = leaving.DeleteWithLanguages
    move_confirm_view_class = leaving.MoveWithLanguages
    revisions_unschedule_view_class = leaving.UnscheduleWithLanguages
    set_privacy_view_class = leaving.PrivacyWithLanguages
    unpublish_view_class = leaving.UnpublishWithLanguages
    workflow_action_view_class = expiring.ApprovalAsksForExpiry


@hooks.register("register_admin_viewset")
def pages_with_outlook() -> OutlookViewSet:
    return OutlookViewSet()


def show(request: HttpRequest) -> HttpResponse:
    """What goes live, ends and falls due in the next weeks."""
    now = timezone.now()
    found = timeline.entries(now, now + datetime.timedelta(weeks=timeline.WEEKS))
    context = {"entries": found, "weeks": timeline.WEEKS, "page_title": _("Timeline"), "header_icon": "calendar-alt"}
    return TemplateResponse(request, "editorial/timeline.html", context)


@hooks.register("register_admin_urls")
def urls() -> list[Any]:
    return [
        path("timeline/", show, name="editorial_timeline"),
        path("second-eyes/", proposals.show, name="editorial_proposals"),
        path("second-eyes/<int:pk>/<str:answer>/", proposals.decide, name="editorial_decide"),
    ]


@hooks.register("register_admin_menu_item")
def menu_item() -> MenuItem:
    return MenuItem(_("Timeline"), reverse("editorial_timeline"), icon_name="calendar-alt", order=150)


class ProposalsItem(MenuItem):
    """The changes that wait, with their number; shown while there are some."""

    def is_shown(self, request: HttpRequest) -> bool:
        return ProposedChange.objects.exists()

    def render_component(self, request: HttpRequest) -> Any:
        component = super().render_component(request)
        component.label = f"{self.label} ({ProposedChange.objects.count()})"
        return component


@hooks.register("register_admin_menu_item")
def proposals_item() -> MenuItem:
    url = reverse("editorial_proposals")
    return ProposalsItem(_("To approve"), url, name="changes-to-approve", icon_name="view", order=152)


@hooks.register("register_log_actions")
def log_actions(actions: Any) -> None:
    actions.register_action(second_eyes.APPROVED, _("Approve a proposed change"), _("Proposed change approved"))
    actions.register_action(second_eyes.RETURNED, _("Return a proposed change"), _("Proposed change returned"))


modeladmin_register(ScheduleGroup)
