"""What the admin does without a signal that the store could hear, or wrongly."""

from collections.abc import Iterator
from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogFormatter
from wagtail.models import Page
from wagtail_modeladmin.options import modeladmin_register

from cms.content.kinds import is_tracked
from cms.delivery import copying, expiring, fate, keeping, leaving, withdrawal
from cms.delivery.admin import ChangeLogAdmin
from cms.delivery.admin_api import PagesAPI
from cms.delivery.sources import object_source
from cms.delivery.store import touch


@hooks.register("after_bulk_action")
def touch_what_a_bulk_action_changed(
    request: HttpRequest, action_type: str, objects: list[models.Model], action: Any
) -> None:
    """Images and documents are put into a collection by `.update()`, which tells nobody."""
    touch(*(object_source(found) for found in objects if is_tracked(type(found))))


@hooks.register("construct_admin_api")
def api_without_ways_past_the_views(router: Any) -> None:
    router.register_endpoint("pages", PagesAPI)


@hooks.register("before_delete_snippet")
def keep_snippets_that_are_shown(request: HttpRequest, instances: list[models.Model]) -> HttpResponse | None:
    return keeping.refusal(request, instances)


@hooks.register("before_delete_page")
def keep_pages_that_are_shown(request: HttpRequest, page: Page) -> HttpResponse | None:
    return keeping.refusal(request, [page], leaving=leaving.languages_of([page], below=True, drafts=True))


hooks.register("after_copy_page", copying.note_copy)


@hooks.register("before_edit_snippet")
def say_where_a_snippet_is_shown(request: HttpRequest, instance: models.Model) -> None:
    keeping.say_where_it_is_shown(request, instance)


@hooks.register("after_edit_snippet")
def say_what_became_of_a_snippet(request: HttpRequest, instance: models.Model) -> None:
    keeping.say_what_became(request, instance)


# Of admin URLs the first that fits answers: these must stand before Wagtail's own.
@hooks.register("register_admin_urls", order=-1)
def urls_that_keep_what_is_shown() -> list[Any]:
    return [
        path("snippets/<slug:app_label>/<slug:model_name>/unpublish/<str:pk>/", keeping.unpublish_snippet),
        path("images/<int:pk>/", keeping.edit_image),
        path("images/<int:pk>/delete/", keeping.delete_image),
        path("documents/edit/<int:pk>/", keeping.edit_document),
        path("documents/delete/<int:pk>/", keeping.delete_document),
    ]


@hooks.register("register_admin_urls")
def urls() -> list[Any]:
    return [
        path("pages/<int:page_id>/withdraw/", withdrawal.view, name="delivery_withdraw"),
        path("pages/<int:page_id>/expiry/", expiring.view, name="delivery_expiry"),
        path("pages/<int:page_id>/own-life/", leaving.own_life, name="delivery_own_life"),
        path("shown/<slug:app_label>/<slug:model_name>/<str:pk>/", keeping.show, name="delivery_shown_by"),
    ]


# The hook's last one for an action is the one in use.
for bulk_action in (*leaving.BULK_ACTIONS, *keeping.BULK_ACTIONS):
    hooks.register("register_bulk_action", bulk_action, order=100)


@hooks.register("construct_page_action_menu")
def taken_offline(menu_items: list[Any], request: HttpRequest, context: dict[str, Any]) -> None:
    """One act has one name."""
    for item in menu_items:
        if item.name == "action-unpublish":
            item.label = leaving.TAKE_OFFLINE


@hooks.register("register_page_header_buttons")
def withdraw_button(page: Page, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    if withdrawal.may_withdraw(user, page):
        url = reverse("delivery_withdraw", args=(page.pk,))
        yield Button(_("Withdraw"), url, icon_name="cross", priority=62)


@hooks.register("register_page_header_buttons")
def own_life_button(page: Page, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    if leaving.may_have_own_life(user, page):
        url = reverse("delivery_own_life", args=(page.pk,))
        yield Button(_("A life of its own"), url, icon_name="link", priority=63)


@hooks.register("register_page_header_buttons")
def expiry_button(page: Page, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    if url := expiring.question(user, page):
        yield Button(expiring.MENU, url, icon_name="time", priority=64)


@hooks.register("register_log_actions")
def log_actions(actions: Any) -> None:
    @actions.register_action(withdrawal.WITHDRAW)
    class WithdrawFormatter(LogFormatter):
        label = _("Withdraw")

        def format_message(self, log_entry: Any) -> str:
            reason = log_entry.data.get("reason")
            return gettext("Withdrawn: %(reason)s") % {"reason": reason} if reason else gettext("Withdrawn")

    @actions.register_action(fate.OWN_LIFE)
    class OwnLifeFormatter(LogFormatter):
        label = _("A life of its own")

        def format_message(self, log_entry: Any) -> str:
            return gettext("May be public without its original: %(reason)s") % {"reason": log_entry.data["reason"]}

    @actions.register_action(fate.FOLLOW)
    class FollowFormatter(LogFormatter):
        label = _("Follow the original again")

        def format_message(self, log_entry: Any) -> str:
            return gettext("Follows its original again")


modeladmin_register(ChangeLogAdmin)
