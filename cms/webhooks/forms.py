"""The form of an endpoint, and the one that sends events again."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.functional import lazy
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm

from cms.delivery import registry
from cms.webhooks.addresses import RefusedError, place_of, reachable
from cms.webhooks.models import Endpoint

SECONDS = 3.0  # that a form waits for the name of a host: others may be waiting for whoever saves


def types() -> list[tuple[str, str]]:
    """The types of publications with their names."""
    found = [(one.type, str(one.model._meta.verbose_name_plural)) for one in registry.presenters()]
    return sorted(found, key=lambda choice: choice[1])


class EndpointForm(WagtailAdminModelForm):
    """An endpoint as people write it: its address is looked up as it would be for sending."""

    types = forms.MultipleChoiceField(
        choices=types,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label=gettext_lazy("Types"),
        help_text=gettext_lazy("None chosen: all types."),
    )
    locales = forms.MultipleChoiceField(
        choices=lazy(lambda: settings.LANGUAGES, list)(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label=gettext_lazy("Languages"),
        help_text=gettext_lazy("None chosen: all languages."),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.instance.why_off:
            is_active = self.fields["is_active"]
            is_active.help_text = format_html("<strong>{}</strong> {}", self.instance.why_off, is_active.help_text)

    def clean_address(self) -> str:
        address: str = self.cleaned_data["address"].strip()
        try:
            reachable(place_of(address), SECONDS)
        except RefusedError as error:
            raise ValidationError(str(error)) from error
        except TimeoutError as error:
            raise ValidationError(_("The host of the address is not found.")) from error
        return address

    class Meta(WagtailAdminModelForm.Meta):
        model = Endpoint
        fields = ["name", "address", "contact", "types", "locales", "is_active"]


class SinceForm(forms.Form):
    """From which number on events are sent again."""

    sequence = forms.IntegerField(
        min_value=0,
        max_value=2**63 - 1,
        label=gettext_lazy("After the change with the number"),
        help_text=gettext_lazy(
            "As “sequence” says it in events and in /api/v1/changes; 0 for everything that is kept."
        ),
    )
