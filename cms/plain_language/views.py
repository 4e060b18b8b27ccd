"""The checks of Leichte Sprache while somebody writes."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from cms.plain_language import Finding, check, check_html

LARGEST_TEXT = 20_000  # bytes


@require_POST
def findings(request: HttpRequest) -> HttpResponse:
    """What in the `text`, or in the text of the `html`, breaks the rules, as JSON; a 413 above 20 kB."""
    html = request.POST.get("html")
    text = request.POST.get("text", "") if html is None else html
    if len(text.encode("utf-8", "replace")) > LARGEST_TEXT:
        return JsonResponse({"summary": _("This text is too long to be checked."), "findings": []}, status=413)
    found = check(text) if html is None else check_html(text)
    return JsonResponse({"summary": summary(found), "findings": [_shape(one) for one in found]})


def summary(found: list[Finding]) -> str:
    """How many findings there are, in words."""
    if not found:
        return _("Leichte Sprache: nothing found")
    message = ngettext("Leichte Sprache: %(number)d hint", "Leichte Sprache: %(number)d hints", len(found))
    return message % {"number": len(found)}


def _shape(found: Finding) -> dict[str, Any]:
    return asdict(found)
