"""Receivers that want no more events, or have taken none for days, are switched off, and their contact is told."""

from __future__ import annotations

import datetime

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from cms.outbox.models import Delivery, DeliveryQuerySet
from cms.webhooks.models import Endpoint

# Each attempt of every event failed for so long: first a mail, then the receiver is switched off. Every event's own
# schedule ends in between.
WARNED_AFTER = datetime.timedelta(days=3)
OFF_AFTER = datetime.timedelta(days=5)
NOTICE = datetime.timedelta(days=1)  # between the mail and the end, at least


def waiting_for(endpoint: Endpoint) -> DeliveryQuerySet:
    """What waits for the endpoint and is in nobody's hands."""
    return Delivery.objects.filter(recipient=endpoint.recipient, state=Delivery.State.WAITING, claimed_until=None)


def succeeded(endpoint: Endpoint) -> None:
    """Forget what failed before: something arrived."""
    if endpoint.failing_since is not None:
        Endpoint.objects.filter(pk=endpoint.pk).update(failing_since=None, warned_at=None)


def failed(endpoint: Endpoint, kind: str) -> bool:
    """Note that an attempt failed; tells whoever answers for the endpoint, and True where it was switched off, after
    days on which nothing arrived."""
    now = timezone.now()
    if endpoint.failing_since is None:
        _unchanged(endpoint).filter(failing_since=None).update(failing_since=now)
        return False
    if endpoint.warned_at is None:
        if now - endpoint.failing_since >= WARNED_AFTER:
            _warn(endpoint, now)
        return False
    is_over = now - endpoint.failing_since >= OFF_AFTER and now - endpoint.warned_at >= NOTICE
    return is_over and switch_off(endpoint, Endpoint.Off.FAILING, kind)


def switch_off(endpoint: Endpoint, why: str, kind: str) -> bool:
    """Send no more to this address, and tell whoever answers for it, once; neither without the other. False where
    somebody else did it, or the address is another by now.

    What waits, of that kind, fails with it, all at once.
    """
    with transaction.atomic(), override(settings.LANGUAGE_CODE):
        if not _unchanged(endpoint).update(is_active=False, off_because=why):
            return False
        subject = _("Webhook switched off: %(name)s")
        if why == Endpoint.Off.FAILING:
            said = _("No event has reached the receiver “%(name)s” since %(since)s.")
        else:
            said = _("The receiver “%(name)s” answered 410 to an event: it wants no more of them.")
        end = _(
            "So nothing is sent there any more.\n\nWhat was sent, and where to switch it on again: %(where)s\n\n"
            "What was missed meanwhile is in the change feed, for %(days)d days."
        )
        _tell(endpoint, subject, f"{said} {end}")
        waiting = waiting_for(endpoint).filter(kind=kind)
        waiting.update(state=Delivery.State.FAILED, last_error=_("The receiver is switched off."))
    return True


def _warn(endpoint: Endpoint, now: datetime.datetime) -> None:
    with transaction.atomic(), override(settings.LANGUAGE_CODE):
        if _unchanged(endpoint).filter(warned_at=None).update(warned_at=now):
            text = _(
                "No event has reached the receiver “%(name)s” since %(since)s. If that stays so, it will be switched "
                "off in two days.\n\nWhat was sent, and what came of it: %(where)s"
            )
            _tell(endpoint, _("Webhook fails: %(name)s"), text)


def _tell(endpoint: Endpoint, subject: str, text: str) -> None:
    since = timezone.localtime(endpoint.failing_since) if endpoint.failing_since else None
    said = {
        "name": endpoint.name,
        "since": date_format(since, "DATETIME_FORMAT") if since else "",
        "days": settings.CHANGES_KEPT,
        "where": settings.PUBLIC_URL + reverse("webhooks:edit", args=(endpoint.pk,)),
    }
    send_mail(subject % {"name": " ".join(endpoint.name.split())}, text % said, None, [endpoint.contact])


def _unchanged(endpoint: Endpoint) -> QuerySet[Endpoint]:
    """The endpoint's row while it is on, and at the address that was tried."""
    return Endpoint.objects.filter(pk=endpoint.pk, address=endpoint.address, is_active=True)
