"""The list of what lies below a page: it asks for what it says of all pages together, and for nothing twice."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models.functions import Concat
from django.forms import RadioSelect
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.choices import BaseChoiceIterator
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as as_wagtail_says
from wagtail.admin.filters import LocaleFilter, get_content_type_label
from wagtail.admin.utils import get_user_display_name
from wagtail.admin.views.pages.listing import ExplorableIndexView, GenericPageFilterSet
from wagtail.coreutils import get_content_languages
from wagtail.models import Locale, Page, PageLogEntry, Site, Task, get_page_models
from wagtail.query import DeferredSpecificIterable

from cms.content.permissions import LIVE_BELOW
from cms.delivery import fate
from cms.delivery.visibility import Visibility
from cms.translation.models import annotate_jobs

READ_WITH_IT = ("locale", "latest_revision", "live_revision")
EXPLORING = frozenset({"add", "change", "publish", "lock", "unlock", "bulk_delete"})


class ListFilters(GenericPageFilterSet):
    """Wagtail's filters; what several of them offer is read once."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if len({root.site_id for root in Site.get_site_root_paths()}) <= 1:  # which is no choice
            self.filters.pop("site", None)

    def _add_locale_filter(self) -> None:
        """The languages of the site, as the settings name them: they all have their rows."""
        self.filters["locale"] = LocaleFilter(
            label=as_wagtail_says("Locale"),
            choices=list(get_content_languages().items()),
            empty_label=None,
            null_label=as_wagtail_says("All"),
            null_value=None,
            widget=RadioSelect,
        )

    @cached_property
    def form(self) -> Any:
        form = GenericPageFilterSet.form.fget(self)
        people = _Once(_colleagues)
        for name in ("owner", "edited_by"):
            form.fields[name].widget.choices = _People(people, name)
        form.fields["content_type"].widget.choices = _page_types()
        return form


class _Once:
    """What a function gives, asked for when it is needed first."""

    def __init__(self, read: Any) -> None:
        self._read = read

    @cached_property
    def found(self) -> list[Any]:
        return list(self._read())


class _People(BaseChoiceIterator):
    """The choices of a filter by people: those of whom the name is true."""

    def __init__(self, people: _Once, name: str) -> None:
        self._people, self._name = people, name

    def __iter__(self) -> Any:
        return ((one.pk, get_user_display_name(one)) for one in self._people.found if getattr(one, self._name))


def _colleagues() -> Any:
    """Who owns a page, and who has edited one."""
    owned = Page.objects.filter(owner=models.OuterRef("pk")).order_by()
    edited = PageLogEntry.objects.filter(action="wagtail.edit", user=models.OuterRef("pk")).order_by()
    people = get_user_model()._default_manager.annotate(owner=models.Exists(owned), edited_by=models.Exists(edited))
    return people.filter(models.Q(owner=True) | models.Q(edited_by=True))


def _page_types() -> list[tuple[int, str]]:
    found = ContentType.objects.get_for_models(*(model for model in get_page_models() if model is not Page))
    return [(one.pk, get_content_type_label(one)) for one in sorted(found.values(), key=lambda one: one.model)]


class ListOfPages(ExplorableIndexView):
    """As Wagtail's, in a number of statements that does not depend on how many pages there are."""

    # Without the parents, which it never shows and would look up.
    base_columns = [column for column in ExplorableIndexView.base_columns if column.name != "parent"]

    def get(self, request: HttpRequest, parent_page_id: int | None = None) -> HttpResponse:
        """As Wagtail's, but the page comes with its language, and a schedule is read where there is one."""
        if parent_page_id:
            pages = annotate_jobs(Page.objects.annotate_approved_schedule())
            self.parent_page = get_object_or_404(pages.select_related(*READ_WITH_IT), pk=parent_page_id)
        else:
            self.parent_page = Page.get_first_root_node()
        root = self._root()
        if self.parent_page.pk != root.pk and not self.parent_page.is_descendant_of(root):
            return redirect(self.index_url_name, root.pk)
        found, self.parent_page = self.parent_page, self.parent_page.specific
        self.parent_page._state.fields_cache |= found._state.fields_cache
        is_scheduled = self.parent_page.approved_schedule
        self.scheduled_page = self.parent_page.get_scheduled_revision_as_object() if is_scheduled else None
        self.permissions = self.parent_page.permissions_for_user(request.user)
        is_in_language = self.i18n_enabled and not self.parent_page.is_root()
        self.locale = self.parent_page.locale if is_in_language else None
        self.translations = self.get_translations() if is_in_language else []
        return super(ExplorableIndexView, self).get(request)

    def get_base_queryset(self) -> Any:
        """Where somebody may explore all that lies below, nothing of it has to be looked for among the rest."""
        if self.is_searching or self.is_filtering or not self._may_explore_all():
            return super().get_base_queryset()
        return self.annotate_queryset(self.model._default_manager.child_of(self.parent_page))

    def _may_explore_all(self) -> bool:
        if self.request.user.is_superuser:
            return True
        return any(self.parent_page.path.startswith(page.path) for page in self._explored())

    def _explored(self) -> list[Page]:
        """The pages below which the user may explore all, as the permissions name them."""
        granted = self.permission_policy.get_cached_permissions_for_user(self.request.user)
        return [one.page for one in granted if one.permission.codename.rsplit("_", 1)[0] in EXPLORING]

    def _root(self) -> Page:
        """The uppermost page that the user may explore; Wagtail would read it again, here and for the breadcrumbs."""
        user, policy = self.request.user, self.permission_policy
        if not user.is_superuser and (root := next((page for page in self._explored() if page.depth == 1), None)):
            setattr(user, policy._explorable_root_instance_cache_name, root)
        return policy.explorable_root_instance(user)

    def annotate_queryset(self, pages: Any) -> Any:
        """Of their own types, without the fields of these: the list shows none."""
        pages = pages.specific(defer=True).annotate_site_root_state().annotate_approved_schedule()
        if self.request.user.is_superuser or "publish" in self.permissions.permissions:
            return pages
        # Who may not publish moves and deletes only what nothing live stands below.
        path = models.OuterRef("path")
        below = Page.objects.filter(
            path__range=(Concat(path, models.Value("0000")), Concat(path, models.Value("ZZZZ")))
        )
        return pages.annotate(**{LIVE_BELOW: models.Exists(below.filter(live=True).order_by())})

    def paginate_queryset(self, queryset: Any, page_size: int) -> Any:
        paginator, page, shown, is_paginated = super().paginate_queryset(queryset, page_size)
        self._complete([found for found in shown if isinstance(found, Page)])
        return paginator, page, shown, is_paginated

    def _complete(self, pages: list[Page]) -> None:
        """Give the pages what the list asks of each."""
        locales = {page.locale_id for page in pages}
        known = {self.locale.pk: self.locale} if self.locale is not None else {}
        if locales - known.keys():
            known |= Locale.all_objects.in_bulk(locales - known.keys())
        for page in pages:
            page.locale = known[page.locale_id]
            page.content_type = page.cached_content_type
        everything = [self.parent_page, *pages]
        fate.read_schedules(everything)
        _read_tasks(everything)
        visibility = Visibility(timezone.now())
        visibility.read_messages(page.translation_key for page in everything)
        statuses = fate.statuses_of(everything, visibility)
        fate.note(self.parent_page, statuses[self.parent_page.pk], visibility)
        self.request.statuses = statuses
        self.request.all_page_view_restriction_paths = list(visibility.restrictions)


def _read_tasks(pages: Iterable[Page]) -> None:
    """The tasks of the review in which the pages are, as instances of their own types."""
    states = (state for page in pages for state in page._current_workflow_states)
    tasks = [state.current_task_state.task for state in states if state.current_task_state is not None]
    by_model: dict[Any, set[int]] = {}
    for task in tasks:
        by_model.setdefault(task.specific_class or Task, set()).add(task.pk)
    found = {pk: one for model, pks in by_model.items() for pk, one in model._default_manager.in_bulk(pks).items()}
    for task in tasks:
        task.__dict__["specific"] = found.get(task.pk, task)


class Children(DeferredSpecificIterable):
    """Pages of their own types, without the fields of these, that know their parents."""

    def __iter__(self) -> Any:
        pages = list(super().__iter__())
        Page.objects.annotate_parent_page(pages)
        for page in pages:
            page._cached_parent_obj = page._parent_page
        return iter(pages)


def with_parents(pages: Any) -> Any:
    """The pages of a chooser, which says the parent of each."""
    pages = pages.specific(defer=True)
    pages._iterable_class = Children
    return pages
