"""The form with which a link is issued."""

from __future__ import annotations

import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm

from cms.accreditation.models import EmbargoLink

MAX_AFTER_EMBARGO = datetime.timedelta(days=30)


class EmbargoLinkForm(WagtailAdminModelForm):
    """Who gets a link and until when: the embargo’s end, where nothing else is said."""

    def __init__(self, *args: Any, until: datetime.datetime, **kwargs: Any) -> None:
        super().__init__(*args, initial={"expires_at": until}, **kwargs)
        self.until = until

    def clean_expires_at(self) -> datetime.datetime:
        expires_at: datetime.datetime = self.cleaned_data["expires_at"]
        if expires_at <= timezone.now():
            raise ValidationError(_("This moment has passed; choose a later one."))
        if expires_at > self.until + MAX_AFTER_EMBARGO:
            raise ValidationError(_("A link ends 30 days after the embargo at the latest; choose an earlier moment."))
        return expires_at

    class Meta(WagtailAdminModelForm.Meta):
        model = EmbargoLink
        fields = ["person", "outlet", "email", "expires_at"]
        help_texts = {
            "expires_at": gettext_lazy("In Europe/Berlin; 30 days after the embargo at the latest."),
        }
