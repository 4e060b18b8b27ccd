"""Where those who may publish a release give its links to accredited readers, and take them back."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Sum
from django.db.models.functions import Coalesce
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.log_actions import log
from wagtail.models import Page

from cms.accreditation.advance import advance_of, has_embargo
from cms.accreditation.forms import EmbargoLinkForm
from cms.accreditation.models import EmbargoLink, State
from cms.delivery.visibility import Visibility


def links(request: HttpRequest, page_id: int) -> HttpResponse:
    """The links of a release, with the form for a new one; the address of a new link is shown once, in the answer."""
    page = _page_or_403(request, page_id)
    advance = advance_of(page, Visibility(timezone.now()))
    form = EmbargoLinkForm(request.POST or None, until=advance.until, for_user=request.user) if advance else None
    if form is not None and request.method == "POST" and form.is_valid():
        return _issued(request, page, form)
    rows = page.embargo_links.select_related("issued_by", "revoked_by").annotate(
        number_of_uses=Coalesce(Sum("uses__number"), 0)
    )
    rows = rows.order_by("-issued_at", "-pk")  # once more: a query that counts forgets the model's own order
    now = timezone.now()
    context = {
        "form": form,
        "media": form.media if form is not None else "",
        "until": advance.until if advance else None,
        "rows": [{"link": link, "state": link.state(at=now), "is_valid": _is_valid(link)} for link in rows],
        "may_inspect": request.user.has_perm("accreditation.view_embargolink"),
        "action_url": reverse("accreditation_links", args=(page.pk,)),
    }
    return TemplateResponse(request, "accreditation/links.html", _frame(page, _("Embargo links")) | context)


def _issued(request: HttpRequest, page: Page, form: EmbargoLinkForm) -> HttpResponse:
    """Make the link and show its address, which nobody can be shown again."""
    link = form.save(commit=False)
    link.page = page
    link.issued_by = request.user
    token = link.renew_token()
    link.save()
    _log(link, "accreditation.issue", request)
    context = {"link": link, "address": settings.PUBLIC_URL + reverse("embargo_link", args=(token,))}
    response = TemplateResponse(request, "accreditation/issued.html", _frame(page, _("Embargo link issued")) | context)
    patch_cache_control(response, private=True, no_store=True)
    return response


@require_POST
def revoke(request: HttpRequest, page_id: int, link_id: int) -> HttpResponse:
    """End a link now; one that was revoked before stays as it was."""
    page = _page_or_403(request, page_id)
    link = get_object_or_404(EmbargoLink.objects.select_for_update(of=("self",)), pk=link_id, page=page)
    if link.revoked_at is None:
        link.revoked_at = timezone.now()
        link.revoked_by = request.user  # type: ignore[assignment]  # nobody else is let into the admin
        link.save(update_fields=["revoked_at", "revoked_by"])
        _log(link, "accreditation.revoke", request)
    messages.success(request, _("The link of %(person)s is revoked.") % {"person": link.person})
    return redirect("accreditation_links", page.pk)


def _page_or_403(request: HttpRequest, page_id: int) -> Page:
    """The page for somebody who decides when it is published; raises Http404 where its type knows no embargo."""
    page = get_object_or_404(Page.objects.select_related("locale"), pk=page_id)
    if not has_embargo(page):
        raise Http404("Pages of this type have no embargo.")
    if not page.permissions_for_user(request.user).can_unschedule():
        raise PermissionDenied
    return page


def _is_valid(link: EmbargoLink) -> bool:
    return link.state(at=timezone.now()) == State.VALID


def _log(link: EmbargoLink, action: str, request: HttpRequest) -> None:
    # By number: names are deleted with the link, and the history of a page is kept.
    log(link.page, action, user=request.user, data={"link": link.pk})


def _frame(page: Page, title: str) -> dict[str, Any]:
    """What the admin's frame shows above: where one is, and the way back."""
    name = page.draft_title or page.title
    crumbs = [
        {"url": reverse("wagtailadmin_pages:edit", args=(page.pk,)), "label": name},
        {"url": reverse("accreditation_links", args=(page.pk,)), "label": _("Embargo links")},
    ]
    return {
        "page": page,
        "page_title": title,
        "page_subtitle": name,
        "header_title": f"{title}: {name}",
        "header_icon": "key",
        "breadcrumbs_items": crumbs,
    }
