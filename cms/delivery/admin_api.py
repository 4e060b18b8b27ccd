"""The admin's own API for pages, without what would lead past the admin's views."""

from wagtail.admin.api.views import PagesAdminAPIViewSet

# They call none of the hooks by which a copied or converted page keeps what its original is restricted by, and a
# translation is asked for in the order of this newsroom. Nothing of Wagtail's admin uses them.
NOT_OFFERED = {"copy", "convert_alias", "copy_for_translation"}


class PagesAPI(PagesAdminAPIViewSet):
    """Wagtail's, with the other actions."""

    actions = {name: action for name, action in PagesAdminAPIViewSet.actions.items() if name not in NOT_OFFERED}
