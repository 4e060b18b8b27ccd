"""Keys to the API in the admin."""

from typing import Any

from django.http import HttpRequest
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.log_actions import LogFormatter

from cms.partners import issuing


@hooks.register("register_admin_urls")
def urls() -> list[Any]:
    return [
        path("partners/keys/", issuing.api_keys, name="partners_keys"),
        path("partners/keys/<int:key_id>/revoke/", issuing.revoke, name="partners_revoke"),
    ]


class KeysMenuItem(MenuItem):
    """The way to the keys, for those who issue them."""

    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(issuing.MAY_ISSUE)


@hooks.register("register_settings_menu_item")
def menu_item() -> MenuItem:
    return KeysMenuItem(_("API keys"), reverse("partners_keys"), icon_name="key", order=920)


@hooks.register("register_log_actions")
def log_actions(actions: Any) -> None:
    @actions.register_action("partners.issue")
    class Issued(LogFormatter):
        label = _("Issue API key")
        message = _("Issued the key")

    @actions.register_action("partners.revoke")
    class Revoked(LogFormatter):
        label = _("Revoke API key")
        message = _("Revoked the key")
