"""What somebody may do with a page; the database is asked only where the page itself does not say it."""

from __future__ import annotations

from wagtail.models import PagePermissionTester

LIVE_BELOW = "_is_live_below"  # of a page in a list: whether anything below it is live


class PagePermissions(PagePermissionTester):
    """As Wagtail's; whether anything that would be deleted is live is asked only where the page does not say it."""

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        if not self._is_only_kept_by_what_is_live():
            return bool(super().can_delete(ignore_bulk))
        if self.page.live or not ("bulk_delete" in self.permissions or self.page.is_leaf() or ignore_bulk):
            return False
        if LIVE_BELOW not in self.page.__dict__:
            below = self.page.get_descendants()
            self.page.__dict__[LIVE_BELOW] = not self.page.is_leaf() and below.live().exists()
        return not self.page.__dict__[LIVE_BELOW]

    def _is_only_kept_by_what_is_live(self) -> bool:
        if not self.user.is_active or self.user.is_superuser or self.page_is_root:
            return False
        return "change" in self.permissions and "publish" not in self.permissions
