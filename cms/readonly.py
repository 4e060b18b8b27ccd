"""Lists in the admin that are looked at only: what the program writes, nobody writes by hand."""

from typing import Any

from wagtail_modeladmin.helpers import PermissionHelper
from wagtail_modeladmin.options import ModelAdmin


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
    history_view_enabled = False  # it asks no permission, and has nothing to tell of what nobody writes by hand
    permission_helper_class = ReadOnly
    index_view_extra_css = ["css/admin.css"]
