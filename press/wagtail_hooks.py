"""What the admin offers and says about releases beyond their form."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from cms.content.models import Boilerplate
from press import views
from press.findings import findings
from press.models import FrozenWording, PressRelease


@hooks.register("register_admin_urls")
def urls() -> list[Any]:
    return [path("pages/<int:page_id>/wording/", views.renew_wording, name="press_renew_wording")]


@hooks.register("register_page_header_buttons")
def renew_wording_button(page: Page, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    release = page.specific if page.specific_class is PressRelease else None
    if release is not None and views.may_renew_wording(user, release):
        url = reverse("press_renew_wording", args=(page.pk,))
        yield Button(_("Renew the wording"), url, icon_name="doc-full", priority=63)


@hooks.register("register_log_actions")
def log_actions(actions: Any) -> None:
    actions.register_action(views.RENEW_WORDING, _("Renew the wording"), _("Wording of the boilerplates renewed"))


@hooks.register("before_delete_snippet")
def keep_what_releases_show(request: HttpRequest, snippets: Iterable[models.Model]) -> HttpResponse | None:
    """Refuse in words what the database would refuse: a boilerplate that stands in releases stays."""
    boilerplates = [snippet for snippet in snippets if isinstance(snippet, Boilerplate)]
    used = FrozenWording.objects.filter(boilerplate__in=boilerplates).select_related("boilerplate").first()
    if used is None:
        return None
    text = gettext("“%(title)s” stands in published releases and cannot be deleted. Unpublish it to use it no more.")
    messages.error(request, text % {"title": used.boilerplate})
    return redirect(Boilerplate.snippet_viewset.get_url_name("list"))


@hooks.register("after_create_page")
@hooks.register("after_edit_page")
def tell_findings(request: HttpRequest, page: Page) -> None:
    """Say after saving what somebody should look at; autosave says nothing."""
    if isinstance(page, PressRelease) and request.accepts("text/html"):
        for finding in findings(page):
            messages.warning(request, finding.message)
