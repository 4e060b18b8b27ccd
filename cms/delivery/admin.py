"""The change log in the admin, to be read only."""

from django.utils.translation import gettext_lazy as _

from cms.delivery.models import Change
from cms.readonly import ReadOnlyAdmin


class ChangeLogAdmin(ReadOnlyAdmin):
    model = Change
    menu_label = _("Change log")
    menu_icon = "history"
    add_to_settings_menu = True
    list_display = ("sequence", "at", "kind", "path", "type", "locale")
    list_filter = ("kind", "type", "locale")
    search_fields = ("path", "previous_path")
    ordering = ("-sequence",)
