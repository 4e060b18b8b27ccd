"""All originals and how far each is in every language, in a bounded number of queries."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Count, Exists, F, OuterRef, Q, QuerySet, Value, Window
from wagtail.models import Locale, Page, get_page_models

from cms.translation.models import OPEN, Job, Status

ROWS = 50


@dataclass(frozen=True)
class Filters:
    """What is looked for; everything empty is everything. `status` without `locale` holds in any language."""

    words: str = ""
    type: int | None = None
    locale: int | None = None
    status: str = ""
    assignee: int | None = None
    overdue: bool = False
    key: UUID | None = None

    @property
    def about_jobs(self) -> Q:
        """The conditions on a job that a row must have."""
        wanted = Q()
        if self.locale:
            wanted &= Q(locale_id=self.locale)
        if self.status:
            wanted &= Q(status=self.status)
        if self.assignee:
            wanted &= Q(assignee_id=self.assignee, status__in=OPEN)
        return wanted


@dataclass
class Row:
    """An original with its language and the name of its type, and its jobs by language."""

    page: Page
    locale: Locale
    kind: str
    jobs: dict[int, Job] = field(default_factory=dict)


@dataclass(frozen=True)
class Matrix:
    """The part of the originals that is shown, as which of how many parts, and the counts of all that there are by
    language and status."""

    rows: list[Row]
    number: int
    parts: int
    locales: list[Locale]
    counts: dict[int, dict[str, int]]


def matrix(filters: Filters, number: int, *, today: datetime.date) -> Matrix:
    """The wanted part of the matrix, in four queries however many pages there are; the first where there is no such."""
    locales = list(Locale.objects.order_by("pk"))
    found = originals(filters, today).order_by("-latest_revision_created_at", "-pk")
    # How many there are is told with the rows themselves, which are narrow: all that are found are sorted.
    found = found.annotate(total=Window(Count("*"))).only(
        "draft_title", "live", "translation_key", "content_type", "locale"
    )
    pages: list[Any] = list(found[ROWS * (number - 1) : ROWS * number])
    if not pages and number > 1:
        return matrix(filters, 1, today=today)
    by_pk = {locale.pk: locale for locale in locales}
    rows = {page.translation_key: Row(page, by_pk[page.locale_id], _kind(page)) for page in pages}
    for job in Job.objects.filter(key__in=rows.keys()).select_related("assignee"):
        rows[job.key].jobs[job.locale_id] = job
    parts = -(-pages[0].total // ROWS) if pages else 1
    return Matrix(list(rows.values()), number, parts, locales, counts(locales))


def _kind(page: Page) -> str:
    return ContentType.objects.get_for_id(page.content_type_id).name  # known to the process


def originals(filters: Filters, today: datetime.date) -> QuerySet[Page]:
    """The pages that are no translation and no alias, narrowed by the filters."""
    of_page = Job.objects.filter(key=OuterRef("translation_key"))
    pages = Page.objects.filter(depth__gt=1, alias_of=None).filter(~Exists(of_page.filter(locale=OuterRef("locale"))))
    if filters.key:
        pages = pages.filter(translation_key=filters.key)
    if filters.words:
        pages = pages.filter(draft_title__icontains=filters.words)
    if filters.type:
        pages = pages.filter(content_type_id=filters.type)
    if filters.status == Status.NOT_REQUESTED:
        return _not_requested(pages, of_page, filters.locale)
    if filters.overdue:
        of_page = of_page.filter(due__lt=today, status__in=OPEN)
    if filters.about_jobs or filters.overdue:
        pages = pages.filter(Exists(of_page.filter(filters.about_jobs)))
    return pages


def _not_requested(pages: QuerySet[Page], of_page: QuerySet[Job], locale: int | None) -> QuerySet[Page]:
    if locale:
        return pages.filter(~Exists(of_page.filter(locale=locale))).exclude(locale=locale)
    # In every language but its own.
    number = Locale.objects.count() - 1
    done = of_page.order_by().values("key").annotate(number=Count("pk")).filter(number__gte=number)
    return pages.filter(~Exists(done))


def counts(locales: Iterable[Locale]) -> dict[int, dict[str, int]]:
    """How many pages there are by language and status, in one query; those that nobody asked for are the rest."""
    models = {model._meta.label_lower for model in get_page_models()}
    nothing = Value("", output_field=CharField())
    written = originals(Filters(), datetime.date.min).order_by().annotate(state=nothing)
    translated = Job.objects.filter(model__in=models).annotate(state=F("status"))
    numbers = written.values("locale", "state").annotate(number=Count("pk")).values_list("locale", "state", "number")
    both = numbers.union(
        translated.values("locale", "state").annotate(number=Count("pk")).values_list("locale", "state", "number"),
        all=True,
    )
    found: dict[int, dict[str, int]] = {locale.pk: {} for locale in locales}
    own: dict[int, int] = {}
    for locale, status, number in both:
        if status == "":
            own[locale] = number
        else:
            found.setdefault(locale, {})[status] = number
    everything = sum(own.values())
    for locale, statuses in found.items():
        statuses[Status.NOT_REQUESTED] = max(0, everything - own.get(locale, 0) - sum(statuses.values()))
    return found
