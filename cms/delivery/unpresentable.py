"""The answer to who would have published what readers could not be shown: why not, and what became of the words."""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from wagtail.admin import messages

from cms.delivery import errors
from cms.delivery.rehearsal import UnpresentableError

log = logging.getLogger(__name__)

FORMS = {"wagtailadmin_pages:add", "wagtailadmin_pages:edit"}
SENDING_OUT = ("action-publish", "action-submit", "action-restart-workflow", "action-workflow-action")
STATUS = 422


def answer(request: HttpRequest, error: UnpresentableError, again: Callable[[], HttpResponse]) -> HttpResponse:
    """Save as a draft what was typed in the form of a page, by asking its view again; refuse everything else whole."""
    log.error("Page %s was not published: it cannot be presented.", error.page_id, exc_info=error.__cause__)
    title = {"title": error.title}
    if request.resolver_match is not None and request.resolver_match.view_name in FORMS and _sends_out(request):
        typed = request.POST.copy()
        for name in SENDING_OUT:
            typed.pop(name, None)
        request.POST = typed  # type: ignore[assignment]  # Django lets it be set
        try:
            response = again()
        except UnpresentableError:
            return _refusal(request, error)
        said = _("“%(title)s” was not published: readers could not be shown it. What you typed is saved as a draft.")
        messages.error(request, f"{said % title} {reason(error)}")
        return response
    return _refusal(request, error)


def reason(error: UnpresentableError) -> str:
    """What went wrong, for whoever looks after the system."""
    return _("Please tell whoever looks after the system: %(reason)s") % {"reason": repr(error.__cause__)}


def _sends_out(request: HttpRequest) -> bool:
    return any(name in request.POST for name in SENDING_OUT)


def _refusal(request: HttpRequest, error: UnpresentableError) -> HttpResponse:
    if request.path.startswith(reverse("wagtailadmin_api:pages:listing")):
        return errors.problem(STATUS, _("Readers could not be shown it: nothing was changed."), page=error.page_id)
    context = {"title": error.title, "reason": reason(error)}
    response = render(request, "delivery/unpresentable.html", context, status=STATUS)
    patch_cache_control(response, private=True, no_store=True)
    return response
