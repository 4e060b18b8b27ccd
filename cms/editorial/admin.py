"""Scheduled transitions in the admin, to be read only."""

from __future__ import annotations

from typing import Any

from django.contrib.admin import SimpleListFilter, display
from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail_modeladmin.options import ModelAdminGroup

from cms.delivery.models import Publication
from cms.editorial.models import ScheduledRevision
from cms.readonly import ReadOnlyAdmin


class KindFilter(SimpleListFilter):
    """By the type of what is scheduled. A filter of our own, as Django's needs its own admin."""

    title = _("type")
    parameter_name = "kind"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        kinds = ContentType.objects.filter(pk__in=ScheduledRevision.objects.values("content_type"))
        return [(str(kind.pk), kind.name) for kind in kinds.order_by("pk")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(content_type=self.value()) if self.value() else queryset


class ScheduledRevisionAdmin(ReadOnlyAdmin):
    model = ScheduledRevision
    menu_label = _("Scheduled publications")
    menu_icon = "calendar-alt"
    list_display = ("text", "approved_go_live_at", "kind", "user")
    list_filter = ("approved_go_live_at", KindFilter)
    search_fields = ("object_str",)
    ordering = ("approved_go_live_at",)
    inspect_view_fields = ("object_str", "approved_go_live_at", "content_type", "object_id", "user", "created_at")

    @display(description=_("title"), ordering="object_str")
    def text(self, revision: ScheduledRevision) -> str:
        return revision.object_str

    @display(description=_("type"))
    def kind(self, revision: ScheduledRevision) -> str:
        return revision.content_type.name


class ScheduledEndAdmin(ReadOnlyAdmin):
    model = Publication
    menu_label = _("Scheduled ends")
    menu_icon = "calendar-check"
    list_display = ("title", "expires_at", "type", "locale", "path")
    list_filter = ("expires_at", "type", "locale")
    search_fields = ("title", "path")
    ordering = ("expires_at",)
    inspect_view_fields = ("title", "expires_at", "type", "locale", "path", "published_at", "updated_at")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Publication]:
        return Publication.objects.visible().exclude(expires_at=None)


class ScheduleGroup(ModelAdminGroup):
    menu_label = _("Scheduled")
    menu_icon = "calendar-alt"
    menu_order = 160
    items = (ScheduledRevisionAdmin, ScheduledEndAdmin)
