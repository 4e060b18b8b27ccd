"""Personal links with which accredited readers see a release before its embargo ends, and each use of one."""

from __future__ import annotations

import datetime
import hashlib
import secrets
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

TOKEN_BYTES = 32


class State(models.TextChoices):
    VALID = "valid", _("Valid")
    EXPIRED = "expired", _("Expired")
    REVOKED = "revoked", _("Revoked")


class EmbargoLinkQuerySet(models.QuerySet["EmbargoLink"]):
    def for_token(self, token: str) -> EmbargoLinkQuerySet:
        """The link with that token, if there is one: looked up by its hash, so that no time taken tells of tokens."""
        return self.filter(token_hash=hash_of(token))

    def in_state(self, state: str, *, at: datetime.datetime) -> EmbargoLinkQuerySet:
        """The links that are in the state at that moment."""
        if state == State.REVOKED:
            return self.exclude(revoked_at=None)
        kept = self.filter(revoked_at=None)
        return kept.filter(expires_at__lte=at) if state == State.EXPIRED else kept.filter(expires_at__gt=at)


class EmbargoLink(models.Model):
    """A link for one person, to one release, until a moment; the token itself is kept by nobody but that person."""

    page = models.ForeignKey(Page, verbose_name=_("page"), on_delete=models.CASCADE, related_name="embargo_links")
    person = models.CharField(_("person"), max_length=120, help_text=_("Whom the link is for."))
    outlet = models.CharField(_("outlet"), max_length=120, help_text=_("The newspaper, station or agency."))
    email = models.EmailField(_("e-mail"), blank=True, help_text=_("For your own record; nothing is sent there."))
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("issued by"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    issued_at = models.DateTimeField(_("issued"), default=timezone.now)
    expires_at = models.DateTimeField(_("valid until"), db_index=True)
    revoked_at = models.DateTimeField(_("revoked"), null=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("revoked by"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    token_hash = models.CharField(max_length=64, unique=True)

    objects = EmbargoLinkQuerySet.as_manager()
    # A page is not "used" by those who may read it.
    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["-issued_at", "-pk"]
        # Links are issued and revoked by those who may publish their page; here there is only something to look at.
        default_permissions = ("view",)
        verbose_name = _("embargo link")
        verbose_name_plural = _("embargo links")

    def __str__(self) -> str:
        return f"{self.person}, {self.outlet}"

    def state(self, *, at: datetime.datetime) -> State:
        """What the link is at that moment."""
        if self.revoked_at is not None:
            return State.REVOKED
        return State.EXPIRED if self.expires_at <= at else State.VALID

    def renew_token(self) -> str:
        """A new token for the link, which keeps its hash only."""
        token = secrets.token_urlsafe(TOKEN_BYTES)
        self.token_hash = hash_of(token)
        return token

    def count_use(self, outcome: str, at: datetime.datetime) -> None:
        """Count a request with the link that came to that."""
        day = timezone.localdate(at, ZoneInfo(settings.TIME_ZONE))
        counted = self.uses.filter(day=day, outcome=outcome)
        if not counted.update(number=F("number") + 1, at=at):
            first = EmbargoLinkUse(link=self, day=day, outcome=outcome, at=at, number=0)
            EmbargoLinkUse.objects.bulk_create([first], ignore_conflicts=True)
            counted.update(number=F("number") + 1, at=at)


class EmbargoLinkUse(models.Model):
    """How often a link came to the same on one day. Neither address nor browser of the reader is kept."""

    class Outcome(models.TextChoices):
        SHOWN = "shown", _("Release shown")
        PUBLISHED = "published", _("Led to the published release")
        EXPIRED = "expired", _("Refused: expired")
        REVOKED = "revoked", _("Refused: revoked")
        TAKEN_BACK = "taken-back", _("Refused: nothing approved")

    link = models.ForeignKey(EmbargoLink, verbose_name=_("embargo link"), on_delete=models.CASCADE, related_name="uses")
    day = models.DateField(_("day"))
    at = models.DateTimeField(_("last time"))
    number = models.PositiveIntegerField(_("number"), default=1)
    outcome = models.CharField(_("outcome"), max_length=12, choices=Outcome.choices)

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["-at", "-pk"]
        default_permissions = ()
        verbose_name = _("use of an embargo link")
        verbose_name_plural = _("uses of embargo links")
        constraints = [models.UniqueConstraint(fields=["link", "day", "outcome"], name="one_row_a_day")]

    def __str__(self) -> str:
        return f"{self.day} {self.outcome}: {self.number}"


def hash_of(token: str) -> str:
    """The SHA-256 of a token, in hexadecimal."""
    return hashlib.sha256(token.encode()).hexdigest()
