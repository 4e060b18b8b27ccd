"""What the form of a release checks of its times."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.content.forms import BasePageForm


class ReleaseForm(BasePageForm):
    """One truth: the embargo is the time the release goes live; an embargo lies ahead, and before the end."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        embargo, expiry = cleaned.get("embargo_until"), cleaned.get("expire_at")
        if embargo and "embargo_until" in self.changed_data and embargo <= timezone.now():
            self.add_error(
                "embargo_until", ValidationError(_("This moment has passed. Leave it empty to publish at once."))
            )
        if embargo and expiry and expiry <= embargo:
            self.add_error("expire_at", ValidationError(_("The release would end before its embargo is over.")))
        if "embargo_until" in self.fields and "embargo_until" not in self.errors:
            self.instance.go_live_at = embargo
        return cleaned
