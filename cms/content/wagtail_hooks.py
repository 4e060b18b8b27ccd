"""Snippets in the admin, in one menu and in the order in which editors need them."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.admin_url_finder import AdminURLFinder, register_admin_url_finder
from wagtail.admin.ui.tables import BooleanColumn, LiveStatusTagColumn, LocaleColumn
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from cms.content import models
from cms.content.forms import FactsForm
from cms.content.panels import with_facts

# Every snippet exists once in each language, often under the same name.
LANGUAGE = LocaleColumn(label=_("Language"))


class TextViewSet(SnippetViewSet):
    """A snippet with one text in each language, of which the original decides the facts."""

    def get_edit_handler(self) -> Any:
        handler = with_facts(super().get_edit_handler())
        handler.base_form_class = FactsForm
        return handler


class PersonViewSet(TextViewSet):
    model = models.Person
    icon = "user"
    list_display = ["name", "email", LANGUAGE]


class OrganisationViewSet(TextViewSet):
    model = models.Organisation
    icon = "home"
    list_display = ["name", "short_name", "kind", LANGUAGE]
    list_filter = ["kind", "federal_state"]


class ContactPointViewSet(TextViewSet):
    model = models.ContactPoint
    icon = "mail"
    list_display = ["__str__", "organisation", BooleanColumn("in_directory", label=_("In the directory")), LANGUAGE]
    sort_order_field = "sort_order"


class BoilerplateViewSet(TextViewSet):
    model = models.Boilerplate
    icon = "doc-full"
    list_display = ["title", "organisation", LiveStatusTagColumn(), LANGUAGE]


class TopicViewSet(TextViewSet):
    model = models.Topic
    icon = "tag"
    list_display = ["title", LANGUAGE]
    sort_order_field = "sort_order"


class AudienceViewSet(TextViewSet):
    model = models.Audience
    icon = "group"
    list_display = ["title", LANGUAGE]


class VenueViewSet(TextViewSet):
    model = models.Venue
    icon = "site"
    list_display = ["name", "city", LANGUAGE]


class SnippetsGroup(SnippetViewSetGroup):
    menu_label = _("Snippets")
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
    menu_label = _("Site")
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
