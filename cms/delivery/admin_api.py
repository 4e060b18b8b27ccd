"""The admin's own API for pages, without what would lead past the admin's views."""

from wagtail.admin.api.views import PagesAdminAPIViewSet

# Nothing of Wagtail's admin uses them, and a translation is asked for in the order of this newsroom.
NOT_OFFERED = {"copy", "create_alias", "convert_alias", "copy_for_translation"}


class PagesAPI(PagesAdminAPIViewSet):
    """Wagtail's, with the other actions."""

    actions = {name: action for name, action in PagesAdminAPIViewSet.actions.items() if name not in NOT_OFFERED}
