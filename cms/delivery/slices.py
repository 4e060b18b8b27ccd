"""What is done to many things at once is done slice by slice, each a unit of its own: nobody waits for all of it.

A message is in one slice with all its languages that were chosen. The browser is told now and then how far it is, and
asks for the rest.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
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
DIGITS = 19  # of no number that a database takes

InUnit = Callable[[Callable[[], HttpResponse]], HttpResponse]


@dataclass(frozen=True)
class Work:
    """What a request does to many things: to which, in their order, how to some of them, and what is left to do when
    that is done. The last is told the answer that refused some of them, if any."""

    model: type[Any]
    chosen: Iterable[Any]
    act: Callable[[list[Any]], HttpResponse]
    finish: Callable[[HttpResponse | None], HttpResponse]


@dataclass
class SoFar:
    """How far work is, as the form says by which the browser goes on."""

    left: list[Any]
    refused: list[Any]
    done: int = 0
    done_before: int = -1  # when what was refused was last tried again

    @classmethod
    def of(cls, request: HttpRequest) -> SoFar | None:
        """None where the work begins."""
        if "slices_left" not in request.POST:
            return None
        left, refused, counts = (
            [
                int(one)
                for one in request.POST.get(f"slices_{name}", "").split()
                if one.isdecimal() and len(one) < DIGITS
            ]
            for name in ("left", "refused", "done")
        )
        return cls(left, refused, *counts[:2])

    def fields(self) -> list[tuple[str, str]]:
        counts = [self.done, self.done_before]
        said = (("left", self.left), ("refused", self.refused), ("done", counts))
        return [(f"slices_{name}", " ".join(map(str, values))) for name, values in said]


def is_bulk(view: Callable[..., HttpResponse]) -> bool:
    """True for Wagtail's actions on many things at once."""
    return view.__module__ == dispatcher.__name__


def bulk(request: HttpRequest, act: Callable[[], HttpResponse], named: dict[str, str]) -> Work | None:
    """The work of such an action; None where the action itself has to answer: there is little to do, or it asks."""
    action, so_far = _action(request, named), SoFar.of(request)
    if action is None:
        return None
    if so_far:
        _choose(request, [*so_far.left, *so_far.refused])
    if not so_far or action.model.objects.filter(pk__in=request.GET.getlist("id")).exists():
        chosen = [found.pk for found in action.get_actionable_objects()[0]]
        if (not so_far and len(chosen) <= SLICE) or not action.get_form().is_valid():
            return None
    else:
        chosen = []  # it has gone with something else

    def on(ids: list[Any]) -> HttpResponse:
        _choose(request, ids)
        return act()

    return Work(action.model, chosen, on, lambda refusal: refusal or redirect(action.next_url))


def run(request: HttpRequest, in_unit: InUnit, work: Work) -> HttpResponse:
    """The work, in as many units as it needs. What is refused is tried again when the rest is done, each message alone,
    since what stood in its way may be gone; and together as soon as that helps no more, since it may stand in its own
    way."""
    began = time.monotonic()
    so_far = SoFar.of(request) or SoFar(list(work.chosen), [])
    left = slices(work.model, so_far.left, most=SLICE if so_far.done_before < 0 else 1)
    while left:
        # What lay below something else that was chosen may be gone with it.
        there = set(work.model.objects.filter(pk__in=left[0]).values_list("pk", flat=True))
        ids = [one for one in left.pop(0) if one in there]
        response = _one(request, in_unit, work, ids) if ids else None
        if response is not None and _is_refused(response):
            so_far.refused += ids
        elif response is not None and not _is_done(response):
            return response
        else:
            so_far.done += len(ids)
        if not left and so_far.done > so_far.done_before:
            left, so_far.refused, so_far.done_before = slices(work.model, so_far.refused, most=1), [], so_far.done
        if left and time.monotonic() - began > TURN:
            so_far.left = list(chain.from_iterable(left))
            return _go_on(request, so_far)
    answer = _one(request, in_unit, work, so_far.refused, last=True) if so_far.refused else None
    refusal = None if answer is None or _is_done(answer) else answer
    done = so_far.done + (0 if refusal else len(so_far.refused))
    response = work.finish(refusal)  # which, where it is refused, takes back what was said before
    messages.success(request, _("%(number)s done.") % {"number": done})
    return response


def _is_done(response: HttpResponse) -> bool:
    return response.status_code == HTTPStatus.FOUND and not _is_refused(response)


def _is_refused(response: HttpResponse) -> bool:
    return response.status_code == HTTPStatus.CONFLICT or getattr(response, "is_refusal", False)


def slices(model: type[Any], ids: Iterable[Any], *, most: int = SLICE) -> list[list[Any]]:
    """The ids in slices of so many at most, but for pages of one message, which are together."""
    keys = dict(Page.objects.filter(pk__in=list(ids)).values_list("pk", "translation_key")) if model is Page else {}
    together: dict[Any, list[Any]] = {}
    for one in ids:
        together.setdefault(keys.get(one, one), []).append(one)
    found: list[list[Any]] = []
    for group in together.values():
        if not found or len(found[-1]) + len(group) > most:
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


def _one(request: HttpRequest, in_unit: InUnit, work: Work, ids: list[Any], *, last: bool = False) -> HttpResponse:
    """The work on some of what was chosen; of what it says only warnings are kept, since the whole is told in the end,
    and none that something was refused that is tried again."""
    said = request._messages  # type: ignore[attr-defined]  # of django.contrib.messages
    request._messages = default_storage(request)  # type: ignore[attr-defined]
    try:
        response = in_unit(lambda: work.act(ids))
        if last or not _is_refused(response):
            for one in request._messages._queued_messages:  # type: ignore[attr-defined]
                if one.level > messages.SUCCESS:
                    said.add(one.level, one.message, one.extra_tags)
    finally:
        request._messages = said  # type: ignore[attr-defined]
    return response


def _choose(request: HttpRequest, ids: list[Any]) -> None:
    query = request.GET.copy()
    query.setlist("id", [str(one) for one in ids])
    request.GET = query  # type: ignore[assignment]
    request.META["QUERY_STRING"] = query.urlencode()


def _go_on(request: HttpRequest, so_far: SoFar) -> HttpResponse:
    """How far it is, and the way to the rest, which the browser takes by itself. An address has no room for it."""
    query = request.GET.copy()
    query.pop("id", None)
    fields = [(name, value) for name, values in request.POST.lists() for value in values]
    context = {
        "address": f"{request.path}?{query.urlencode()}",
        "fields": [*(field for field in fields if not field[0].startswith("slices_")), *so_far.fields()],
        "done": so_far.done,
        "whole": so_far.done + len(so_far.refused) + len(so_far.left),
        "page_title": _("One moment, please"),
        "header_icon": "time",
    }
    return TemplateResponse(request, "delivery/slices.html", context)
