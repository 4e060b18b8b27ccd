"""The glossary in the admin."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from cms.content.editing import SnippetForm
from cms.translation.models import Term


class TermViewSet(SnippetViewSet):
    model = Term
    edit_view_class = SnippetForm
    icon = "openquote"
    menu_label = _("Glossary")
    menu_name = "glossary"
    menu_order = 220
    add_to_admin_menu = True
    list_display = ["term", "note"]
    search_backend_name = None  # by words in the database: a glossary is small, and its translations count too
    search_fields = ["term", "note", "translations__text"]
    ordering = ["term"]


def register() -> None:
    register_snippet(TermViewSet)
