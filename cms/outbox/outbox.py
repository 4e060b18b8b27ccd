"""The outbox as the rest of the project uses it:

    outbox.register("webhook", send)              # in AppConfig.ready
    outbox.put("webhook", {"url": …})             # in the transaction of the change

`send(delivery_id, payload)` is called after the commit, outside of any transaction, at least once and at every attempt
with the same id. It must be done within half a minute: the worker's lease lasts no longer than a minute.
"""

from __future__ import annotations

import datetime
import threading
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from cms.outbox.models import Delivery

Handler = Callable[[UUID, Any], None]

_handlers: dict[str, Handler] = {}

wake = threading.Event()
"""Set after the commit of something to be done: a worker in this process need not wait for its next look."""


class PermanentError(Exception):
    """Raised by a handler when no further attempt can succeed."""


def register(kind: str, handler: Handler) -> None:
    """Let the handler deliver this kind; raises ValueError when another one does already."""
    if _handlers.setdefault(kind, handler) is not handler:
        raise ValueError(f"Deliveries of kind {kind} have a handler already.")


def handler_of(kind: str) -> Handler:
    """Who delivers this kind; raises LookupError when nobody does."""
    try:
        return _handlers[kind]
    except KeyError:
        raise LookupError(f"Nobody delivers what is of kind {kind}.") from None


def put(kind: str, payload: Any, *, due_at: datetime.datetime | None = None) -> UUID:
    """Write a delivery in the caller's transaction, due now or later; returns its id.

    The payload must be JSON. Raises LookupError for a kind that nobody delivers.
    """
    handler_of(kind)
    delivery = Delivery.objects.create(kind=kind, payload=payload, due_at=due_at or timezone.now())
    transaction.on_commit(wake.set, robust=True)
    return delivery.pk
