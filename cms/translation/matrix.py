"""All originals and how far each is in every language, and what is to be done for the snippets that they show, in a
bounded number of queries."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Count, Exists, F, OuterRef, Q, QuerySet, Value, Window
from wagtail.models import Locale, Page, get_page_models

from cms.content.models import OwnLife
from cms.delivery import fate
from cms.translation.facts import snippet_models
from cms.translation.models import OPEN, Job, Status

ROWS = 50
# Of a page, what its line tells, and what that follows from; what pages are made of is wide.
COLUMNS = (
    *("draft_title", "translation_key", "content_type", "locale", "path", "depth"),
    *("live", "expired", "expire_at", "first_published_at", "has_unpublished_changes", "alias_of", "url_path"),
)


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

    def late(self, today: datetime.date) -> Q:
        """The same for what is overdue alone, where that is looked for."""
        return Q(due__lt=today, status__in=OPEN) if self.overdue else Q()


@dataclass
class Row:
    """An original with its language and the name of its type, how it stands, its jobs by language, and the languages
    (by their codes) of which the address says that they were withdrawn, and (by their ids) why those with a life of
    their own are public whatever becomes of it."""

    page: Page
    locale: Locale
    kind: str
    status: fate.Status
    jobs: dict[int, Job] = field(default_factory=dict)
    withdrawn: frozenset[str] = frozenset()
    own_lives: dict[int, str] = field(default_factory=dict)


@dataclass(frozen=True)
class SnippetRow:
    """The translation of a snippet into one language, and the name of the snippet's type."""

    job: Job
    kind: str
    is_overdue: bool


Counts = dict[int, Counter[str]]
"""How many there are by the id of their language and their status."""


@dataclass(frozen=True)
class Matrix:
    """The part of the originals and of the jobs of snippets that is shown, as which of how many parts, how many such
    jobs were found, and the counts of all that there are."""

    rows: list[Row]
    snippets: list[SnippetRow]
    snippets_found: int
    number: int
    parts: int
    locales: list[Locale]
    counts: Counts
    snippet_counts: Counts


def matrix(filters: Filters, number: int, *, today: datetime.date) -> Matrix:
    """The wanted part of the matrix, in as many queries for many pages as for few; the first where there is no such."""
    locales = list(Locale.objects.order_by("pk"))
    found = originals(filters, today).order_by("-latest_revision_created_at", "-pk")
    # How many there are is told with the rows themselves, which are narrow: all that are found are sorted.
    found = found.annotate(total=Window(Count("*"))).only(*COLUMNS)
    found = found.annotate_approved_schedule().prefetch_workflow_states().select_related("locale")
    shown = slice(ROWS * (number - 1), ROWS * number)
    pages: list[Any] = list(found[shown])
    snippets: list[Any] = list(snippet_jobs(filters, today).annotate(total=Window(Count("*")))[shown])
    if not pages and not snippets and number > 1:
        return matrix(filters, 1, today=today)
    by_pk = {locale.pk: locale for locale in locales}
    statuses = fate.statuses_of(pages)
    withdrawn = fate.withdrawn_among(page.translation_key for page in pages)
    rows = {
        key: Row(page, by_pk[page.locale_id], _kind(page), statuses[page.pk], withdrawn=frozenset(withdrawn[key]))
        for key, page in ((page.translation_key, page) for page in pages)
    }
    for job in Job.objects.filter(key__in=rows.keys()).select_related("assignee"):
        rows[job.key].jobs[job.locale_id] = job
    for own_life in OwnLife.objects.filter(message__in=rows.keys()):
        rows[own_life.message_id].own_lives[own_life.locale_id] = own_life.reason
    snippet_rows = [SnippetRow(job, snippet_kinds()[job.model], job.is_overdue(on=today)) for job in snippets]
    totals = [some[0].total if some else 0 for some in (pages, snippets)]
    parts = max(1, -(-max(totals) // ROWS))
    return Matrix(list(rows.values()), snippet_rows, totals[1], number, parts, locales, *counts(locales))


def snippet_kinds() -> dict[str, str]:
    """What the types of snippets that are translated are called, by the labels of their models."""
    return {model._meta.label_lower: str(model._meta.verbose_name) for model in snippet_models()}


def snippet_jobs(filters: Filters, today: datetime.date) -> QuerySet[Job]:
    """What is to be done for snippets, what is due first as the first, narrowed by the filters: who looks for a status
    finds what is in that status, to be done or not."""
    models = list(snippet_kinds())
    if filters.type:
        models = [label for label in models if _content_type(label).pk == filters.type]
    jobs = Job.objects.filter(filters.about_jobs, filters.late(today), model__in=models)
    if not filters.status:
        jobs = jobs.filter(status__in=OPEN)
    if filters.key:
        jobs = jobs.filter(key=filters.key)
    if filters.words:
        jobs = jobs.filter(title__icontains=filters.words)
    return jobs.select_related("locale", "assignee").order_by(F("due").asc(nulls_last=True), "title", "pk")


def _content_type(label: str) -> ContentType:
    return ContentType.objects.get_for_model(apps.get_model(label))  # known to the process


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
    of_page = of_page.filter(filters.late(today))
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


def counts(locales: Iterable[Locale]) -> tuple[Counts, Counts]:
    """How many pages there are by language and status, of which those that nobody asked for are the rest, and how many
    translations of snippets, in one query."""
    of_pages = {model._meta.label_lower for model in get_page_models()}
    nothing = Value("", output_field=CharField())
    written = originals(Filters(), datetime.date.min).order_by().annotate(state=nothing, kind=nothing)
    translated = Job.objects.annotate(state=F("status"), kind=F("model"))
    columns = ("locale", "state", "kind")
    numbers = written.values(*columns).annotate(number=Count("pk")).values_list(*columns, "number")
    both = numbers.union(
        translated.values(*columns).annotate(number=Count("pk")).values_list(*columns, "number"), all=True
    )
    found: Counts = {locale.pk: Counter() for locale in locales}
    snippets: Counts = {locale.pk: Counter() for locale in locales}
    own: Counter[int] = Counter()
    for locale, status, kind, number in both:
        if status == "":
            own[locale] += number
        else:
            counted = found if kind in of_pages else snippets
            counted.setdefault(locale, Counter())[status] += number
    everything = sum(own.values())
    for locale, statuses in found.items():
        statuses[Status.NOT_REQUESTED] = max(0, everything - own.get(locale, 0) - sum(statuses.values()))
    return found, snippets
