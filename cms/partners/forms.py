"""The form with which a key is issued."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from cms.partners.models import ApiKey, Scope, all_scopes


class ApiKeyForm(WagtailAdminModelForm):
    """Whose key it is and what it is for."""

    scopes = forms.MultipleChoiceField(
        label=_("What for"), choices=Scope.choices, initial=all_scopes, widget=forms.CheckboxSelectMultiple
    )

    class Meta(WagtailAdminModelForm.Meta):
        model = ApiKey
        fields = ["name", "email", "scopes", "per_minute"]
        help_texts: dict[str, Any] = {
            "name": _("The partner, and the system that asks."),
            "email": _("Where somebody can be reached when something is wrong with it."),
            "per_minute": _("Without a key the limit of the site holds."),
        }
