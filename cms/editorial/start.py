"""The admin's start page: what somebody can begin, and what of the work is theirs, each row leading there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from django.contrib.contenttypes.models import ContentType
from django.db.models import BigIntegerField, Q, QuerySet
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.timesince import timeuntil
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from wagtail.admin.ui.components import Component
from wagtail.models import Page, Revision, TaskState, WorkflowState

from cms import locales
from cms.content.editing import user_name
from cms.content.models import BasePage, IndexPage
from cms.delivery import registry
from cms.editorial.timeline import in_words
from cms.translation.models import OPEN, Job, annotate_jobs

RETURNED, SUBMITTED = OPEN_REVIEWS = WorkflowState.STATUS_NEEDS_CHANGES, WorkflowState.STATUS_IN_PROGRESS
SHOWN = 8  # rows of a section; how many more there are is said


@dataclass(frozen=True)
class Beginning:
    """A kind of text that somebody may write, and the form of a new one."""

    name: str
    url: str


@dataclass(frozen=True)
class Row:
    """Something to do: at which text, in which language, and why or by when."""

    title: str
    language: str
    url: str
    note: str = ""


@dataclass(frozen=True)
class Section:
    """Things to do of one kind, the most urgent first, of which `number` says how many there are."""

    name: str
    rows: list[Row]
    number: int

    @property
    def more(self) -> int:
        return self.number - len(self.rows)


def beginnings(user: Any) -> list[Beginning]:
    """What the user may write, each below the first list in the site's own language where they may."""
    lists = registry.models_of(IndexPage)
    types = ContentType.objects.get_for_models(*lists)
    pages = Page.objects.filter(locale__language_code=locales.DEFAULT, content_type__in=types.values()).order_by("path")
    known = annotate_jobs(pages.select_related("locale"))
    open_to_user = [page for page in known if page.permissions_for_user(user).can_add_subpage()]
    found: dict[type[Page], Page] = {}
    for page in open_to_user:
        for model in page.specific_class.allowed_subpage_models():
            found.setdefault(model, page)
    return [
        Beginning(str(model._meta.verbose_name), _form_of(model, found[model]))
        for model in registry.models_of(BasePage)
        if model in found and model.is_creatable
    ]


def _form_of(model: type[Page], parent: Page) -> str:
    return reverse("wagtailadmin_pages:add", args=(model._meta.app_label, model._meta.model_name, parent.pk))


class _Kind(NamedTuple):
    """A kind of things to do: what there is of it, the id of the page that each is about, and its row."""

    name: str
    found: QuerySet[Any] | list[Any]
    page_of: Callable[[Any], str]
    row: Callable[[Any, Page], Row]


def sections(user: Any) -> list[Section]:
    """What is the user's to do or to know, but for kinds of which there is nothing."""
    asked_for = _asked_for(user)
    returned, submitted = (_of_status(asked_for, status) for status in (RETURNED, SUBMITTED))
    kinds = [
        _Kind(_("Returned to you"), returned, _page_of, _returned_row),
        _Kind(_("Waiting for your review"), _waiting(user), _page_of_task, _waiting_row),
        _Kind(_("Translations assigned to you"), _jobs(user), lambda job: "", _job_row),
        _Kind(_("Your drafts"), _drafts(user), lambda page: "", _draft_row),
        _Kind(_("Submitted by you"), submitted, _page_of, _submitted_row),
        _Kind(_("Approved for later"), _scheduled(), _page_of, _scheduled_row),
    ]
    shown = [(kind, list(kind.found[: SHOWN + 1])) for kind in kinds]
    pages = _pages(kind.page_of(one) for kind, some in shown for one in some)
    return [_section(kind, some, pages) for kind, some in shown if some]


def _section(kind: _Kind, some: list[Any], pages: Mapping[str, Page]) -> Section:
    counted = some if len(some) <= SHOWN else kind.found
    number = len(counted) if isinstance(counted, list) else counted.count()
    of_pages = [(one, pages.get(kind.page_of(one))) for one in some[:SHOWN]]
    rows = [kind.row(one, page) for one, page in of_pages if page is not None or not kind.page_of(one)]
    return Section(kind.name, rows, number)


def _page_of(of: Any) -> str:
    return str(of.object_id)


def _page_of_task(state: Any) -> str:
    return str(state.workflow_state.object_id)


def _asked_for(user: Any) -> list[WorkflowState]:
    """Reviews of pages that the user has asked for and that wait for an answer or for changes, the longest first."""
    states = WorkflowState.objects.filter(requested_by=user, base_content_type=_pages_type(), status__in=OPEN_REVIEWS)
    return list(states.select_related("current_task_state").order_by("created_at", "pk"))


def _of_status(states: list[WorkflowState], status: str) -> list[WorkflowState]:
    return [state for state in states if state.status == status]


def _returned_row(state: Any, page: Page) -> Row:
    return _row(page, _("Change it and submit it again: “%(comment)s”") % {"comment": state.current_task_state.comment})


def _submitted_row(state: Any, page: Page) -> Row:
    return _row(page, _("Waits for its review since %(time)s") % {"time": _time(state.created_at)})


def _waiting(user: Any) -> QuerySet[Any]:
    """Reviews of pages that the user may decide, the longest waiting first: none that the user handed over or wrote."""
    states = TaskState.objects.reviewable_by(user).filter(workflow_state__base_content_type=_pages_type())
    others = states.exclude(workflow_state__requested_by=user).exclude(revision__user=user)
    return others.select_related("workflow_state__requested_by").order_by("started_at", "pk")


def _waiting_row(state: Any, page: Page) -> Row:
    said = {"name": user_name(state.workflow_state.requested_by), "time": _time(state.started_at)}
    row = _row(page, _("Read and decide: from %(name)s, %(time)s") % said)
    return replace(row, url=reverse("editorial_reading", args=(page.pk,)))


def _jobs(user: Any) -> QuerySet[Any]:
    """Translations that are the user's and not done, those first that are due first."""
    return (
        Job.objects.filter(assignee=user, status__in=OPEN)
        .select_related("locale")
        .order_by("due", "requested_at", "pk")
    )


def _job_row(job: Any, _page: Any) -> Row:
    note = str(job.get_status_display())
    if job.due:
        day = formats.date_format(job.due, "SHORT_DATE_FORMAT")
        note = _("%(status)s, due %(day)s") % {"status": note, "day": day}
    return Row(job.title, _language(job), reverse("translation_edit", args=(job.pk,)), note)


def _drafts(user: Any) -> QuerySet[Any]:
    """Pages of which the user wrote the newest version, which is neither public nor approved, nor in a review."""
    in_review = WorkflowState.objects.filter(
        base_content_type=_pages_type(),
        status__in=OPEN_REVIEWS,
    )
    drafts = Page.objects.filter(
        Q(live=False) | Q(has_unpublished_changes=True), latest_revision__user=user, alias_of=None
    )
    ids = in_review.annotate(at=Cast("object_id", BigIntegerField())).values("at")
    open_ones = drafts.filter(latest_revision__approved_go_live_at=None).exclude(pk__in=ids)
    return open_ones.select_related("locale").order_by("-latest_revision_created_at", "-pk")


def _draft_row(page: Page, _page: Any) -> Row:
    what = _("Write on: changes of a public text") if page.live else pgettext("newsroom", "Write on")
    return _row(page, f"{what}, {_time(page.latest_revision_created_at)}")


def _scheduled() -> QuerySet[Any]:
    """What was approved and goes out at a moment to come, the next first."""
    return Revision.page_revisions.filter(approved_go_live_at__gt=timezone.now()).order_by("approved_go_live_at", "pk")


def _scheduled_row(revision: Any, page: Page) -> Row:
    at = revision.approved_go_live_at
    return _row(page, _("Goes live on %(time)s, in %(left)s") % {"time": in_words(at), "left": timeuntil(at)})


def _pages_type() -> ContentType:
    return ContentType.objects.get_for_model(Page)


def _pages(ids: Iterable[str]) -> dict[str, Page]:
    """Pages by their ids as reviews and versions have them."""
    found = Page.objects.filter(pk__in=[int(id_) for id_ in ids if id_]).select_related("locale")
    return {str(page.pk): page for page in found}


def _row(page: Page, note: str) -> Row:
    return Row(
        page.draft_title or page.title, _language(page), reverse("wagtailadmin_pages:edit", args=(page.pk,)), note
    )


def _language(of: Any) -> str:
    return str(of.locale.get_display_name())


def _time(moment: Any) -> str:
    return formats.date_format(timezone.localtime(moment), "SHORT_DATETIME_FORMAT") if moment else ""


class StartPanel(Component):
    """The start page's own part: what somebody can begin, and what is theirs to do."""

    name = "start"
    template_name = "editorial/start.html"
    order = 10

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        user = parent_context["request"].user
        return {"beginnings": beginnings(user), "sections": sections(user)}
