"""Scheduled transitions in the admin, to be read only."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.contrib.admin import DateFieldListFilter, SimpleListFilter, display
from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
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


class ComingFilter(DateFieldListFilter):
    """By how soon something comes. Django's looks back."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        any_date, today, *_past = self.links
        begin = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
        coming = [(_("Next 7 days"), 7), (_("Next 30 days"), 30)]
        self.links = (any_date, today, *((label, self._within(begin, days)) for label, days in coming))

    def _within(self, begin: datetime, days: int) -> dict[str, bool | date | datetime]:
        return {self.lookup_kwarg_since: begin, self.lookup_kwarg_until: begin + timedelta(days=days)}


class ScheduledRevisionAdmin(ReadOnlyAdmin):
    model = ScheduledRevision
    menu_label = _("Scheduled publications")
    menu_icon = "calendar-alt"
    list_display = ("text", "approved_go_live_at", "kind", "user")
    list_filter = (("approved_go_live_at", ComingFilter), KindFilter)
    search_fields = ("object_str",)
    ordering = ("approved_go_live_at",)
    inspect_view_fields = ("object_str", "approved_go_live_at", "kind", "object_id", "user", "created_at")

    @display(description=_("title"), ordering="object_str")
    def text(self, revision: ScheduledRevision) -> str:
        return revision.object_str


class ScheduledEndAdmin(ReadOnlyAdmin):
    model = Publication
    menu_label = _("Scheduled ends")
    menu_icon = "calendar-check"
    list_display = ("title", "expires_at", "type", "locale", "path")
    list_filter = (("expires_at", ComingFilter), "type", "locale")
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
