"""What templates of the admin say of a page's fate."""

from __future__ import annotations

from django import template
from wagtail.models import Page

from cms.delivery import fate

register = template.Library()


@register.filter
def status_of(page: Page) -> str:
    """Wagtail's word for the status of the page; that it was withdrawn, where it was and nothing else is on its way."""
    return fate.status_of(page)
