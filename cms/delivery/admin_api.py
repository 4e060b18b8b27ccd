"""The admin's own API for pages, without what would lead past the admin's views."""

from typing import Any

from wagtail.admin.api.serializers import AdminPageSerializer, PageStatusField
from wagtail.admin.api.views import PagesAdminAPIViewSet
from wagtail.models import Page

from cms.delivery import fate
from cms.delivery.fate import Status

# Nothing of Wagtail's admin uses them, and a translation is asked for in the order of this newsroom.
NOT_OFFERED = {"copy", "create_alias", "convert_alias", "copy_for_translation"}


class StatusField(PageStatusField):
    """Wagtail's, with our words for a page that is not public, or not any more."""

    def to_representation(self, page: Page) -> dict[str, Any]:
        return {**super().to_representation(page), "status": self._status(page)}

    def _status(self, page: Page) -> str:
        """Asked for together with all pages of the answer."""
        known: dict[int, Status] = self.context.setdefault("statuses", {})
        if page.pk not in known:
            together = getattr(self.root, "instance", None)
            known |= fate.statuses_of([page, *(together if isinstance(together, list) else ())])
        return known[page.pk].word


class PageSerializer(AdminPageSerializer):
    status = StatusField(read_only=True)


class PagesAPI(PagesAdminAPIViewSet):
    """Wagtail's, with the other actions."""

    base_serializer_class = PageSerializer

    actions = {name: action for name, action in PagesAdminAPIViewSet.actions.items() if name not in NOT_OFFERED}
