"""The change log in the admin, to be read only."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail_modeladmin.helpers import PermissionHelper
from wagtail_modeladmin.options import ModelAdmin

from cms.delivery.models import Change


class ReadOnly(PermissionHelper):
    """Everybody who works here may look; nobody may write by hand what the store writes."""

    def user_can_list(self, user: Any) -> bool:
        return user.has_perm("wagtailadmin.access_admin")

    def user_can_inspect_obj(self, user: Any, obj: Any) -> bool:
        return self.user_can_list(user)

    def user_can_create(self, user: Any) -> bool:
        return False

    def user_can_edit_obj(self, user: Any, obj: Any) -> bool:
        return False

    def user_can_delete_obj(self, user: Any, obj: Any) -> bool:
        return False


class ReadOnlyAdmin(ModelAdmin):
    """A list to be searched, filtered and looked into, and nothing else."""

    inspect_view_enabled = True
    permission_helper_class = ReadOnly
    index_view_extra_css = ["css/admin.css"]


class ChangeLogAdmin(ReadOnlyAdmin):
    model = Change
    menu_label = _("Change log")
    menu_icon = "history"
    add_to_settings_menu = True
    list_display = ("sequence", "at", "kind", "path", "type", "locale")
    list_filter = ("kind", "type", "locale")
    search_fields = ("path", "previous_path")
    ordering = ("-sequence",)
