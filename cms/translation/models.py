"""How far each text is in each language, and the agency's own terms.

The words themselves lie in wagtail-localize's tables: a TranslationSource holds the frozen original, its
StringSegments the original's strings in their places, StringTranslations the words that stand for them.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from functools import cached_property
from typing import Any
from uuid import UUID

from django.apps import apps
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext, pgettext_lazy
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.models import Locale, Orderable, Page, Revision
from wagtail.search import index

from cms.delivery.chunks import chunks
from cms.delivery.statements import filling, parameters, statement
from cms.locales import DEFAULT
from cms.translation.localize import Translation, TranslationSource

Texts = dict[str, list[str]]
"""The strings of a text by the path of the place they stand in: `title`, `body.<id of the block>`."""


HAS_JOB = "has_job"  # on a page as it was read: whether it is a translation


class Status(models.TextChoices):
    """How far a block, or a whole text, is in a language."""

    NOT_REQUESTED = "not_requested", _("Not requested")
    IN_PROGRESS = "in_progress", pgettext_lazy("newsroom", "In progress")
    MACHINE = "machine", _("Machine translated, unread")
    IN_REVIEW = "in_review", _("In review")
    CURRENT = "current", _("Current")
    OUTDATED = "outdated", _("Outdated")
    EXCLUDED = "excluded", _("Excluded on purpose")


# What somebody still has to do something about.
OPEN = (Status.IN_PROGRESS, Status.MACHINE, Status.IN_REVIEW, Status.OUTDATED)


class Job(models.Model):
    """The translation of one page or snippet into one language: who asked for it, and how far it is.

    `baseline` holds the original's words that the public translation was made from, `handed_over` those that the
    submitted version was made from, `version` of a snippet what was submitted (of a page it is the revision),
    `extracted_by` by which way of taking texts apart they were taken from it
    (`localize.stamp`), `blocks` the status of every block as `{"path", "status"}`, and `own_facts` the values that the
    desk says in place of the original's, as they are stored, by the name of their field (`cms.translation.own`).
    """

    key = models.UUIDField()
    model = models.CharField(max_length=100)
    title = models.CharField(_("title"), max_length=255)
    source_locale = models.ForeignKey(Locale, on_delete=models.CASCADE, related_name="+")
    locale = models.ForeignKey(Locale, verbose_name=_("language"), on_delete=models.CASCADE, related_name="+")
    # None for a translation that was written by hand, and for a text that is excluded.
    translation = models.OneToOneField(Translation, null=True, on_delete=models.SET_NULL, related_name="job")
    status = models.CharField(
        _("status"), max_length=15, choices=Status.choices, default=Status.IN_PROGRESS, db_index=True
    )
    blocks = models.JSONField(default=list)
    own_facts = models.JSONField(default=dict)
    # Of each own file that is public, what it and the original's were when it came to be, and since when that one is
    # another.
    own_files = models.JSONField(default=dict)
    own_facts_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    excluded = models.BooleanField(_("excluded on purpose"), default=False)

    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=pgettext_lazy("newsroom", "requested by"),
    )
    requested_at = models.DateTimeField(_("requested"), auto_now_add=True)
    due = models.DateField(_("due"), null=True, blank=True, db_index=True)
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("assigned to"),
    )

    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    submitted_at = models.DateTimeField(null=True)
    handed_over = models.JSONField(null=True)
    version = models.JSONField(null=True, encoder=DjangoJSONEncoder)
    revision_id = models.BigIntegerField(null=True)
    comment = models.TextField(blank=True)  # of whoever returned it
    notice = models.TextField(blank=True)  # of the machine that failed

    baseline = models.JSONField(null=True)
    extracted_by = models.CharField(max_length=40, blank=True)
    released_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "locale"], name="one_job_per_key_and_locale")]
        verbose_name = _("translation")
        verbose_name_plural = _("translations")

    def __str__(self) -> str:
        return f"{self.title} ({self.locale.language_code})"

    @property
    def source(self) -> TranslationSource:
        """The frozen original; raises LookupError for a translation that was written by hand."""
        if self.translation is None:
            raise LookupError(f"{self} has no frozen original.")
        return self.translation.source

    @property
    def is_submitted(self) -> bool:
        return self.submitted_at is not None

    @cached_property
    def is_approved(self) -> bool:
        """True where the version in review was approved, and waits for its moment or its original; of what was written
        by hand nothing else counts as in review (`status.is_approved_by_hand`)."""
        if self.translation_id is None and not self.is_submitted:
            return self.status == Status.IN_REVIEW
        approved = Revision.objects.filter(pk=self.revision_id, approved_go_live_at__isnull=False)
        return self.is_submitted and self.revision_id is not None and approved.exists()

    def told(self, status: str) -> str:
        """What editors read of a status of the text or of one of its places."""
        if status == Status.IN_REVIEW and self.is_approved:
            return pgettext("newsroom", "Approved")
        return str(Status(status).label)

    def get_status_display(self) -> str:  # type: ignore[no-redef]  # Django makes one unless there is one
        return self.told(self.status)

    @property
    def is_open(self) -> bool:
        """True while there is something to do for its translators or reviewers."""
        return self.status in OPEN

    @property
    def outdated_files(self) -> dict[str, datetime.datetime]:
        """Since when the original has another file, by the fields in which this translation has an older one of its
        own."""
        found = ((name, said["since"]) for name, said in self.own_files.items())
        return {name: datetime.datetime.fromisoformat(since) for name, since in found if since}

    @property
    def submission(self) -> str:
        """By what one submission is told from another; empty while there is none."""
        return self.submitted_at.isoformat() if self.submitted_at else ""

    @property
    def is_public(self) -> bool:
        """True once a version of it was approved and published."""
        return self.released_at is not None

    def is_overdue(self, *, on: datetime.date) -> bool:
        """True where it was due before that day and is not done."""
        return self.due is not None and self.due < on and self.status in OPEN


class Term(index.Indexed, ClusterableModel):
    """A term of the field in the language of the originals, with what it is called elsewhere."""

    term = models.CharField(_("term"), max_length=200, unique=True)
    note = models.TextField(_("note"), blank=True, help_text=_("What translators should know: meaning, context."))

    panels = [
        FieldPanel("term"),
        FieldPanel("note"),
        InlinePanel("translations", heading=pgettext_lazy("newsroom", "Translations"), label=_("Translation")),
    ]
    search_fields = [index.SearchField("term"), index.AutocompleteField("term")]

    class Meta:
        ordering = ["term"]
        verbose_name = _("glossary term")
        verbose_name_plural = _("glossary terms")

    def __str__(self) -> str:
        return self.term


class TermTranslation(Orderable):
    """What a term is called in a language, and what it must not be called there."""

    term = ParentalKey(Term, on_delete=models.CASCADE, related_name="translations")
    locale = models.ForeignKey(Locale, verbose_name=_("language"), on_delete=models.CASCADE, related_name="+")
    text = models.CharField(_("translation"), max_length=200)
    forbidden = models.TextField(
        _("not to be used"), blank=True, help_text=_("Variants that must not be used, one a line.")
    )

    panels = [FieldPanel("locale"), FieldPanel("text"), FieldPanel("forbidden")]

    class Meta(Orderable.Meta):
        constraints = [models.UniqueConstraint(fields=["term", "locale"], name="one_translation_per_term_and_locale")]
        verbose_name = _("translation")
        verbose_name_plural = _("translations")

    def __str__(self) -> str:
        return self.text

    @property
    def variants(self) -> list[str]:
        """The forbidden variants."""
        return [line.strip() for line in self.forbidden.splitlines() if line.strip()]

    def clean(self) -> None:
        super().clean()
        if self.text.strip().casefold() in {variant.casefold() for variant in self.variants}:
            raise ValidationError({"forbidden": _("The translation itself cannot be forbidden.")})


def jobs_of(instance: Any) -> models.QuerySet[Job]:
    """The translations of which the page or snippet is the original."""
    return Job.objects.filter(key=instance.translation_key, source_locale=instance.locale_id)


def known_jobs(instance: Any) -> list[Job]:
    """The same with all that their statuses follow from."""
    return list(jobs_of(instance).select_related("translation__source", "locale"))


def job_for(instance: Any) -> Job | None:
    """The translation that the page or snippet is; None for an original."""
    return Job.objects.filter(key=instance.translation_key, locale=instance.locale_id).first()


def not_released(keys: Iterable[UUID]) -> set[tuple[UUID, int]]:
    """Which of these texts are, in which locale, translations that were never approved."""
    found: set[tuple[UUID, int]] = set()
    for some in chunks(keys):
        number, filled = filling("key", some)
        found |= {(row.key, row.locale_id) for row in _held(number, **filled)}
    return found


@statement
def _held(number: int) -> Any:
    held = Job.objects.filter(key__in=parameters("key", models.UUIDField(), number), released_at=None)
    return held.order_by().values_list("key", "locale_id")


def is_translation(page: Any) -> bool:
    """True for a page whose words are translated from an original's strings, and not written in its own form."""
    return Job.objects.filter(
        key=page.translation_key, locale=page.locale_id, translation__enabled=True, excluded=False
    ).exists()


def is_reviewed_as_translation(page: Page) -> bool:
    """True for what goes out by a review whatever its type is: a page with a job, in whatever state it is, and any page
    in another language than the originals."""
    if page.locale.language_code != DEFAULT:
        return True
    if HAS_JOB not in page.__dict__:
        page.__dict__[HAS_JOB] = job_for(page) is not None
    return bool(page.__dict__[HAS_JOB])


def annotate_jobs(pages: Any) -> Any:
    """The pages of a list with what `is_reviewed_as_translation` asks of each."""
    own = Job.objects.filter(key=models.OuterRef("translation_key"), locale=models.OuterRef("locale"))
    return pages.annotate(**{HAS_JOB: models.Exists(own)})


def original_of(job: Job) -> Any:
    """The page or snippet that the translation is of, as it stands in the database; None where it was deleted."""
    model = apps.get_model(job.model)
    found = model._default_manager.filter(translation_key=job.key, locale_id=job.source_locale_id).first()
    return found.specific if isinstance(found, Page) else found
