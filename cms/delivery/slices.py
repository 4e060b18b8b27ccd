"""What is done to many things at once is done slice by slice, each a unit of its own: nobody waits for all of it.

A message is in one slice with all its languages that were chosen. The browser is told now and then how far it is, and
asks for the rest.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from http import HTTPStatus
from itertools import chain
from typing import Any

from django.apps import apps
from django.contrib import messages
from django.contrib.messages.storage import default_storage
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from wagtail.admin.views.bulk_action import dispatcher
from wagtail.admin.views.bulk_action.registry import bulk_action_registry
from wagtail.models import Page

SLICE = 5  # chosen things that one unit changes, which takes about half a second
TURN = 2.0  # seconds after which the browser is told how far it is

InUnit = Callable[[Callable[[], HttpResponse]], HttpResponse]


def is_bulk(view: Callable[..., HttpResponse]) -> bool:
    """True for Wagtail's actions on many things at once."""
    return view.__module__ == dispatcher.__name__


def run(request: HttpRequest, in_unit: InUnit, act: Callable[[], HttpResponse], named: dict[str, str]) -> HttpResponse:
    """The action, in as many units as it needs. What is refused is tried once more when the rest is done, and together,
    since what stood in its way may be gone, or going with it."""
    action = _action(request, named)
    chosen = [found.pk for found in action.get_actionable_objects()[0]] if action else []
    done, refused = _so_far(request)
    is_first = not done and not refused
    if action is None or (is_first and len(chosen) <= SLICE) or not action.get_form().is_valid():
        return in_unit(act)
    began, left = time.monotonic(), slices(action.model, chosen)
    while left:
        # What lay below something else that was chosen may be gone with it.
        ids = list(action.model.objects.filter(pk__in=left.pop(0)).values_list("pk", flat=True))
        if not ids:
            continue
        response = _one(request, in_unit, act, ids)
        if _is_done(response):
            done += len(ids)
        elif _is_refused(response):
            refused += ids
        else:
            return response
        if left and time.monotonic() - began > TURN:
            return _go_on(request, list(chain.from_iterable(left)), done, refused)
    answer = _one(request, in_unit, act, refused) if refused else None
    still_refused = answer is not None and not _is_done(answer)
    messages.success(request, _("%(number)s done.") % {"number": done if still_refused else done + len(refused)})
    return answer if answer is not None and still_refused else redirect(action.next_url)


def _is_done(response: HttpResponse) -> bool:
    return response.status_code == HTTPStatus.FOUND and not _is_refused(response)


def _is_refused(response: HttpResponse) -> bool:
    return response.status_code == HTTPStatus.CONFLICT or getattr(response, "is_refusal", False)


def _so_far(request: HttpRequest) -> tuple[int, list[Any]]:
    """How many were done before, and what was refused, as the address says."""
    done = request.GET.get("done", "")
    refused = [int(one) for one in request.GET.getlist("refused") if one.isdecimal()]
    return int(done) if done.isdecimal() else 0, refused


def slices(model: type[Any], ids: Iterable[Any]) -> list[list[Any]]:
    """The ids in slices; of pages, those of one message together."""
    keys = dict(Page.objects.filter(pk__in=list(ids)).values_list("pk", "translation_key")) if model is Page else {}
    together: dict[Any, list[Any]] = {}
    for one in ids:
        together.setdefault(keys.get(one, one), []).append(one)
    found: list[list[Any]] = []
    for group in together.values():
        if not found or len(found[-1]) + len(group) > SLICE:
            found.append([])
        found[-1] += group
    return found


def _action(request: HttpRequest, named: dict[str, str]) -> Any:
    """The action that the address names; None where there is none, which Wagtail answers."""
    try:
        model = apps.get_model(named["app_label"], named["model_name"])
    except LookupError:
        return None
    kind = bulk_action_registry.get_bulk_action_class(named["app_label"], named["model_name"], named["action"])
    return kind(request, model) if kind else None


def _one(request: HttpRequest, in_unit: InUnit, act: Callable[[], HttpResponse], ids: list[Any]) -> HttpResponse:
    """The action on some of what was chosen; of what it says only warnings are kept: the whole is told in the end."""
    said = request._messages  # type: ignore[attr-defined]  # of django.contrib.messages
    request._messages = default_storage(request)  # type: ignore[attr-defined]
    _choose(request, ids)
    try:
        return in_unit(act)
    finally:
        for one in request._messages._queued_messages:  # type: ignore[attr-defined]
            if one.level > messages.SUCCESS:
                said.add(one.level, one.message, one.extra_tags)
        request._messages = said  # type: ignore[attr-defined]


def _choose(request: HttpRequest, ids: list[Any]) -> None:
    query = request.GET.copy()
    query.setlist("id", [str(one) for one in ids])
    request.GET = query  # type: ignore[assignment]
    request.META["QUERY_STRING"] = query.urlencode()


def _go_on(request: HttpRequest, ids: list[Any], done: int, refused: list[Any]) -> HttpResponse:
    """How far it is, and the way to the rest, which the browser takes by itself."""
    _choose(request, ids)
    query = request.GET.copy()
    query["done"] = str(done)
    query.setlist("refused", [str(one) for one in refused])
    context = {
        "address": f"{request.path}?{query.urlencode()}",
        "fields": [(name, value) for name, values in request.POST.lists() for value in values],
        "done": done,
        "whole": done + len(refused) + len(ids),
        "page_title": _("One moment, please"),
        "header_icon": "time",
    }
    return TemplateResponse(request, "delivery/slices.html", context)
