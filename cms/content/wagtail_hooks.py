"""Snippets in the admin, in one menu and in the order in which editors need them."""

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import path
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import hooks
from wagtail.admin.admin_url_finder import AdminURLFinder, register_admin_url_finder
from wagtail.admin.staticfiles import versioned_static
from wagtail.admin.ui.tables import BooleanColumn, LiveStatusTagColumn, LocaleColumn
from wagtail.documents.views import documents
from wagtail.images.views import images
from wagtail.permissions import page_permission_policy
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.chooser import ChooseResultsView, ChooseView, SnippetChooserViewSet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from cms.content import models, sessions
from cms.content.editing import SnippetForm
from cms.content.forms import FactsForm
from cms.content.page_log import PageLog
from cms.content.panels import with_facts

# Every snippet exists once in each language, often under the same name.
LANGUAGE = LocaleColumn(label=_("Language"))
IN_DIRECTORY = BooleanColumn("in_directory", label=_("In the directory"))
RETIRED = BooleanColumn("retired", label=_("No longer offered"))


class TextViewSet(SnippetViewSet):
    """A snippet with one text in each language, of which the original decides the facts."""

    edit_view_class = SnippetForm

    def get_edit_handler(self) -> Any:
        handler = with_facts(super().get_edit_handler())
        handler.base_form_class = FactsForm
        return handler


class Offered:
    """Of a chooser: what is retired is not offered."""

    def get_object_list(self) -> Any:
        return super().get_object_list().filter(retired=False)  # type: ignore[misc]  # of the view that this stands before


class OfferedChooseView(Offered, ChooseView):
    pass


class OfferedChooseResultsView(Offered, ChooseResultsView):
    pass


class OfferedChooserViewSet(SnippetChooserViewSet):
    choose_view_class = OfferedChooseView
    choose_results_view_class = OfferedChooseResultsView


class RetirableViewSet(TextViewSet):
    """The base for what texts show."""

    chooser_viewset_class = OfferedChooserViewSet
    list_filter = ["retired"]


@hooks.register("register_log_actions")
def log_of_pages(actions: Any) -> None:
    actions.log_entry_models_by_type.register(models.BasePage, value=PageLog)


@hooks.register("insert_global_admin_js")
def titles_of_files() -> str:
    return format_html('<script src="{}"></script>', versioned_static("js/file-titles.js"))


@hooks.register("construct_image_chooser_queryset")
@hooks.register("construct_document_chooser_queryset")
def offered_files(files: Any, request: HttpRequest) -> Any:
    return files.filter(retired=False)


class ImagesFilterSet(images.ImagesFilterSet):
    class Meta(images.ImagesFilterSet.Meta):
        fields = ["retired"]


class DocumentsFilterSet(documents.DocumentsFilterSet):
    class Meta(documents.DocumentsFilterSet.Meta):
        fields = ["retired"]


# Of admin URLs the first that fits answers: these must stand before Wagtail's own lists of files.
@hooks.register("register_admin_urls", order=-1)
def lists_of_files() -> list[Any]:
    lists = {"images/": (images, ImagesFilterSet), "documents/": (documents, DocumentsFilterSet)}
    return [
        path(f"{place}{rest}", module.IndexView.as_view(filterset_class=filters, results_only=bool(rest)))
        for place, (module, filters) in lists.items()
        for rest in ("", "results/")
    ]


class PersonViewSet(RetirableViewSet):
    model = models.Person
    icon = "user"
    list_display = ["name", "email", LANGUAGE, RETIRED]


class OrganisationViewSet(RetirableViewSet):
    model = models.Organisation
    icon = "home"
    list_display = ["name", "short_name", "kind", LANGUAGE, RETIRED]
    list_filter = ["retired", "kind", "federal_state"]


class ContactPointViewSet(RetirableViewSet):
    model = models.ContactPoint
    icon = "mail"
    list_display = ["__str__", "organisation", IN_DIRECTORY, LANGUAGE, RETIRED]
    sort_order_field = "sort_order"


class BoilerplateViewSet(RetirableViewSet):
    model = models.Boilerplate
    icon = "doc-full"
    list_display = ["title", "organisation", LiveStatusTagColumn(), LANGUAGE, RETIRED]


class TopicViewSet(RetirableViewSet):
    model = models.Topic
    icon = "tag"
    list_display = ["title", LANGUAGE, RETIRED]
    sort_order_field = "sort_order"


class AudienceViewSet(RetirableViewSet):
    model = models.Audience
    icon = "group"
    list_display = ["title", LANGUAGE, RETIRED]


class VenueViewSet(RetirableViewSet):
    model = models.Venue
    icon = "site"
    list_display = ["name", "city", LANGUAGE, RETIRED]


class SnippetsGroup(SnippetViewSetGroup):
    menu_label = pgettext_lazy("newsroom", "Snippets")
    menu_icon = "snippet"
    menu_order = 200
    items = (
        PersonViewSet,
        OrganisationViewSet,
        ContactPointViewSet,
        BoilerplateViewSet,
        TopicViewSet,
        AudienceViewSet,
        VenueViewSet,
    )


class SiteTextsViewSet(TextViewSet):
    model = models.SiteTexts
    icon = "cog"
    list_display = ["name", LANGUAGE]


class MenuViewSet(TextViewSet):
    model = models.Menu
    icon = "list-ul"
    list_display = ["__str__", LANGUAGE]


class SiteGroup(SnippetViewSetGroup):
    menu_label = pgettext_lazy("newsroom", "Site")
    menu_icon = "site"
    menu_order = 210
    items = (SiteTextsViewSet, MenuViewSet)


class OfFileURLFinder:
    """What is said of a file in the site's first language is written in the file's own form."""

    def __init__(self, user: Any = None) -> None:
        self.user = user

    def get_edit_url(self, instance: Any) -> str | None:
        return AdminURLFinder(self.user).get_edit_url(instance.file)


for texts in (models.ImageTexts, models.FileTexts):
    register_admin_url_finder(texts, OfFileURLFinder)
register_snippet(SnippetsGroup)
register_snippet(SiteGroup)


@hooks.register("register_admin_urls")
def session() -> list[Any]:
    return [path("session/", sessions.state, name="session_state")]


@hooks.register("insert_global_admin_js")
def session_script() -> str:
    return render_to_string("content/session_script.html")


@hooks.register("insert_global_admin_js")
def everywhere() -> str:
    scripts = [(versioned_static(f"js/{name}.js"),) for name in ("dates", "autosave")]
    return format_html_join("", '<script src="{}"></script>', scripts)


@hooks.register("construct_page_chooser_queryset")
def search_what_may_be_explored(pages: Any, request: HttpRequest) -> Any:
    """Wagtail's chooser searches all pages; by words of drafts only those are found that the person may explore."""
    if not request.GET.get("q"):
        return pages
    return pages.filter(pk__in=page_permission_policy.explorable_instances(request.user).values("pk"))
