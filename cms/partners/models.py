"""Keys of partners to the API."""

from __future__ import annotations

import secrets
from hashlib import sha256

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

BEGINNING = "tp_"  # by which keys are recognised where they must not lie around
SHOWN = len(BEGINNING) + 6  # characters of a key that are kept to tell it from others
BYTES = 32


class Scope(models.TextChoices):
    """What a key is for."""

    CONTENT = "content", _("Lists, documents and vocabularies")
    CHANGES = "changes", _("Change feed")
    SEARCH = "search", _("Search")


def all_scopes() -> list[str]:
    return list(Scope.values)


class ApiKey(models.Model):
    """A key to the API, of which only a hash is kept; it allows more requests a minute than nobody's."""

    name = models.CharField(_("for whom"), max_length=120)
    email = models.EmailField(_("email address"), blank=True)
    beginning = models.CharField(_("beginning"), max_length=SHOWN, editable=False)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    scopes = models.JSONField(_("what for"), default=all_scopes)
    per_minute = models.PositiveIntegerField(
        _("requests a minute"), default=6_000, validators=[MinValueValidator(1), MaxValueValidator(1_000_000)]
    )
    issued_at = models.DateTimeField(_("issued"), default=timezone.now, editable=False)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.SET_NULL, related_name="+",
        verbose_name=_("issued by"),
    )  # fmt: skip
    revoked_at = models.DateTimeField(_("revoked"), null=True, editable=False)
    last_used_at = models.DateTimeField(_("last used"), null=True, editable=False)

    class Meta:
        verbose_name = _("API key")
        verbose_name_plural = _("API keys")
        ordering = ("-issued_at", "-pk")

    def __str__(self) -> str:
        return f"{self.name} ({self.beginning}…)"

    def renew(self) -> str:
        """A new secret for the key, which is kept nowhere: whoever holds an old one holds nothing any more."""
        secret = BEGINNING + secrets.token_urlsafe(BYTES)
        self.beginning, self.digest = secret[:SHOWN], digest_of(secret)
        return secret


def digest_of(secret: str) -> str:
    """How a secret is kept; it is random and long, so that one round of SHA-256 is enough."""
    return sha256(secret.encode()).hexdigest()
