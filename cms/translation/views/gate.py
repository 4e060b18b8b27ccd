"""In the place of wagtail-localize's own views, which publish without a review and write over what was translated.

Its buttons lead to its addresses; there stands what does the same work in the order of this newsroom, or nothing.
"""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Page

from cms.delivery import publications
from cms.translation import receivers, requesting
from cms.translation.localize import TranslationSource
from cms.translation.models import jobs_of
from cms.translation.permissions import may_request


def refused(request: HttpRequest, path: str) -> HttpResponse:
    """Whatever wagtail-localize has at that address is not offered."""
    raise Http404("This is not offered: translations have a review of their own.")


def to_matrix(request: HttpRequest) -> HttpResponse:
    return redirect("translation_matrix")


def update(request: HttpRequest, translation_source_id: int) -> HttpResponse:
    """Ask, and then take the original's present words into all its translations; nothing is published."""
    source = get_object_or_404(TranslationSource, pk=translation_source_id)
    instance = source.get_source_instance()
    if not may_request(request.user, instance):
        raise PermissionDenied
    if request.method != "POST":
        context = {"page_title": _("Take in the present words"), "page_subtitle": str(instance)}
        return TemplateResponse(request, "translation/update.html", context)
    with publications.unit():
        receivers.renew(requesting.public_form(instance), jobs_of(instance).select_related("translation"))
    messages.success(request, _("All translations know the original's present words; none was published."))
    if isinstance(instance, Page):
        return redirect(f"{reverse('translation_matrix')}?key={instance.translation_key}")
    return redirect("translation_matrix")
