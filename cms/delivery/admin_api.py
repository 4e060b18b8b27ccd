"""The admin's own API for pages, without what would lead past the admin's views."""

from typing import Any

from wagtail.admin.api.serializers import AdminPageSerializer, PageStatusField
from wagtail.admin.api.views import PagesAdminAPIViewSet
from wagtail.models import Page

from cms.delivery import fate

# Nothing of Wagtail's admin uses them, and a translation is asked for in the order of this newsroom.
NOT_OFFERED = {"copy", "create_alias", "convert_alias", "copy_for_translation"}


class StatusField(PageStatusField):
    """Wagtail's, with our word for a page that was withdrawn."""

    def to_representation(self, page: Page) -> dict[str, Any]:
        return {**super().to_representation(page), "status": fate.status_of(page)}


class PageSerializer(AdminPageSerializer):
    status = StatusField(read_only=True)


class PagesAPI(PagesAdminAPIViewSet):
    """Wagtail's, with the other actions."""

    base_serializer_class = PageSerializer

    actions = {name: action for name, action in PagesAdminAPIViewSet.actions.items() if name not in NOT_OFFERED}
