"""What is done to many things at once is done slice by slice, each a unit of its own: nobody waits for all of it.

A message is in one slice with all its languages that were chosen. The browser is told now and then how far it is, and
asks for the rest.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
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

from cms.delivery.pace import Pace, rest

# Chosen things that one unit changes: to begin with, and at most; as many as take no longer than a slice.
FIRST, SLICE = 2, 5
GOAL = 0.3  # seconds of a unit
REST = 0.1  # seconds between two units, at most
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
            [int(one) for one in request.POST.get(f"slices_{name}", "").split() if is_id(one)]
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


def bulk(
    request: HttpRequest,
    act: Callable[[], HttpResponse],
    named: dict[str, str],
    widen: Callable[[Any, Any, list[Any]], list[Any]],
) -> Work | None:
    """The work of such an action; None where the action itself has to answer: there is little to do, or it asks.

    `widen` is told the action, its valid form and what was chosen, and says all ids that this is work on."""
    action = _action(request, named)
    if action is None:
        return None
    chosen = []
    # What is left was asked about when it began, and each slice is asked again: not all of it with each request.
    if SoFar.of(request) is None:
        form = action.get_form()
        if not form.is_valid():
            return None
        chosen = widen(action, form, action.get_actionable_objects()[0])
        if len(chosen) <= SLICE:
            return None

    def on(ids: list[Any]) -> HttpResponse:
        _choose(request, ids)
        return act()

    return Work(action.model, chosen, on, lambda refusal: refusal or redirect(action.next_url))


def run(request: HttpRequest, in_unit: InUnit, work: Work) -> HttpResponse:
    """The work, in as many units as it needs. What is refused is tried again when the rest is done, each message alone,
    since what stood in its way may be gone; and together as soon as that helps no more, since it may stand in its own
    way."""
    began, pace = time.monotonic(), Pace(FIRST, SLICE, GOAL)
    so_far = SoFar.of(request) or SoFar(list(work.chosen), [])
    left = messages_of(work.model, so_far.left)
    while left:
        some = _slice(left, most=pace.size if so_far.done_before < 0 else 1)
        # What lay below something else that was chosen may be gone with it.
        there = set(work.model.objects.filter(pk__in=some).values_list("pk", flat=True))
        ids, unit_began = [one for one in some if one in there], time.monotonic()
        response = _one(request, in_unit, work, ids) if ids else None
        took = time.monotonic() - unit_began
        pace.learn(took)
        if left:
            rest(took, REST)
        if response is not None and _is_refused(response):
            so_far.refused += ids
        elif response is not None and not is_done(response):
            # It is to be asked of all that is left: then only what was done is done.
            return _one(request, in_unit, work, [*ids, *chain.from_iterable(left), *so_far.refused])
        else:
            so_far.done += len(ids)
        if not left and so_far.done > so_far.done_before:
            left, so_far.refused, so_far.done_before = messages_of(work.model, so_far.refused), [], so_far.done
        if left and time.monotonic() - began > TURN:
            so_far.left = list(chain.from_iterable(left))
            return go_on(request, so_far)
    answer = _one(request, in_unit, work, so_far.refused, last=True) if so_far.refused else None
    refusal = None if answer is None or is_done(answer) else answer
    done = so_far.done + (0 if refusal else len(so_far.refused))
    response = work.finish(refusal)  # which, where it is refused, takes back what was said before
    messages.success(request, _("%(number)s done.") % {"number": done})
    return response


def is_done(response: HttpResponse) -> bool:
    """True for the answer to what was neither refused nor asked about again."""
    return response.status_code == HTTPStatus.FOUND and not _is_refused(response)


def _is_refused(response: HttpResponse) -> bool:
    return response.status_code == HTTPStatus.CONFLICT or getattr(response, "is_refusal", False)


def refusing(response: HttpResponse) -> HttpResponse:
    """The same answer, which says that what it was asked for was refused."""
    response.is_refusal = True  # type: ignore[attr-defined]
    return response


def is_id(value: str) -> bool:
    """True for a number that a database takes."""
    return value.isdecimal() and len(value) < DIGITS


def say(request: HttpRequest, name: str, value: str) -> None:
    """Put a field into the form, by which the browser goes on as well; an empty value takes it out."""
    post = request.POST.copy()
    post.pop(name, None)
    if value:
        post[name] = value
    request.POST = post  # type: ignore[assignment]


@contextmanager
def without(request: HttpRequest, name: str) -> Iterator[None]:
    """While inside, the form lacks that field."""
    before = request.POST
    say(request, name, "")
    try:
        yield
    finally:
        request.POST = before


def messages_of(model: type[Any], ids: Iterable[Any]) -> list[list[Any]]:
    """The ids one by one, but for pages of one message, which are together."""
    keys = dict(Page.objects.filter(pk__in=list(ids)).values_list("pk", "translation_key")) if model is Page else {}
    together: dict[Any, list[Any]] = {}
    for one in ids:
        together.setdefault(keys.get(one, one), []).append(one)
    return list(together.values())


def _slice(left: list[list[Any]], *, most: int) -> list[Any]:
    """Takes the next so many at most from what is left, and at least one message."""
    found = left.pop(0)
    while left and len(found) + len(left[0]) <= most:
        found = [*found, *left.pop(0)]
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


def go_on(request: HttpRequest, so_far: SoFar) -> HttpResponse:
    """Says how far it is, and the way to the rest, which the browser takes by itself. An address has no room for it."""
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
