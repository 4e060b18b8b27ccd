"""Where keys are issued and taken back, by those who may."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.log_actions import log

from cms.partners import keys
from cms.partners.forms import ApiKeyForm
from cms.partners.models import ApiKey, Scope

MAY_ISSUE = "partners.add_apikey"


def api_keys(request: HttpRequest) -> HttpResponse:
    """All keys, with the form for a new one; a new key is shown once, in the answer."""
    _may_or_403(request)
    form = ApiKeyForm(request.POST or None, for_user=request.user)
    if request.method == "POST" and form.is_valid():
        return _issued(request, form)
    labels = dict(Scope.choices)
    rows = [
        {"key": key, "scopes": [labels.get(scope, scope) for scope in key.scopes]}
        for key in ApiKey.objects.select_related("issued_by")
    ]
    context = {"form": form, "media": form.media, "rows": rows, "action_url": reverse("partners_keys")}
    context["quota"] = settings.API_REQUESTS_PER_MINUTE
    return TemplateResponse(request, "partners/keys.html", _frame(_("API keys")) | context)


def _issued(request: HttpRequest, form: ApiKeyForm) -> HttpResponse:
    """Make the key and show it, which nobody can be shown again."""
    key = form.save(commit=False)
    key.issued_by = request.user
    secret = key.renew()
    key.save()
    log(key, "partners.issue", user=request.user)
    context = {"key": key, "secret": secret, "api": f"{settings.PUBLIC_URL}{reverse('api-v1:api-root')}"}
    response = TemplateResponse(request, "partners/issued.html", _frame(_("API key issued")) | context)
    patch_cache_control(response, private=True, no_store=True)
    return response


@require_POST
def revoke(request: HttpRequest, key_id: int) -> HttpResponse:
    """End a key; one that was revoked before stays as it was."""
    _may_or_403(request)
    key = get_object_or_404(ApiKey, pk=key_id)
    if ApiKey.objects.filter(pk=key_id, revoked_at=None).update(revoked_at=timezone.now()):
        log(key, "partners.revoke", user=request.user)
        keys.forget()
    messages.success(request, _("The key of %(name)s is revoked.") % {"name": key.name})
    return redirect("partners_keys")


def _may_or_403(request: HttpRequest) -> None:
    if not request.user.has_perm(MAY_ISSUE):
        raise PermissionDenied


def _frame(title: str) -> dict[str, Any]:
    """What the admin's frame shows above: where one is, and the way back."""
    crumbs = [{"url": reverse("partners_keys"), "label": _("API keys")}]
    return {"page_title": title, "header_title": title, "header_icon": "key", "breadcrumbs_items": crumbs}
