"""Deliveries in the admin, for those who may see what mails say and to whom."""

from __future__ import annotations

import datetime
import json
from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from wagtail_modeladmin.views import InspectView

from cms.outbox import mail
from cms.outbox.models import Delivery
from cms.readonly import ReadOnly, ReadOnlyAdmin

# An attachment in base64 tells nobody anything.
MAX_TEXT = 4000


class ForViewers(ReadOnly):
    """Mails hold personal data: working here is not enough to read them."""

    def user_can_list(self, user: Any) -> bool:
        return super().user_can_list(user) and user.has_perm("outbox.view_delivery")


class DeliveryInspectView(InspectView):
    """One delivery with what it carries."""

    page_title = _("Delivery")

    def get_field_display_value(self, field_name: str, field: Any = None) -> Any:
        if field_name != "payload":
            return super().get_field_display_value(field_name, field)
        # Whoever reads the mail that sets a password anew can set it.
        if not self.request.user.is_superuser:
            return _("Only administrators see it: mails may hold links that open an account.")
        return format_html('<pre class="payload">{}</pre>', readable(self.instance.payload))


class DeliveryAdmin(ReadOnlyAdmin):
    model = Delivery
    permission_helper_class = ForViewers
    menu_label = _("Deliveries")
    menu_icon = "mail"
    add_to_settings_menu = True
    list_display = ("written", "kind", "subject", "recipients", "state", "attempts", "due", "error")
    list_filter = ("state", "kind")
    search_fields = ("payload__subject", "payload__to", "last_error")
    ordering = ("-created_at",)
    inspect_view_class = DeliveryInspectView
    inspect_view_fields = (
        "id", "kind", "state", "created_at", "due_at", "claimed_until", "attempts", "delivered_at", "answer",
        "last_error", "payload",
    )  # fmt: skip
    inspect_view_extra_css = ["css/admin.css"]

    def written(self, delivery: Delivery) -> str:
        return moment(delivery.created_at)

    written.short_description = _("written")  # type: ignore[attr-defined]
    written.admin_order_field = "created_at"  # type: ignore[attr-defined]

    def due(self, delivery: Delivery) -> str:
        return moment(delivery.due_at) if delivery.state == Delivery.State.WAITING else "–"

    due.short_description = _("due")  # type: ignore[attr-defined]
    due.admin_order_field = "due_at"  # type: ignore[attr-defined]

    def subject(self, delivery: Delivery) -> str:
        return delivery.payload["subject"] if delivery.kind == mail.KIND else "–"

    subject.short_description = _("subject")  # type: ignore[attr-defined]

    def recipients(self, delivery: Delivery) -> str:
        if delivery.kind != mail.KIND:
            return "–"
        return ", ".join([*delivery.payload["to"], *delivery.payload["cc"], *delivery.payload["bcc"]])

    recipients.short_description = _("recipients")  # type: ignore[attr-defined]

    def error(self, delivery: Delivery) -> str:
        return Truncator(delivery.last_error).chars(80) or "–"

    error.short_description = _("last error")  # type: ignore[attr-defined]

    def get_permissions_for_registration(self) -> QuerySet[Permission]:
        """Groups can be allowed to look; the other rights of the model would have no effect."""
        permissions: QuerySet[Permission] = super().get_permissions_for_registration()
        return permissions.filter(codename="view_delivery")


def moment(at: datetime.datetime) -> str:
    """Day and time as a narrow column holds them."""
    return date_format(timezone.localtime(at), "SHORT_DATETIME_FORMAT")


def readable(payload: Any) -> str:
    """The payload as people read it, without what is longer than anybody reads."""
    return json.dumps(_shortened(payload), ensure_ascii=False, indent=2).replace("\\n", "\n")


def _shortened(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _shortened(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_shortened(inner) for inner in value]
    return f"{value[:MAX_TEXT]} …" if isinstance(value, str) and len(value) > MAX_TEXT else value
