"""What pages of some types have besides: a moment before which they are not public, and languages that go together."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from django.db import models
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import MultiFieldPanel

from cms.content.forms import EmbargoForm
from cms.content.models.pages import BasePage


class EmbargoedPage(BasePage):
    """The base of types whose pages are not public before an embargo ends, and on wish in all languages at once.

    It brings `embargo_panels` for their panels, and `shared_fields` for theirs.
    """

    base_form_class = EmbargoForm

    embargo_until = models.DateTimeField(
        _("embargo until"),
        null=True,
        blank=True,
        db_index=True,
        help_text=_("Not public before that moment (Europe/Berlin), wherever it is published from."),
    )
    release_together = models.BooleanField(
        _("all languages together"),
        default=False,
        help_text=_("The release and its translations go live at the same moment, once all of them are approved."),
    )

    embargo_panels = [MultiFieldPanel(["embargo_until", "release_together"], heading=_("Publication"))]
    shared_fields = (*BasePage.shared_fields, "embargo_until", "release_together")
    exclude_fields_in_copy = [*BasePage.exclude_fields_in_copy, "embargo_until", "release_together"]

    class Meta:
        abstract = True

    def clean(self) -> None:
        """One truth: a text under embargo is scheduled for the embargo's end."""
        super().clean()
        if self.embargo_until:
            self.go_live_at = self.embargo_until


def embargo_in(content: Mapping[str, Any]) -> datetime.datetime | None:
    """The embargo that a revision with that content was written for; None where it has none."""
    return parse_datetime(content.get("embargo_until") or "")


def goes_together(content: Mapping[str, Any]) -> bool:
    """True where a revision with that content goes live with its other languages only."""
    return bool(content.get("release_together"))
