"""Receivers of events: partners who want to hear of each change, at an address of theirs."""

from __future__ import annotations

import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cms.delivery.models import Change
from cms.webhooks.signing import new_secret

# How long the secret before is still valid when it was replaced.
ROTATION = datetime.timedelta(hours=24)


class Endpoint(models.Model):
    """An address to which events are sent, and the secrets that sign them."""

    class Off(models.TextChoices):
        GONE = "gone", _("It was switched off because the receiver answered 410: it wants no more events.")
        FAILING = "failing", _("It was switched off because no event had reached the receiver for five days.")

    name = models.CharField(_("name"), max_length=120, help_text=_("Who receives, in words of your own."))
    address = models.CharField(
        pgettext_lazy("newsroom", "address"),
        max_length=1000,
        help_text=_("Events are sent to this address: https://…, port 443."),
    )
    contact = models.EmailField(
        _("contact"),
        help_text=_("Told by e-mail when the receiver fails for days, or wants no more events."),
    )
    is_active = models.BooleanField(
        pgettext_lazy("newsroom", "active"), default=True, help_text=_("Events are sent while this is switched on.")
    )
    types = models.JSONField(_("types"), default=list, blank=True, help_text=_("None chosen: all types."))
    locales = models.JSONField(_("languages"), default=list, blank=True, help_text=_("None chosen: all languages."))
    secret = models.CharField(max_length=120, default=new_secret, editable=False)
    previous_secret = models.CharField(max_length=120, blank=True, editable=False)
    previous_until = models.DateTimeField(null=True, editable=False)
    # Whoever has kept others waiting, or asks for it, is sent nothing new until then.
    rests_until = models.DateTimeField(null=True, editable=False)

    # Since when every attempt has failed, when the contact was told, and why it was switched off, unless by people.
    failing_since = models.DateTimeField(null=True, editable=False)
    warned_at = models.DateTimeField(null=True, editable=False)
    off_because = models.CharField(max_length=10, choices=Off.choices, blank=True, default="", editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["name", "pk"]
        default_permissions = ("add", "change", "delete")
        verbose_name = _("webhook")
        verbose_name_plural = _("webhooks")

    def __str__(self) -> str:
        return self.name

    @property
    def recipient(self) -> str:
        """By what the outbox finds what it has for this endpoint."""
        return f"webhook {self.pk}"

    @property
    def why_off(self) -> str:
        """Why the newsroom switched it off; empty while it is on, and where people did."""
        return "" if self.is_active or not self.off_because else str(self.Off(self.off_because).label)

    def begin_anew(self) -> None:
        """Forget what failed, as where it is switched on again or has another address. Must be saved."""
        self.failing_since, self.warned_at, self.off_because = None, None, ""

    def wants(self, change: Change) -> bool:
        """True for a change of the types and in the languages that were chosen, or of all."""
        is_type = not self.types or change.type in self.types
        return is_type and (not self.locales or change.locale in self.locales)

    def rotate(self, at: datetime.datetime) -> str:
        """A new secret for the endpoint; the one before is valid for 24 hours more. Must be saved."""
        self.previous_secret, self.previous_until = self.secret, at + ROTATION
        self.secret = new_secret()
        return self.secret

    def valid_secrets(self, at: datetime.datetime) -> list[str]:
        """The secrets that sign at that moment, the newest first."""
        is_kept = self.previous_secret and self.previous_until is not None and at < self.previous_until
        return [self.secret, self.previous_secret] if is_kept else [self.secret]
