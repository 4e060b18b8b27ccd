"""Which days editors may type: beyond a few thousand years nobody means one, and calendars cannot reckon with it."""

from __future__ import annotations

import datetime

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

FIRST_DAY, LAST_DAY = datetime.date(1000, 1, 1), datetime.date(8999, 12, 31)
FIRST_MOMENT, LAST_MOMENT = (
    datetime.datetime.combine(day, datetime.time(12), tzinfo=datetime.UTC) for day in (FIRST_DAY, LAST_DAY)
)


class DayField(forms.DateField):
    """A day that can be reckoned with."""

    default_validators = [MinValueValidator(FIRST_DAY), MaxValueValidator(LAST_DAY)]


class MomentField(forms.DateTimeField):
    """A moment that can be reckoned with."""

    default_validators = [MinValueValidator(FIRST_MOMENT), MaxValueValidator(LAST_MOMENT)]


def connect() -> None:
    """Have every form of the admin ask for such days and moments where its model has a date."""
    from wagtail.admin import widgets
    from wagtail.admin.forms.models import register_form_field_override

    register_form_field_override(models.DateField, override={"form_class": DayField, "widget": widgets.AdminDateInput})
    register_form_field_override(
        models.DateTimeField, override={"form_class": MomentField, "widget": widgets.AdminDateTimeInput}
    )
