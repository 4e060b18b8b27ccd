"""What templates say of an event beyond its document."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.translation import gettext as _

from cms.delivery.templatetags.newsroom import days, iso_date, period

register = template.Library()


@register.simple_tag
def when(event: Mapping[str, Any]) -> str:
    """When an event is, with its times where they are known."""
    if event["starts_at"]:
        return period(event["starts_at"], event.get("ends_at"))
    if not event["date"]:
        return _("Date to be announced")
    if not event.get("end_date"):
        return iso_date(event["date"])
    return days(event["date"], event["end_date"])
