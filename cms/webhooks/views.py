"""Endpoints in the admin: their form, their secrets, what was sent to them and what came of it."""

from __future__ import annotations

import time
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_POST
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import log

from cms.outbox import outbox
from cms.outbox.models import Delivery, DeliveryQuerySet
from cms.webhooks import putting
from cms.webhooks.delivering import TRIAL
from cms.webhooks.forms import EndpointForm, SinceForm
from cms.webhooks.models import Endpoint

ROTATE, TRY, AGAIN = "webhooks.rotate", "webhooks.test", "webhooks.again"
DELIVERIES = gettext_lazy("What was sent")
ON_A_PAGE = 50
PATIENCE = 5.0  # seconds that the page waits for the answer to a test


class AddView(generic.CreateView):
    """Shows the secret in the answer, which nobody can be shown again."""

    def form_valid(self, form: Any) -> HttpResponse:
        super().form_valid(form)
        return secret_shown(self.request, self.object)


class EditView(generic.EditView):
    def get_object(self, queryset: Any = None) -> Endpoint:
        # Locked where it is about to be saved: its secret may be replaced at the same time.
        is_saved = self.request.method == "POST"
        found: Endpoint = super().get_object(Endpoint.objects.select_for_update() if is_saved else queryset)
        return found

    def save_instance(self) -> Endpoint:
        if "address" in self.form.changed_data:
            putting.hurry(self.form.instance)
        if {"address", "is_active"} & set(self.form.changed_data):
            self.form.instance.begin_anew()
        saved: Endpoint = super().save_instance()
        return saved

    @property
    def header_more_buttons(self) -> list[Button]:
        buttons: list[Button] = super().header_more_buttons
        url = reverse("webhooks_deliveries", args=(self.object.pk,))
        return [*buttons, Button(DELIVERIES, url=url, icon_name="history", priority=5)]


class IndexView(generic.IndexView):
    def get_list_more_buttons(self, instance: Endpoint) -> list[Any]:
        url = reverse("webhooks_deliveries", args=(instance.pk,))
        found: list[Any] = super().get_list_more_buttons(instance)
        return [*found, Button(DELIVERIES, url=url, icon_name="history", priority=15)]


class EndpointViewSet(ModelViewSet):
    model = Endpoint
    name = "webhooks"
    icon = "rotate"
    menu_label = gettext_lazy("Webhooks")
    menu_name = "webhooks"
    add_to_settings_menu = True
    add_to_reference_index = False
    copy_view_enabled = False
    list_display = [
        "name",
        "address",
        BooleanColumn("is_active", label=pgettext_lazy("newsroom", "active"), sort_key="is_active"),
        Column("why_off", label=gettext_lazy("Why it is off")),
    ]
    index_view_class = IndexView
    add_view_class = AddView
    edit_view_class = EditView

    def get_form_class(self, for_update: bool = False) -> type[EndpointForm]:
        return EndpointForm


def deliveries(request: HttpRequest, pk: int) -> HttpResponse:
    """What was sent to the endpoint and what came of it, the newest first, with what can be done about it.

    After a test it waits for the answer, for a while.
    """
    endpoint = _endpoint_or_403(request, pk)
    if "test" in request.GET:
        until, waiting = time.monotonic() + PATIENCE, _tests(endpoint).filter(state=Delivery.State.WAITING)
        while time.monotonic() < until and waiting.exists():
            time.sleep(0.1)
    return _log(request, endpoint, SinceForm())


def _tests(endpoint: Endpoint) -> DeliveryQuerySet:
    return Delivery.objects.filter(recipient=endpoint.recipient, kind=TRIAL).order_by("-created_at")


def _log(request: HttpRequest, endpoint: Endpoint, form: SinceForm) -> HttpResponse:
    sent = Delivery.objects.filter(recipient=endpoint.recipient).order_by("-created_at", "-pk")
    page = Paginator(sent, ON_A_PAGE).get_page(request.GET.get("p"))
    context = {
        "endpoint": endpoint,
        "form": form,
        "page": page,
        "test": _tests(endpoint).first(),
        "previous_until": endpoint.previous_until if len(endpoint.valid_secrets(timezone.now())) > 1 else None,
    }
    return TemplateResponse(request, "webhooks/deliveries.html", _frame(endpoint, DELIVERIES) | context)


@require_POST
def send_test(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a test; the log says what came of it."""
    endpoint = _endpoint_or_403(request, pk)
    putting.put_test(endpoint)
    log(endpoint, TRY, user=request.user)
    return redirect(reverse("webhooks_deliveries", args=(endpoint.pk,)) + "?test")


@require_POST
def rotate(request: HttpRequest, pk: int) -> HttpResponse:
    """Replace the secret and show the new one."""
    _endpoint_or_403(request, pk)
    endpoint = get_object_or_404(Endpoint.objects.select_for_update(), pk=pk)
    endpoint.rotate(timezone.now())
    endpoint.save(update_fields=["secret", "previous_secret", "previous_until"])
    log(endpoint, ROTATE, user=request.user)
    return secret_shown(request, endpoint)


@require_POST
def send_again(request: HttpRequest, pk: int, delivery_id: UUID) -> HttpResponse:
    """Send one event again that was delivered or has failed."""
    endpoint = _endpoint_or_403(request, pk)
    chosen = Delivery.objects.filter(pk=delivery_id, recipient=endpoint.recipient)
    get_object_or_404(chosen)
    if _is_on(request, endpoint, chosen.exclude(kind=TRIAL).exists()) and outbox.put_again(chosen):
        log(endpoint, AGAIN, user=request.user)
        messages.success(request, _("The event is sent again."))
    return redirect("webhooks_deliveries", endpoint.pk)


@require_POST
def send_again_since(request: HttpRequest, pk: int) -> HttpResponse:
    """Send everything again that happened after a number."""
    endpoint = _endpoint_or_403(request, pk)
    form = SinceForm(request.POST)
    if not form.is_valid():
        return _log(request, endpoint, form)
    if _is_on(request, endpoint):
        try:
            number = putting.put_again_since(endpoint, form.cleaned_data["sequence"])
        except putting.TooManyError as error:
            most = _("These are %(number)s events; no more than %(most)s are sent again at once.")
            form.add_error("sequence", most % {"number": error, "most": putting.MOST_AGAIN})
            return _log(request, endpoint, form)
        log(endpoint, AGAIN, user=request.user)
        messages.success(request, _("Events that are sent: %(number)d") % {"number": number})
    return redirect("webhooks_deliveries", endpoint.pk)


def secret_shown(request: HttpRequest, endpoint: Endpoint) -> HttpResponse:
    """The page that shows the secret of the endpoint, kept by no cache."""
    context = {"endpoint": endpoint, "previous_until": endpoint.previous_until}
    response = TemplateResponse(request, "webhooks/secret.html", _frame(endpoint, _("New secret")) | context)
    patch_cache_control(response, private=True, no_store=True)
    return response


def _is_on(request: HttpRequest, endpoint: Endpoint, is_needed: bool = True) -> bool:
    """Whether something can be sent to the endpoint; says so where it cannot."""
    if endpoint.is_active or not is_needed:
        return True
    messages.error(request, _("The receiver is switched off: switch it on before you send something again."))
    return False


def _endpoint_or_403(request: HttpRequest, pk: int) -> Endpoint:
    """The endpoint for somebody who may change it."""
    if not request.user.has_perm("webhooks.change_endpoint"):
        raise PermissionDenied
    return get_object_or_404(Endpoint, pk=pk)


def _frame(endpoint: Endpoint, title: Any) -> dict[str, Any]:
    """What the admin's frame shows above: where one is, and the way back."""
    crumbs = [
        {"url": reverse("webhooks:index"), "label": EndpointViewSet.menu_label},
        {"url": reverse("webhooks:edit", args=(endpoint.pk,)), "label": endpoint.name},
        {"url": reverse("webhooks_deliveries", args=(endpoint.pk,)), "label": DELIVERIES},
    ]
    return {
        "page_title": title,
        "page_subtitle": endpoint.name,
        "header_title": f"{title}: {endpoint.name}",
        "header_icon": EndpointViewSet.icon,
        "breadcrumbs_items": crumbs,
    }
