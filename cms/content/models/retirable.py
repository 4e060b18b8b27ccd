"""What texts show and other texts may show: it can be retired, since what is shown is not deleted."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from cms.content.models.untyped import Untyped


class Retirable(Untyped):
    """Something that texts show. Retired, it is no longer offered for new ones, and stays wherever it is shown."""

    retired = models.BooleanField(
        _("no longer offered"),
        default=False,
        help_text=_("It stays where it is shown, and is not offered for other texts any more."),
    )

    retired_panel = FieldPanel("retired")

    class Meta:
        abstract = True
