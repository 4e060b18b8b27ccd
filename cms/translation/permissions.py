"""Who may ask for a translation, write it, and say that it is right."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_permission_codename
from wagtail.models import Page, Site

from cms.translation.models import Job


def may_request(user: Any, original: Any) -> bool:
    """True for those who may change the original."""
    if isinstance(original, Page):
        return bool(original.permissions_for_user(user).can_edit())
    options = type(original)._meta
    return bool(user.has_perm(f"{options.app_label}.{get_permission_codename('change', options)}"))


def may_translate(user: Any, job: Job) -> bool:
    """True for those who may change the page that the translation is; a snippet's, for those of its language."""
    page = Page.objects.filter(translation_key=job.key, locale_id=job.locale_id).first()
    if page is None:
        page = front_page(job)
    return bool(user.is_superuser or (page is not None and page.permissions_for_user(user).can_edit()))


def front_page(job: Job) -> Page | None:
    """The front page of the language that the job translates into; None where there is none yet."""
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    if site is None:
        return None
    return Page.objects.filter(translation_key=site.root_page.translation_key, locale_id=job.locale_id).first()
