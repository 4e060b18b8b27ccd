"""The outbox as the rest of the project uses it:

    outbox.register("webhook", send)              # in AppConfig.ready
    outbox.put("webhook", {"url": …})             # in the transaction of the change

`send(delivery_id, payload)` is called after the commit, outside of any transaction, at least once and at every attempt
with the same id; what it returns, the answer in words, is kept with the delivery. It must be done within half a minute:
the worker's lease lasts no longer than a minute.
"""

from __future__ import annotations

import datetime
import threading
from collections.abc import Callable, Iterable
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from cms.outbox.models import Delivery, DeliveryQuerySet
from cms.outbox.schedule import USUAL, Schedule

Handler = Callable[[UUID, Any], str | None]

_handlers: dict[str, Handler] = {}
_schedules: dict[str, Schedule] = {}
_apart: set[str] = set()

wake = threading.Event()
"""Set after the commit of something to be done: a worker in this process need not wait for its next look."""

wake_apart = threading.Event()
"""The same for the worker of what is delivered apart: one event for both could be cleared by the wrong one."""


class PermanentError(Exception):
    """Raised by a handler when no further attempt can succeed."""


class NotBeforeError(Exception):
    """Raised by a handler when an attempt failed and the next one must not be made before a moment."""

    def __init__(self, why: str, at: datetime.datetime) -> None:
        super().__init__(why)
        self.at = at


def register(kind: str, handler: Handler, *, schedule: Schedule = USUAL, apart: bool = False) -> None:
    """Let the handler deliver this kind, tried again by the schedule; raises ValueError when another one does already.

    What may keep a worker busy for long is delivered apart, by a thread of its own: nothing else waits for it.
    """
    if _handlers.setdefault(kind, handler) is not handler:
        raise ValueError(f"Deliveries of kind {kind} have a handler already.")
    _schedules[kind] = schedule
    if apart:
        _apart.add(kind)


def handler_of(kind: str) -> Handler:
    """Who delivers this kind; raises LookupError when nobody does."""
    try:
        return _handlers[kind]
    except KeyError:
        raise LookupError(f"Nobody delivers what is of kind {kind}.") from None


def schedule_of(kind: str) -> Schedule:
    """How often this kind is tried; as usual where nothing else was said."""
    return _schedules.get(kind, USUAL)


def kinds_apart() -> frozenset[str]:
    """The kinds that a thread of its own delivers."""
    return frozenset(_apart)


def put(kind: str, payload: Any, *, due_at: datetime.datetime | None = None) -> UUID:
    """Write a delivery in the caller's transaction, due now or later; returns its id.

    The payload must be JSON. Raises LookupError for a kind that nobody delivers.
    """
    handler_of(kind)
    delivery = Delivery.objects.create(kind=kind, payload=payload, due_at=due_at or timezone.now())
    transaction.on_commit(_wake_all, robust=True)
    return delivery.pk


def put_all(deliveries: Iterable[Delivery]) -> None:
    """The same for many at once, made by the caller, in one query; what has an id that is there already is left out."""
    deliveries = list(deliveries)
    if not deliveries:
        return
    for kind in {delivery.kind for delivery in deliveries}:
        handler_of(kind)
    Delivery.objects.bulk_create(deliveries, batch_size=500, ignore_conflicts=True)
    transaction.on_commit(_wake_all, robust=True)


def put_again(deliveries: DeliveryQuerySet) -> int:
    """Make what was delivered or has failed due again, with its id and all its attempts; returns how many there are."""
    ended = deliveries.exclude(state=Delivery.State.WAITING)
    again = ended.update(state=Delivery.State.WAITING, attempts=0, due_at=timezone.now(), delivered_at=None)
    transaction.on_commit(_wake_all, robust=True)
    return again


def _wake_all() -> None:
    wake.set()
    wake_apart.set()
