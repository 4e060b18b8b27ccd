"""Events are put into the outbox in the transaction of the change that they tell of."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator
from typing import Any

from django.conf import settings
from django.utils import timezone

from cms.delivery.api.changes import first_kept
from cms.delivery.chunks import chunks
from cms.delivery.models import Change
from cms.outbox import outbox
from cms.outbox.models import Delivery
from cms.webhooks.delivering import KIND, TRIAL
from cms.webhooks.events import event_of, trial_event
from cms.webhooks.models import Endpoint

MOST_AGAIN = 10_000  # events that are sent again at once


class TooManyError(Exception):
    """More events than are sent again at once; the message is their number."""


def follow(sender: Any, changes: Iterable[Change], **kwargs: Any) -> None:
    """Let every endpoint that wants them hear of these changes once they are committed."""
    changes = list(changes)
    if changes:
        endpoints = list(Endpoint.objects.filter(is_active=True))
        outbox.put_all(_wanted(endpoints, changes))


def put_test(endpoint: Endpoint) -> uuid.UUID:
    """Send a test, whether or not the endpoint is active; returns the delivery's id."""
    payload = _payload(endpoint, trial_event(timezone.now()))
    delivery = Delivery(kind=TRIAL, recipient=endpoint.recipient, payload=payload)
    outbox.put_all([delivery])
    return delivery.pk


def hurry(endpoint: Endpoint) -> None:
    """Have what waits for the endpoint tried now, as after its address was mended. Must be saved."""
    endpoint.rests_until = None
    waiting = Delivery.objects.filter(recipient=endpoint.recipient, state=Delivery.State.WAITING)
    waiting.update(due_at=timezone.now())


def put_again_since(endpoint: Endpoint, sequence: int) -> int:
    """Send everything that the endpoint wants to hear of after that number, with the ids of the first time.

    Returns how many events there are; raises TooManyError where these are more than anybody should be sent.
    """
    changes = Change.objects.filter(sequence__gt=sequence, at__gte=first_kept()).order_by("sequence")
    if endpoint.types:
        changes = changes.filter(type__in=endpoint.types)
    if endpoint.locales:
        changes = changes.filter(locale__in=endpoint.locales)
    if (number := changes.count()) > MOST_AGAIN:
        raise TooManyError(str(number))
    wanted = list(_wanted([endpoint], changes))
    for some in chunks(delivery.pk for delivery in wanted):
        outbox.put_again(Delivery.objects.filter(pk__in=some))
    outbox.put_all(wanted)
    return len(wanted)


def _wanted(endpoints: Iterable[Endpoint], changes: Iterable[Change]) -> Iterator[Delivery]:
    now = timezone.now()
    for change in changes:
        for endpoint in endpoints:
            if endpoint.wants(change):
                yield Delivery(
                    pk=_id_of(endpoint, change),
                    kind=KIND,
                    recipient=endpoint.recipient,
                    payload=_payload(endpoint, event_of(change)),
                    due_at=max(now, endpoint.rests_until or now),
                )


def _payload(endpoint: Endpoint, event: dict[str, Any]) -> dict[str, Any]:
    return {"endpoint": endpoint.pk, "event": event}


def _id_of(endpoint: Endpoint, change: Change) -> uuid.UUID:
    """The same whenever this endpoint is told of this change; numbers alone are given anew after a restored backup."""
    name = f"{settings.PUBLIC_URL}/webhooks/{endpoint.pk}/{change.sequence}/{change.at.isoformat()}"
    return uuid.uuid5(uuid.NAMESPACE_URL, name)
