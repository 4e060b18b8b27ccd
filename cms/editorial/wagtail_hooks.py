"""What the admin has of the review: its forms of pages, the timeline, and the changes that wait."""

from __future__ import annotations

import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail_modeladmin.options import modeladmin_register

from cms.content.editing import RevertView
from cms.delivery import leaving
from cms.editorial import answering, exploring, proposals, reading, second_eyes, start, timeline
from cms.editorial.admin import ScheduleGroup
from cms.editorial.models import ProposedChange


class ReviewedPageViewSet(PageViewSet):
    """Takes the place of Wagtail's own views of pages of all types; those that take one away ask for its languages."""

    add_view_class = answering.ReviewedCreateView
    edit_view_class = answering.ReviewedEditView
    workflow_action_view_class = answering.AnsweringView
    index_view_class = exploring.ListOfPages
    filterset_class = exploring.ListFilters
    delete_view_class = leaving.DeleteWithLanguages
    move_confirm_view_class = leaving.MoveWithLanguages
    revisions_revert_view_class = RevertView
    revisions_unschedule_view_class = leaving.UnscheduleWithLanguages
    set_privacy_view_class = leaving.PrivacyWithLanguages
    unpublish_view_class = leaving.UnpublishWithLanguages


@hooks.register("register_admin_viewset")
def reviewed_pages() -> ReviewedPageViewSet:
    return ReviewedPageViewSet()


@hooks.register("construct_homepage_panels")
def start_page(request: HttpRequest, panels: list[Any]) -> None:
    """Ours in place of Wagtail's, which know no four eyes, no translations and no times."""
    panels[:] = [start.StartPanel()]


@hooks.register("construct_page_chooser_queryset")
def with_parents(pages: Any, request: HttpRequest) -> Any:
    return exploring.with_parents(pages)


def show(request: HttpRequest) -> HttpResponse:
    """What goes live, ends and falls due in the next weeks."""
    now = timezone.now()
    found = timeline.entries(now, now + datetime.timedelta(weeks=timeline.WEEKS))
    context = {
        "entries": found,
        "weeks": timeline.WEEKS,
        "page_title": pgettext_lazy("newsroom", "Timeline"),
        "header_icon": "calendar-alt",
    }
    return TemplateResponse(request, "editorial/timeline.html", context)


@hooks.register("register_admin_urls")
def urls() -> list[Any]:
    return [
        path("timeline/", show, name="editorial_timeline"),
        path("review/<int:page_id>/", reading.show, name="editorial_reading"),
        path("review/<int:page_id>/text/", reading.text, name="editorial_reading_text"),
        path("second-eyes/", proposals.show, name="editorial_proposals"),
        path("second-eyes/<int:pk>/<str:answer>/", proposals.decide, name="editorial_decide"),
    ]


@hooks.register("register_admin_menu_item")
def menu_item() -> MenuItem:
    return MenuItem(
        pgettext_lazy("newsroom", "Timeline"), reverse("editorial_timeline"), icon_name="calendar-alt", order=150
    )


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


@hooks.register("register_page_action_menu_item")
def who_may_approve() -> answering.WhoMayApprove:
    return answering.WhoMayApprove()


@hooks.register("register_log_actions")
def log_actions(actions: Any) -> None:
    actions.register_action(second_eyes.APPROVED, _("Approve a proposed change"), _("Proposed change approved"))
    actions.register_action(second_eyes.RETURNED, _("Return a proposed change"), _("Proposed change returned"))


modeladmin_register(ScheduleGroup)
