"""Embargo links in the admin: the way to them from a release, their addresses, their list and their log."""

from collections.abc import Iterator
from typing import Any

from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets import Button
from wagtail.log_actions import LogFormatter
from wagtail.models import Page
from wagtail_modeladmin.options import modeladmin_register

from cms.accreditation import issuing
from cms.accreditation.admin import EmbargoLinkAdmin
from cms.accreditation.advance import advance_of, has_embargo
from cms.delivery.visibility import Visibility

modeladmin_register(EmbargoLinkAdmin)


@hooks.register("register_admin_urls")
def urls() -> list[Any]:
    return [
        path("accreditation/<int:page_id>/", issuing.links, name="accreditation_links"),
        path("accreditation/<int:page_id>/<int:link_id>/revoke/", issuing.revoke, name="accreditation_revoke"),
    ]


@hooks.register("register_page_header_buttons")
def header_buttons(page: Page, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """Where something is under embargo, the way to its links; where it no longer is, to those that were issued."""
    if not has_embargo(page) or not page.permissions_for_user(user).can_unschedule():
        return
    url = reverse("accreditation_links", args=(page.pk,))
    if advance_of(page, Visibility(timezone.now())):
        yield Button(_("Issue embargo link"), url, icon_name="key", priority=62)
    elif page.embargo_links.exists():
        yield Button(_("Embargo links"), url, icon_name="key", priority=62)


@hooks.register("register_log_actions")
def log_actions(actions: Any) -> None:
    @actions.register_action("accreditation.issue")
    class Issued(LogFormatter):
        label = _("Issue embargo link")

        def format_message(self, log_entry: Any) -> str:
            return _("Issued embargo link no. %(link)s") % {"link": log_entry.data.get("link", "?")}

    @actions.register_action("accreditation.revoke")
    class Revoked(LogFormatter):
        label = _("Revoke embargo link")

        def format_message(self, log_entry: Any) -> str:
            return _("Revoked embargo link no. %(link)s") % {"link": log_entry.data.get("link", "?")}
