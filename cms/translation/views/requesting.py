"""Asking for translations in the admin."""

from __future__ import annotations

from typing import Any

from django import forms
from django.apps import apps
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages
from wagtail.admin.widgets import AdminDateInput
from wagtail.models import Locale, Page, TranslatableMixin
from wagtail.snippets.models import get_snippet_models

from cms.translation import requesting
from cms.translation.models import Job
from cms.translation.permissions import may_request


class AskForm(forms.Form):
    """Which languages, until when, by whom, and with what else."""

    locales = forms.ModelMultipleChoiceField(
        Locale.objects.none(), label=gettext_lazy("Languages"), widget=forms.CheckboxSelectMultiple
    )
    due = forms.DateField(label=gettext_lazy("Due"), required=False, widget=AdminDateInput)
    assignee = forms.ModelChoiceField(
        get_user_model().objects.none(),
        label=gettext_lazy("Assigned to"),
        required=False,
        help_text=gettext_lazy("Is told by mail."),
    )
    subtree = forms.BooleanField(label=gettext_lazy("With all pages below"), required=False)
    with_shown = forms.BooleanField(
        label=gettext_lazy("With all else that is shown with it"),
        required=False,
        initial=True,
        help_text=gettext_lazy("People, organisations, contacts, background, topics, texts of images and files."),
    )

    def __init__(self, *args: Any, instance: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["locales"].queryset = Locale.objects.exclude(pk=instance.locale_id).order_by("pk")
        fields["locales"].label_from_instance = lambda locale: locale.get_display_name()
        people = get_user_model().objects.filter(is_active=True, groups__isnull=False)
        fields["assignee"].queryset = people.distinct().order_by("username")
        if not isinstance(instance, Page) or not instance.numchild:
            del self.fields["subtree"]

    def clean_due(self) -> Any:
        due = self.cleaned_data["due"]
        if due and due < timezone.localdate():
            raise forms.ValidationError(_("This day is over."))
        return due


def ask_for_page(request: HttpRequest, page_id: int) -> HttpResponse:
    """Ask for translations of a page; of an alias in another language, for those of its original."""
    page = get_object_or_404(Page.objects.select_related("alias_of"), pk=page_id)
    return _ask(request, (page.alias_of or page).specific)


def ask_for_snippet(request: HttpRequest, app_label: str, model_name: str, pk: str) -> HttpResponse:
    """Ask for translations of a snippet."""
    try:
        model = apps.get_model(app_label, model_name)
    except LookupError as error:
        raise Http404 from error
    if model not in get_snippet_models() or not issubclass(model, TranslatableMixin) or not pk.isdigit():
        raise Http404
    return _ask(request, get_object_or_404(model, pk=pk))


def _ask(request: HttpRequest, instance: Any) -> HttpResponse:
    if not may_request(request.user, instance):
        raise PermissionDenied
    form = AskForm(request.POST or None, instance=instance)
    if request.method == "POST" and form.is_valid():
        try:
            jobs = _request(form.cleaned_data, instance, request.user)
        except requesting.RequestError as error:
            form.add_error("locales", str(error))
        else:
            number = len(jobs)
            told = ngettext("One translation is requested.", "%(number)d translations are requested.", number)
            messages.success(request, told % {"number": number})
            return redirect(f"{reverse('translation_matrix')}?key={instance.translation_key}")
    jobs = list(Job.objects.filter(key=instance.translation_key).select_related("locale"))
    title = _("Request translations")
    context = {
        "form": form,
        "media": form.media,
        "jobs": jobs,
        "excludable": _excludable(instance, jobs) if isinstance(instance, Page) else [],
        "page_title": title,
        "header_title": f"{title}: {instance}",
        "header_icon": "wagtail-localize-language",
        "instance": instance,
    }
    return TemplateResponse(request, "translation/ask.html", context)


def _excludable(page: Page, jobs: list[Job]) -> list[tuple[Locale, bool]]:
    """The languages that nobody asked for, and those that are excluded: with whether they are."""
    states = {job.locale_id: job.excluded for job in jobs}
    others = Locale.objects.exclude(pk=page.locale_id).order_by("pk")
    return [(locale, states.get(locale.pk, False)) for locale in others if states.get(locale.pk, True)]


def _request(asked: dict[str, Any], instance: Any, user: Any) -> list[Job]:
    order = requesting.Order(user=user, due=asked["due"], assignee=asked["assignee"])
    return requesting.request(
        instance, asked["locales"], order, subtree=asked.get("subtree", False), with_shown=asked["with_shown"]
    )


def exclude(request: HttpRequest, page_id: int, locale_id: int) -> HttpResponse:
    """Say that a page is not to be in a language, or that it may be again."""
    page = get_object_or_404(Page, pk=page_id).specific
    locale = get_object_or_404(Locale, pk=locale_id)
    if request.method != "POST" or not may_request(request.user, page):
        raise PermissionDenied
    job = Job.objects.filter(key=page.translation_key, locale=locale).first()
    if job is not None and job.excluded:
        requesting.include(job)
        messages.success(request, _("The text may be translated into this language again."))
    else:
        try:
            requesting.exclude(page, locale, request.user)
            messages.success(request, _("The text is not to be translated into this language."))
        except requesting.RequestError as error:
            messages.error(request, str(error))
    return redirect(f"{reverse('translation_matrix')}?key={page.translation_key}")
