"""What templates of the admin say of a page's fate."""

from __future__ import annotations

from typing import Any

from django import template
from django.forms.utils import flatatt
from django.template import Context
from django.utils.safestring import SafeString
from wagtail.models import Page

from cms.delivery import fate
from cms.delivery.fate import Status

register = template.Library()

LISTS = ("object_list", "pages")  # what lists of the admin call the pages that they show


@register.simple_tag(takes_context=True)
def status_of(context: Context, page: Page) -> Status:
    """How the page stands, asked for together with all pages of the list that it is shown in."""
    request = context.get("request")
    known: dict[int, Status] = getattr(request, "statuses", {})
    if page.pk not in known:
        known |= fate.statuses_of([page, *(found for found in _beside(context) if isinstance(found, Page))])
        if request is not None:
            request.statuses = known
    return known[page.pk]


def _beside(context: Context) -> list[Any]:
    if "table" in context:
        return list(context["table"].data)
    return list(next((context[name] for name in LISTS if name in context), ()))


@register.filter
def reason(status: Status) -> SafeString:
    """The attribute that tells why the page stands so; empty where that is plain."""
    return flatatt({"title": status.why} if status.why else {})
