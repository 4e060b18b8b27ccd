"""What was imported from which file, and what an editor has yet to look at."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.models import Page

from cms.importer import findings


class ImportQuerySet(models.QuerySet["Import"]):
    def with_open_findings(self) -> ImportQuerySet:
        """Each with the number of findings that nobody has settled, as `open_findings`."""
        still_open = models.Q(findings__settled_at=None) & ~models.Q(findings__code__in=findings.FOR_INFORMATION)
        return self.annotate(open_findings=models.Count("findings", filter=still_open))


class Import(models.Model):
    """One file in one language: what was made of it when it was last imported."""

    class Kind(models.TextChoices):
        PRESS_RELEASE = "press_release", _("Release")
        PRACTICE_REPORT = "practice_report", _("Report")
        MEETING_DOCUMENTATION = "meeting_documentation", _("Minutes")

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        PUBLISHED = "published", _("Published")
        LEFT_ALONE = "left_alone", _("Left alone")
        REFUSED = "refused", _("Refused")

    path = models.CharField(_("file"), max_length=1024)
    locale = models.CharField(pgettext_lazy("newsroom", "locale"), max_length=100)
    sha256 = models.CharField(max_length=64, db_index=True)
    kind = models.CharField(_("kind"), max_length=30, choices=Kind.choices, blank=True)
    status = models.CharField(_("state"), max_length=12, choices=Status.choices)
    page = models.ForeignKey(
        Page, verbose_name=_("page"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    # The revision that the import made: any later one is an editor's.
    revision_id = models.BigIntegerField(null=True)
    imported_at = models.DateTimeField(_("imported"), auto_now=True)

    objects = ImportQuerySet.as_manager()

    class Meta:
        ordering = ["-imported_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["path", "locale"], name="one_import_per_file_and_locale")]
        verbose_name = _("import")
        verbose_name_plural = _("imports")

    def __str__(self) -> str:
        return self.file_name

    @property
    def file_name(self) -> str:
        """The file's name without its folders."""
        return self.path.rpartition("/")[2]


class ImportFinding(models.Model):
    """Something about an import that an editor must look at, until somebody says that it is settled."""

    record = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="findings")
    # One of cms.importer.findings.Code; a new one needs no migration.
    code = models.CharField(max_length=30)
    line = models.PositiveIntegerField(null=True)
    field = models.CharField(max_length=60, blank=True)
    details = models.JSONField(default=dict)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["pk"]
        verbose_name = _("finding")
        verbose_name_plural = _("findings")

    def __str__(self) -> str:
        return self.message

    @property
    def label(self) -> str:
        """What kind of finding it is, in the active language."""
        return str(findings.Code(self.code).label)

    @property
    def message(self) -> str:
        """The finding in the active language."""
        return findings.message(self.code, self.details)

    def key(self) -> tuple[Any, ...]:
        """What makes it the same finding when the file is imported again."""
        return self.code, self.field, str(self.details)
