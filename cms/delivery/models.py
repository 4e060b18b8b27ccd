"""The publication store: everything public, ready to serve, and the log of how it changed."""

from __future__ import annotations

import datetime
import secrets
from uuid import UUID

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
MICROSECOND = datetime.timedelta(microseconds=1)
MAX_PATH = 2048  # characters of a public path


def new_epoch() -> str:
    """A name that no epoch had before."""
    return secrets.token_hex(8)


def tie_break(published_at: datetime.datetime | None, key: UUID) -> str:
    """What orders publications that stand at the same moment: when they were first public, and then their keys. Of one
    length, in digits and letters that every collation orders alike."""
    since = max(0, (published_at - EPOCH) // MICROSECOND) if published_at else 0
    return f"{since:018d}{key.hex}"


class PublicationQuerySet(models.QuerySet["Publication"]):
    def visible(self, *, at: datetime.datetime | models.Expression | None = None) -> PublicationQuerySet:
        """What may be shown at that moment (now): expiry holds to the second, whether or not a scheduler runs."""
        now = at or timezone.now()
        return self.filter(models.Q(expires_at=None) | models.Q(expires_at__gt=now), hidden=False)


class Publication(models.Model):
    """One live, public page in one locale. Written by cms.delivery.store only."""

    # No foreign key: a cascade would take the row away before its end is in the change log.
    page_id = models.BigIntegerField(unique=True)
    model = models.CharField(max_length=100)
    type = models.CharField(_("type"), max_length=40)
    locale = models.CharField(pgettext_lazy("newsroom", "locale"), max_length=100)
    key = models.UUIDField()
    path = models.CharField(_("path"), max_length=MAX_PATH, db_index=True)
    title = models.CharField(_("title"), max_length=255)
    sort_at = models.DateTimeField()
    tie_break = models.CharField(max_length=50)  # the order of what stands at one moment: see `tie_break`
    over_at = models.DateTimeField(null=True, db_index=True)
    closes_at = models.DateTimeField(null=True, db_index=True)
    published_at = models.DateTimeField(null=True)
    updated_at = models.DateTimeField()  # when its own words or facts were last changed
    modified_at = models.DateTimeField()  # when anything in its document was
    expires_at = models.DateTimeField(_("ends"), null=True, db_index=True)
    hidden = models.BooleanField(default=False)
    summary = models.JSONField()
    document = models.JSONField()
    text = models.TextField(blank=True)
    hash = models.CharField(max_length=64)
    fingerprint = models.CharField(max_length=64, blank=True, default="")  # of the page's own words and facts
    presenter_version = models.PositiveIntegerField()
    sequence = models.BigIntegerField()

    objects = PublicationQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "locale"], name="one_publication_per_key_and_locale")]
        indexes = [
            models.Index(fields=["type", "locale", "-sort_at", "-tie_break"], name="publication_lists"),
            models.Index(fields=["locale", "-sort_at", "-tie_break"], name="publication_lists_of_all"),
            models.Index(fields=["type", "locale"], condition=models.Q(hidden=True), name="publication_hidden"),
            models.Index(
                fields=["type", "locale", "expires_at"],
                condition=models.Q(expires_at__isnull=False),
                name="publication_ending",
            ),
        ]
        verbose_name = _("publication")
        verbose_name_plural = _("publications")

    def __str__(self) -> str:
        return f"{self.path} ({self.type})"


class PublicationFilter(models.Model):
    """A value by which lists can be narrowed; its kind is one that a presenter names."""

    publication = models.ForeignKey(Publication, on_delete=models.CASCADE, related_name="filters")
    kind = models.CharField(max_length=20)
    value = models.CharField(max_length=255)
    label = models.CharField(max_length=255)
    locale = models.CharField(max_length=100, blank=True, default="")  # of the label; empty: the publication's

    class Meta:
        indexes = [models.Index(fields=["kind", "value"], name="publication_filters")]

    def __str__(self) -> str:
        return f"{self.kind}: {self.value}"


class OncePublished(models.Model):
    """Something by which publications could be narrowed at some time (`cms.delivery.once_published`); `gone` where it
    was deleted since."""

    kind = models.CharField(max_length=20)
    value = models.CharField(max_length=255)
    gone = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["value", "kind"], name="once_published_is_noted_once")]

    def __str__(self) -> str:
        return f"{self.kind}: {self.value}"


class Tally(models.Model):
    """How many publications count as something (`cms.delivery.tallies`)."""

    type = models.CharField(max_length=40)
    locale = models.CharField(max_length=100)
    kind = models.CharField(max_length=20, blank=True)
    value = models.CharField(max_length=255)
    label = models.CharField(max_length=255, blank=True)
    label_locale = models.CharField(max_length=100, blank=True)
    number = models.IntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["type", "locale", "kind", "value", "label", "label_locale"], name="one_tally_of_each_kind"
            )
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.type} ({self.locale}), {self.kind}: {self.value}"


class PublicationSource(models.Model):
    """Something that a document was made from, so that its change can be followed to the document."""

    publication = models.ForeignKey(Publication, on_delete=models.CASCADE, related_name="sources")
    kind = models.CharField(max_length=60)
    value = models.CharField(max_length=36)

    class Meta:
        indexes = [models.Index(fields=["kind", "value"], name="publication_sources")]

    def __str__(self) -> str:
        return f"{self.kind} {self.value}"


class Change(models.Model):
    """One entry of the change log; numbers rise without gaps in the order of commits."""

    class Kind(models.TextChoices):
        PUBLISHED = "published", _("Published")
        UPDATED = "updated", pgettext_lazy("newsroom", "Updated")
        MOVED = "moved", pgettext_lazy("newsroom", "Moved")
        UNPUBLISHED = "unpublished", pgettext_lazy("newsroom", "Unpublished")
        WITHDRAWN = "withdrawn", _("Withdrawn")
        DELETED = "deleted", _("Deleted")

    class Significance(models.TextChoices):
        MAJOR = "major", pgettext_lazy("newsroom", "Major")  # published, corrected, withdrawn
        MINOR = "minor", pgettext_lazy("newsroom", "Minor")  # the text's own words or facts
        TECHNICAL = "technical", pgettext_lazy("newsroom", "Technical")  # all else

    sequence = models.BigIntegerField(_("number"), primary_key=True)
    at = models.DateTimeField(_("time"))
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    significance = models.CharField(
        pgettext_lazy("newsroom", "Significance"), max_length=9, choices=Significance.choices
    )
    page_id = models.BigIntegerField(_("page"))
    type = models.CharField(_("type"), max_length=40)
    locale = models.CharField(pgettext_lazy("newsroom", "locale"), max_length=100)
    key = models.UUIDField(_("key"))
    path = models.CharField(_("path"), max_length=MAX_PATH)
    previous_path = models.CharField(_("previous path"), max_length=MAX_PATH, blank=True)
    hash = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["sequence"]
        indexes = [models.Index(fields=["key"], name="changes_of_a_text")]
        verbose_name = _("change")
        verbose_name_plural = _("change log")

    def __str__(self) -> str:
        return f"{self.sequence} {self.kind} {self.path}"


class Tombstone(models.Model):
    """What stands at an address instead of a publication that was withdrawn. Written by cms.delivery.store only.

    It outlives its page, and ends when the page, or another one at its address, is published again.
    """

    page_id = models.BigIntegerField()  # as with publications: deleting the page leaves it
    type = models.CharField(max_length=40)
    locale = models.CharField(max_length=100)
    key = models.UUIDField()
    path = models.CharField(max_length=MAX_PATH, db_index=True)
    reason = models.TextField(blank=True)
    reason_locale = models.CharField(max_length=100, blank=True)
    withdrawn_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "locale"], name="one_tombstone_per_key_and_locale")]

    def __str__(self) -> str:
        return self.path


class Counter(models.Model):
    """The number of the newest change, in the one row that every writer locks last.

    The numbers hold for one `epoch`: a backup that is played in begins another, since it gives numbers a second time.
    """

    value = models.BigIntegerField(default=0)
    epoch = models.CharField(max_length=16, default=new_epoch)

    def __str__(self) -> str:
        return str(self.value)


class Generation(models.Model):
    """The number that tells finished answers from outdated ones, in one row (`cms.delivery.generation`)."""

    value = models.BigIntegerField()

    def __str__(self) -> str:
        return str(self.value)


class Pending(models.Model):
    """A mark that something touched still has to be presented; written in the transaction that touched it.

    Several marks may name the same thing: a mark written while another is being worked off must not be lost with it.
    """

    kind = models.CharField(max_length=60)
    value = models.CharField(max_length=36)
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.kind} {self.value}"
