"""All embargo links with their uses, to be read by those who have the permission for it."""

from __future__ import annotations

from typing import Any

from django.contrib.admin import SimpleListFilter
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail_modeladmin.views import InspectView

from cms.accreditation.models import EmbargoLink, State
from cms.readonly import ReadOnly, ReadOnlyAdmin


class ReadOnlyWithPermission(ReadOnly):
    """The links name people: only those may look who were given that permission."""

    def user_can_list(self, user: Any) -> bool:
        return super().user_can_list(user) and user.has_perm("accreditation.view_embargolink")


class StateFilter(SimpleListFilter):
    title = _("State")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return list(State.choices)

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        state = self.value()
        return queryset.in_state(state, at=timezone.now()) if state in State.values else queryset


class EmbargoLinkInspectView(InspectView):
    """One link, with every use of it."""

    page_title = _("Embargo link")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        state = self.instance.state(at=timezone.now())
        return super().get_context_data(**kwargs, state=state, uses=self.instance.uses.all())


class EmbargoLinkAdmin(ReadOnlyAdmin):
    model = EmbargoLink
    menu_label = _("Embargo links")
    menu_icon = "key"
    menu_order = 910
    add_to_settings_menu = False
    permission_helper_class = ReadOnlyWithPermission
    list_display = ("person", "outlet", "page_link", "issued_by", "valid_until", "state")
    list_filter = (StateFilter, "outlet")
    list_select_related = ("page", "issued_by")
    search_fields = ("person", "outlet", "page__title")
    ordering = ("-issued_at", "-pk")
    inspect_view_class = EmbargoLinkInspectView
    inspect_template_name = "accreditation/inspect.html"

    def page_link(self, link: EmbargoLink) -> str:
        url = reverse("wagtailadmin_pages:edit", args=(link.page_id,))
        return format_html('<a href="{}">{}</a>', url, link.page.draft_title or link.page.title)

    page_link.short_description = _("page")  # type: ignore[attr-defined]

    def valid_until(self, link: EmbargoLink) -> str:
        return date_format(timezone.localtime(link.expires_at), "SHORT_DATETIME_FORMAT")

    valid_until.short_description = _("valid until")  # type: ignore[attr-defined]
    valid_until.admin_order_field = "expires_at"  # type: ignore[attr-defined]

    def state(self, link: EmbargoLink) -> str:
        return str(link.state(at=timezone.now()).label)

    state.short_description = _("State")  # type: ignore[attr-defined]
