"""Search in the admin: what readers ask for, and what the agency teaches it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_safe
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.views import generic
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet

from cms import locales
from search import report
from search.models import Promotion, Synonym

MAY_READ = "search.view_asked"
REPORT = _("Searches of the readers")
LANGUAGE = Column("language_name", label=pgettext_lazy("newsroom", "Language"), sort_key="language")


def languages() -> list[tuple[str, Any]]:
    """The languages that can be taught something, which is then known in their variants, too."""
    return [(one.code, one.name) for one in locales.LANGUAGES if one.code == locales.base(one.code)]


class LessonForm(WagtailAdminModelForm):
    """The form of what the agency teaches the search."""

    language = forms.ChoiceField(
        label=pgettext_lazy("newsroom", "Language"), choices=languages, initial=locales.DEFAULT
    )


class Prefilled(generic.CreateView):
    """The form of something new, with what the address says of it: the report leads here."""

    def get_initial(self) -> dict[str, Any]:
        said = {name: self.request.GET.get(name, "")[:200] for name in ("language", "words", "page")}
        if not said["page"].isdecimal():
            del said["page"]
        return {**super().get_initial(), **{name: value for name, value in said.items() if value}}


class LessonViewSet(ModelViewSet):
    add_view_class = Prefilled
    add_to_reference_index = False
    copy_view_enabled = False
    search_backend_name = None  # by words in the database
    ordering = ["words"]

    def get_edit_handler(self) -> Any:
        handler = ObjectList([FieldPanel(name) for name in self.fields], base_form_class=LessonForm)
        return handler.bind_to_model(self.model)


class SynonymViewSet(LessonViewSet):
    model = Synonym
    name = "synonyms"
    icon = "link"
    menu_label = _("Synonyms")
    menu_name = "synonyms"
    menu_order = 20
    fields = ["language", "words", "also", "both_ways"]
    list_display = ["words", "also", BooleanColumn("both_ways", label=_("and the other way round")), LANGUAGE]
    search_fields = ["words", "also"]


class PromotionsView(generic.IndexView):
    def get_base_queryset(self) -> Any:
        return super().get_base_queryset().select_related("page")


class PromotionViewSet(LessonViewSet):
    model = Promotion
    name = "promotions"
    icon = "pick"
    menu_label = _("Recommended results")
    menu_name = "promotions"
    menu_order = 30
    fields = ["language", "words", "page", "place"]
    list_display = ["words", Column("page", label=_("page")), LANGUAGE]
    index_view_class = PromotionsView
    search_fields = ["words", "page__title"]


class SearchGroup(ViewSetGroup):
    menu_label = pgettext_lazy("newsroom", "Search")
    menu_name = "readers-search"
    menu_icon = "search"
    menu_order = 230
    items = (SynonymViewSet, PromotionViewSet)


class ReportMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm(MAY_READ))


def report_menu_item() -> MenuItem:
    return ReportMenuItem(REPORT, reverse("search_report"), name="searches", icon_name="search", order=1200)


def urls() -> list[Any]:
    return [path("reports/searches/", searches, name="search_report")]


@require_safe
def searches(request: HttpRequest) -> HttpResponse:
    """What finds nothing, and what is opened, each with the way to teach the search something."""
    if not request.user.has_perm(MAY_READ):
        raise PermissionDenied
    context = {
        "page_title": REPORT,
        "header_title": REPORT,
        "header_icon": "search",
        "breadcrumbs_items": [{"url": reverse("search_report"), "label": REPORT}],
        "unanswered": report.unanswered(),
        "opened": report.opened(),
        "least": report.LEAST,
        "days": report.PERIOD.days,
        "may_add_synonym": request.user.has_perm("search.add_synonym"),
        "may_add_promotion": request.user.has_perm("search.add_promotion"),
    }
    return TemplateResponse(request, "search/report.html", context)
