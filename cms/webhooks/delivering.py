"""How events are delivered: signed, by the schedule of Standard Webhooks, and to nobody who wants no more of them."""

from __future__ import annotations

import datetime
import json
import random
import time
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models.functions import Coalesce, Greatest
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.outbox import outbox
from cms.outbox.schedule import Schedule
from cms.webhooks import failing, sending, signing
from cms.webhooks.events import TEST
from cms.webhooks.models import Endpoint

KIND, TRIAL = "webhook", "webhook test"
# Of the specification: what is waited before each further attempt, 75 h 35 min in all.
WAITS = [
    datetime.timedelta(seconds=5), datetime.timedelta(minutes=5), datetime.timedelta(minutes=30),
    *(datetime.timedelta(hours=hours) for hours in (2, 5, 10, 14, 20, 24)),
]  # fmt: skip
JITTER = 0.1  # of each wait is added at most
LONGEST_WAIT = WAITS[-1]  # however long a receiver asks for
SLOW = 1.0  # seconds


def wait_after(attempts: int) -> datetime.timedelta:
    """How long to wait after that many attempts, with jitter."""
    return WAITS[attempts - 1] * random.uniform(1, 1 + JITTER)  # noqa: S311 # jitter, no secret


SCHEDULE = Schedule(len(WAITS) + 1, wait_after)
ONCE = Schedule(1, wait_after)


def deliver(delivery_id: UUID, payload: Any) -> str:
    """Send the event to its endpoint; returns the answer's status.

    Raises PermanentError where there is nobody to send it to, NotBeforeError where the receiver says when to come
    again, and SendingError for any other failure.
    """
    endpoint, event = Endpoint.objects.filter(pk=payload["endpoint"]).first(), payload["event"]
    if endpoint is None:
        raise outbox.PermanentError(_("The receiver was deleted."))
    if not (endpoint.is_active or event["type"] == TEST):
        raise outbox.PermanentError(_("The receiver is switched off."))
    try:
        said = _sent(endpoint, delivery_id, event)
    except (sending.SendingError, outbox.NotBeforeError) as error:
        if event["type"] != TEST and failing.failed(endpoint, KIND):
            raise outbox.PermanentError(str(error)) from error
        raise
    failing.succeeded(endpoint)
    return said


def _sent(endpoint: Endpoint, delivery_id: UUID, event: Any) -> str:
    body = json.dumps(event, ensure_ascii=False, separators=(",", ":")).encode()
    now, began = timezone.now(), time.monotonic()
    headers = signing.headers(endpoint.valid_secrets(now), str(delivery_id), now, body)
    headers |= {"Content-Type": "application/json", "User-Agent": f"Treffpunkt (+{settings.PUBLIC_URL})"}
    try:
        answer = sending.post(endpoint.address, headers, body)
    finally:
        took = time.monotonic() - began
        if took > SLOW:
            # As long as it kept others waiting: those who answer go first.
            _let_rest(endpoint, timezone.now() + datetime.timedelta(seconds=took))
    if answer.status in sending.SUCCESS:
        return str(answer.status)
    said = _("Answered %(status)s.") % {"status": answer.status}
    words = f"{said} {answer.text}".strip()
    if answer.status == HTTPStatus.GONE:
        if event["type"] != TEST:
            failing.switch_off(endpoint, Endpoint.Off.GONE, KIND)
        raise outbox.PermanentError(words)
    if until := moment_of(answer.retry_after, timezone.now()):
        _let_rest(endpoint, until)
        raise outbox.NotBeforeError(words, until)
    raise sending.SendingError(words)


def moment_of(retry_after: str, now: datetime.datetime) -> datetime.datetime | None:
    """What Retry-After says, in seconds or as a date (RFC 9110), a day ahead at most; None where it says nothing."""
    retry_after = retry_after.strip()
    if retry_after.isascii() and retry_after.isdigit():
        return now + min(datetime.timedelta(seconds=int(retry_after[:9])), LONGEST_WAIT)
    try:
        moment = parsedate_to_datetime(retry_after)
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=datetime.UTC)
    return min(moment, now + LONGEST_WAIT) if moment > now else None


def _let_rest(endpoint: Endpoint, until: datetime.datetime) -> None:
    """Send nothing to the endpoint before then, but what is in hand."""
    with transaction.atomic():
        # First: of two who do this at once one waits here, and not for the rows of the other.
        Endpoint.objects.filter(pk=endpoint.pk).update(rests_until=Greatest(Coalesce("rests_until", until), until))
        failing.waiting_for(endpoint).filter(due_at__lt=until).update(due_at=until)
