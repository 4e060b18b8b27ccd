"""All originals and how far each is in every language, in a bounded number of queries."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.core.paginator import Page as PartOfList
from django.core.paginator import Paginator
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from wagtail.models import Locale, Page

from cms.translation.models import Job, Status

ROWS = 50
OPEN = (Status.IN_PROGRESS, Status.MACHINE, Status.IN_REVIEW, Status.OUTDATED)


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
    """An original and its jobs by language."""

    page: Page
    jobs: dict[int, Job] = field(default_factory=dict)


@dataclass(frozen=True)
class Matrix:
    """The part of the originals that is shown, and the counts of all that there are by language and status."""

    part: PartOfList[Any]
    rows: list[Row]
    locales: list[Locale]
    counts: dict[int, dict[str, int]]


def matrix(filters: Filters, number: Any, *, today: datetime.date) -> Matrix:
    """The wanted part of the matrix, in five queries however many pages there are."""
    locales = list(Locale.objects.order_by("pk"))
    found = originals(filters, today).order_by("-latest_revision_created_at", "-pk")
    part = Paginator(found.select_related("locale", "content_type"), ROWS).get_page(number)
    rows = {page.translation_key: Row(page) for page in part.object_list}
    for job in Job.objects.filter(key__in=rows.keys()).select_related("assignee"):
        rows[job.key].jobs[job.locale_id] = job
    return Matrix(part, list(rows.values()), locales, counts(locales))


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
    """How many pages there are by language and status; those that nobody asked for are the rest."""
    pages = Page.objects.filter(depth__gt=1, alias_of=None)
    # Pages come in the order of the tree, by which they would be grouped, too.
    by_locale = dict(pages.order_by().values("locale").annotate(number=Count("pk")).values_list("locale", "number"))
    models = {f"{kind.app_label}.{kind.model}" for kind in ContentType.objects.get_for_models(*_page_models()).values()}
    found: dict[int, dict[str, int]] = {locale.pk: {} for locale in locales}
    of_pages = Job.objects.filter(model__in=models).values("locale", "status").annotate(number=Count("pk"))
    for locale, status, number in of_pages.values_list("locale", "status", "number"):
        if locale in found:
            found[locale][status] = number
    translations = {locale: sum(statuses.values()) for locale, statuses in found.items()}
    # A page of a language is a translation, or an original, which nobody asks for in its own language.
    written = {locale: by_locale.get(locale, 0) - translations.get(locale, 0) for locale in found}
    everything = sum(max(0, number) for number in written.values())
    for locale, statuses in found.items():
        rest = everything - max(0, written[locale]) - translations[locale]
        statuses[Status.NOT_REQUESTED] = max(0, rest)
    return found


def _page_models() -> list[type[Page]]:
    from wagtail.models import get_page_models

    return list(get_page_models())
