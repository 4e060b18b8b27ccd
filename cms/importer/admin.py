"""Imports in the admin: each with its file, its page and what is left to look at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from wagtail.admin.auth import require_admin_access
from wagtail.admin.panels import Panel
from wagtail.models import Page
from wagtail_modeladmin.views import InspectView

from cms.importer import findings
from cms.importer.models import Import, ImportFinding
from cms.readonly import ReadOnlyAdmin
from events.models import MeetingDocumentationPage


@dataclass(frozen=True)
class Row:
    """A finding as the report shows it, with the address of the field where it is settled."""

    finding: ImportFinding
    url: str
    is_open: bool


class ImportInspectView(InspectView):
    """One import with its findings, from which an editor works through the page."""

    page_title = _("Import")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page = self.instance.page.specific if self.instance.page else None
        rows = [
            Row(
                finding=finding,
                url=field_url(page, finding.field) if page else "",
                is_open=finding.settled_at is None and finding.code not in findings.FOR_INFORMATION,
            )
            for finding in self.instance.findings.select_related("settled_by")
        ]
        return super().get_context_data(
            **kwargs, rows=rows, page=page, left=left(sum(row.is_open for row in rows)), may_mark=page is not None
        )


class ImportAdmin(ReadOnlyAdmin):
    model = Import
    menu_label = _("Imports")
    menu_icon = "download"
    menu_order = 900
    add_to_settings_menu = False
    list_display = ("file_name", "kind", "status", "page_link", "findings_left", "day")
    list_filter = ("status", "kind", "locale")
    search_fields = ("path", "page__title")
    list_select_related = ("page",)
    inspect_view_class = ImportInspectView
    inspect_template_name = "importer/inspect.html"

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).with_open_findings()

    def file_name(self, record: Import) -> str:
        return record.file_name

    file_name.short_description = _("file")  # type: ignore[attr-defined]
    file_name.admin_order_field = "path"  # type: ignore[attr-defined]

    def day(self, record: Import) -> str:
        return date_format(timezone.localtime(record.imported_at), "SHORT_DATE_FORMAT")

    day.short_description = _("imported")  # type: ignore[attr-defined]
    day.admin_order_field = "imported_at"  # type: ignore[attr-defined]

    def page_link(self, record: Import) -> str:
        if record.page is None:
            return "–"
        url = reverse("wagtailadmin_pages:edit", args=(record.page_id,))
        return format_html('<a href="{}">{}</a>', url, record.page.draft_title or record.page.title)

    page_link.short_description = _("page")  # type: ignore[attr-defined]

    def findings_left(self, record: Any) -> str:
        url = reverse("importer_import_modeladmin_inspect", args=(record.pk,))
        return format_html('<a href="{}">{}</a>', url, left(record.open_findings))

    findings_left.short_description = _("findings")  # type: ignore[attr-defined]


def left(number: int) -> str:
    """How many findings are left, in words."""
    if not number:
        return gettext("Nothing left to do")
    return ngettext("%(number)s finding left", "%(number)s findings left", number) % {"number": number}


def field_url(page: Page, field: str) -> str:
    """The address of the page's field in the editor; of the editor itself where no field is meant."""
    if field == "date" and isinstance(page, MeetingDocumentationPage):
        # The day of the minutes is the event's.
        return field_url(page.get_parent().specific, "starts_at")
    url = reverse("wagtailadmin_pages:edit", args=(page.pk,))
    anchor = _anchor(page.get_edit_handler(), field, "panel") if field else ""
    return f"{url}#{anchor}" if anchor else url


def _anchor(panel: Panel, field: str, prefix: str) -> str:
    """The id that Wagtail's templates give to the field's wrapper; empty where the form has no such field."""
    if getattr(panel, "field_name", None) == field:
        return f"{prefix}-wrapper"
    children = getattr(panel, "children", [])
    for child, name in zip(children, getattr(panel, "child_identifiers", []), strict=False):
        found = _anchor(child, field, f"{prefix}-child-{name}")
        if found:
            return found
    return ""


@require_admin_access
@require_POST
def mark_settled(request: HttpRequest, finding_id: int) -> HttpResponse:
    """Note that somebody has looked at a finding, or take that back; for those who may edit its page."""
    finding = get_object_or_404(ImportFinding.objects.select_related("record__page"), pk=finding_id)
    page = finding.record.page
    if page is None or not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    is_settled = finding.settled_at is not None
    finding.settled_at = None if is_settled else timezone.now()
    finding.settled_by = None if is_settled else request.user  # type: ignore[assignment]
    finding.save(update_fields=["settled_at", "settled_by"])
    return redirect("importer_import_modeladmin_inspect", finding.record_id)
