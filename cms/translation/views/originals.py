"""What an editor sees of the translations of an original."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin import messages
from wagtail.models import Page

from cms.translation import desk, minor
from cms.translation.models import Job, Status
from cms.translation.permissions import may_request
from cms.translation.requesting import public_form
from cms.translation.segments import label_of, texts_of


def changes(request: HttpRequest, page_id: int) -> HttpResponse:
    """Which words of the original its translations do not have yet; those that are only a typo can be marked."""
    page = get_object_or_404(Page, pk=page_id).specific
    if not may_request(request.user, page):
        raise PermissionDenied
    if request.method == "POST":
        number = minor.mark_minor(page, request.POST.getlist("minor"))
        told = ngettext("One block stays valid.", "%(number)d blocks stay valid.", number)
        messages.success(request, told % {"number": number})
        return redirect("translation_changes", page.pk)
    title = _("Changes since the translations")
    context = {
        "page": page,
        "blocks": _changed_blocks(page),
        "page_title": title,
        "header_title": f"{title}: {page}",
        "header_icon": "wagtail-localize-language",
    }
    return TemplateResponse(request, "translation/changes.html", context)


def _changed_blocks(page: Page) -> list[dict[str, Any]]:
    """Every block that some translation is outdated in: where it is, what changed, and in which languages."""
    texts = texts_of(public_form(page))
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for job in minor.outdated_jobs(page):
        for path in _outdated_paths(job):
            parts = desk.changes_of(job, path, texts.get(path, []))
            block = found.setdefault((path, str(parts)), {"path": path, "label": label_of(type(page), path)})
            block["changes"] = parts
            block.setdefault("languages", []).append(str(job.locale.get_display_name()))
    return list(found.values())


def _outdated_paths(job: Job) -> list[str]:
    return [block["path"] for block in job.blocks if block["status"] == Status.OUTDATED]
