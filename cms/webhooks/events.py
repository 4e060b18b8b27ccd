"""What is sent: which publication changed and how, never its words; who wants these asks for the document."""

from __future__ import annotations

import datetime
from typing import Any, Literal

from django.conf import settings
from pydantic import BaseModel, Field

from cms.delivery.api.changes import NamedChange, named
from cms.delivery.api.describing import Webhook
from cms.delivery.api.schemas import timestamp
from cms.delivery.models import Change

TEST = "webhook.test"


class PublicationEvent(BaseModel):
    """One entry of the change feed, told at once."""

    type: Literal[
        "publication.published",
        "publication.updated",
        "publication.moved",
        "publication.unpublished",
        "publication.withdrawn",
        "publication.deleted",
    ]
    timestamp: datetime.datetime = Field(description="When it happened.")
    data: NamedChange


class TrialData(BaseModel):
    """Where the test comes from."""

    url: str


class TrialEvent(BaseModel):
    """What somebody in the newsroom sends to see whether it arrives."""

    type: Literal["webhook.test"]
    timestamp: datetime.datetime
    data: TrialData


def event_of(change: Change) -> dict[str, Any]:
    """The event that tells of a change, as `PublicationEvent` describes it."""
    return {"type": f"publication.{change.kind}", "timestamp": timestamp(change.at), "data": named(change)}


def trial_event(at: datetime.datetime) -> dict[str, Any]:
    """An event that tells of nothing, as `TrialEvent` describes it."""
    return {"type": TEST, "timestamp": timestamp(at), "data": {"url": settings.PUBLIC_URL}}


HEADERS = {
    "webhook-id": "Names the event: the same at every attempt and when it is sent again.",
    "webhook-timestamp": "When this attempt was made, in seconds since 1970.",
    "webhook-signature": "`v1,` and the signature in base64; two of them, a space between, while a secret is replaced.",
}
ANSWERS = {
    "2XX": "Received. Whatever else is answered, and no answer within 15 seconds, is a failure that is tried again.",
    "410": "No more events are wanted: the receiver is switched off.",
    "429": "Too many; `Retry-After` says when to come again, here and with every other failure.",
}
DESCRIBED = {
    "publication": Webhook(
        "Hear of a change",
        "Sent once for each entry of the change feed, in no order that can be relied on, and possibly more than once: "
        "follow `/changes` to the number it names. Signed as Standard Webhooks says.",
        PublicationEvent,
        HEADERS,
        ANSWERS,
    ),
    "test": Webhook(
        "Try whether events arrive", "Sent when somebody asks for it, and once only.", TrialEvent, HEADERS, ANSWERS
    ),
}
