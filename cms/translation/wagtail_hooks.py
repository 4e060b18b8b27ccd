"""Translations in the admin: their desk in place of the page's form, the matrix, and a gate before wagtail-localize."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, re_path, reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets import Button
from wagtail.models import Page

from cms.translation import facts, localize
from cms.translation.exchange import views as exchange
from cms.translation.models import Job, annotate_jobs
from cms.translation.views import desk, gate, matrix, originals, requesting

LATE, EARLY = 1000, -1000


# Of admin URLs the first that fits answers: these must stand before wagtail-localize's.
@hooks.register("register_admin_urls", order=EARLY)
def urls() -> list[Any]:
    return [
        path("translations/", matrix.show, name="translation_matrix"),
        path("translations/<int:job_id>/", desk.edit, name="translation_edit"),
        path("translations/<int:job_id>/preview/", desk.preview, name="translation_preview"),
        path("translations/<int:job_id>/confirm/", desk.confirm, name="translation_confirm"),
        path("translations/<int:job_id>/<str:format>/", exchange.download, name="translation_download"),
        path("translations/<int:job_id>/<str:format>/upload/", exchange.upload, name="translation_upload"),
        path("translations/ask/<int:page_id>/", requesting.ask_for_page, name="translation_ask"),
        path("translations/changes/<int:page_id>/", originals.changes, name="translation_changes"),
        path("translations/exclude/<int:page_id>/<int:locale_id>/", requesting.exclude, name="translation_exclude"),
        path("localize/submit/page/<int:page_id>/", requesting.ask_for_page),
        path("localize/submit/snippet/<slug:app_label>/<slug:model_name>/<str:pk>/", requesting.ask_for_snippet),
        path("localize/update/<int:translation_source_id>/", gate.update),
        path("localize/reports/translations/", gate.to_matrix),
        re_path(r"^localize/(?!jsi18n/)(?P<path>.*)$", gate.refused),
    ]


localize.remove_listing_buttons()


@hooks.register("register_page_listing_more_buttons")
def ask_button(page: Page, user: Any, **kwargs: Any) -> Iterator[Button]:
    """Asks nothing of the database: there are as many as pages in a list."""
    if not page.is_root() and user.has_perm(localize.ASK):
        url = reverse("translation_ask", args=(page.pk,))
        yield Button(_("Ask for translations"), url, priority=60, icon_name="wagtail-localize-language")


@hooks.register("register_page_header_buttons")
def header_buttons(page: Page, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """The same above a list, and what wagtail-localize offers above a page's form."""
    if view_name == "index":
        yield from ask_button(page, user)
    else:
        yield from localize.header_buttons(page, user, view_name, next_url)


@hooks.register("construct_explorer_page_queryset")
def with_jobs(parent: Page, pages: Any, request: HttpRequest) -> Any:
    return annotate_jobs(pages)


@hooks.register("before_edit_page", order=EARLY)
def desk_of_page(request: HttpRequest, page: Page) -> HttpResponse | None:
    """A translation is written on its desk; what only shows the original's words leads to asking for one."""
    if page.alias_of_id and page.alias_of.locale_id != page.locale_id:
        return redirect("translation_ask", page.pk)
    return _desk(request, page)


@hooks.register("before_edit_snippet", order=EARLY)
def desk_of_snippet(request: HttpRequest, instance: Any) -> HttpResponse | None:
    """A translation is written on its desk only; of pages the form itself leaves wagtail-localize out."""
    if not hasattr(instance, "translation_key"):
        return None
    desk = _desk(request, instance)
    if desk is None and localize.has_own_editor(instance):
        raise PermissionDenied
    return desk


def _desk(request: HttpRequest, instance: Any) -> HttpResponse | None:
    job = Job.objects.filter(
        key=instance.translation_key, locale=instance.locale_id, translation__enabled=True, excluded=False
    ).first()
    return redirect("translation_edit", job.pk) if job else None


@hooks.register("after_edit_page")
@hooks.register("after_edit_snippet")
def tell_what_the_original_decides(request: HttpRequest, instance: Any) -> None:
    """What a translation says otherwise than its original is not lost without a word."""
    if names := facts.overruled(instance):
        said = _("In all languages the original counts, and it is changed there: %(facts)s.")
        messages.warning(request, said % {"facts": ", ".join(names)})


@hooks.register("construct_page_action_menu", order=LATE)
def without_localize(menu_items: list[Any], request: HttpRequest, context: dict[str, Any]) -> None:
    """Nothing turns a translation into an alias, or back, past the desk."""
    menu_items[:] = [item for item in menu_items if not str(item.name or "").startswith("localize-")]


@hooks.register("construct_reports_menu", order=LATE)
def without_localizes_report(request: HttpRequest, menu_items: list[MenuItem]) -> None:
    report = reverse(localize.REPORT)
    menu_items[:] = [item for item in menu_items if getattr(item, "url", "") != report]


@hooks.register("register_admin_menu_item")
def menu_item() -> MenuItem:
    return MenuItem(
        pgettext_lazy("newsroom", "Translations"),
        reverse("translation_matrix"),
        icon_name="wagtail-localize-language",
        order=155,
    )
