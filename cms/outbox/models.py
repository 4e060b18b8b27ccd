"""What has to leave the house: written in the transaction of the change that causes it, delivered after its commit."""

from __future__ import annotations

import datetime
import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    def due(self, at: datetime.datetime) -> DeliveryQuerySet:
        """What a worker may take at that moment, in the order in which it should."""
        free = models.Q(claimed_until=None) | models.Q(claimed_until__lte=at)
        return self.filter(free, state=Delivery.State.WAITING, due_at__lte=at).order_by("due_at", "created_at", "pk")


class Delivery(models.Model):
    """One side effect on its way out. Written by `outbox.put` and the worker only."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        DELIVERED = "delivered", _("Delivered")
        FAILED = "failed", _("Failed")

    # The same at every attempt: by it a receiver recognises what it has had before.
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(_("kind"), max_length=40)
    payload = models.JSONField(_("content"))
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.WAITING)
    created_at = models.DateTimeField(_("written"), default=timezone.now)
    due_at = models.DateTimeField(_("due"), default=timezone.now)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    delivered_at = models.DateTimeField(_("delivered"), null=True)
    last_error = models.TextField(_("last error"), blank=True)
    # What whoever took it said to it.
    answer = models.TextField(pgettext_lazy("newsroom", "answer"), blank=True, default="", db_default="")
    # For whom it is, where a kind wants to find again what it has for somebody.
    recipient = models.CharField(max_length=60, blank=True, default="", db_default="")
    # A lease: whoever holds it delivers; when it has run out, whoever held it is taken to be dead.
    claimed_until = models.DateTimeField(_("claimed until"), null=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["state", "due_at", "created_at", "id"], name="deliveries_in_turn"),
            models.Index(fields=["state", "delivered_at"], name="deliveries_old"),
            models.Index(fields=["recipient", "created_at"], name="deliveries_of_a_recipient"),
        ]
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class Heartbeat(models.Model):
    """That a process works in the background, and when it last said so. Written by `cms.outbox.heartbeat` only."""

    kind = models.CharField(max_length=20)
    host = models.CharField(max_length=80)
    process = models.PositiveIntegerField()
    at = models.DateTimeField()

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["kind", "host", "process"], name="one_heartbeat_each")]

    def __str__(self) -> str:
        return f"{self.kind} {self.host} {self.process}"


class Mute(models.Model):
    """While there is a row, nothing leaves the house: this is a restored copy, and nobody has said yet that it is the
    newsroom. Written by `manage.py restore`, taken away by `release_copy`."""

    since = models.DateTimeField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.since)
