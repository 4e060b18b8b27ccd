"""What is not kept: events of which the change feed tells no more, and secrets that are no longer valid."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from cms.delivery.api.changes import first_kept
from cms.outbox.models import Delivery
from cms.webhooks.delivering import KIND, TRIAL
from cms.webhooks.models import Endpoint


def forget(sender: Any, **kwargs: Any) -> None:
    """Remove failed deliveries once nobody could follow what they tell of, and secrets when their time is over."""
    Delivery.objects.filter(kind__in=(KIND, TRIAL), state=Delivery.State.FAILED, created_at__lt=first_kept()).delete()
    over = Endpoint.objects.filter(previous_until__lte=timezone.now()).exclude(previous_secret="")
    over.update(previous_secret="", previous_until=None)
