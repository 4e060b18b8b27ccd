"""The form of images; apart from the forms of pages, since Wagtail's own can be imported only after all models."""

from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail.images.forms import BaseImageForm


class ImageForm(BaseImageForm):
    """Says so where nobody sees the image any more."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "rights_until" in self.fields and self.instance.rights_over(timezone.now()):
            day = date_format(self.instance.rights_until, "SHORT_DATE_FORMAT")
            self.fields["rights_until"].help_text = _(
                "The rights ended on %(day)s: no page shows the image any more. A later day shows it again."
            ) % {"day": day}
