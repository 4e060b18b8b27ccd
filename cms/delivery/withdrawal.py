"""Withdrawing a public page: it is unpublished with its aliases, and its address says that it was withdrawn."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.admin import messages
from wagtail.admin.widgets import AdminAutoHeightTextInput
from wagtail.log_actions import log
from wagtail.models import Page

from cms.content.cleaning import clean_text
from cms.content.models import followers, with_aliases
from cms.delivery import store
from cms.delivery.fate import is_public
from cms.delivery.leaving import LanguagesForm, apply, languages_of
from cms.delivery.models import Publication
from cms.delivery.tombstones import Reason

WITHDRAW = "treffpunkt.withdraw"


class WithdrawForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        required=False,
        max_length=2000,
        widget=AdminAutoHeightTextInput,
        help_text=gettext_lazy("Everybody can read it, at the address of the page and in the API. May stay empty."),
    )

    def clean_reason(self) -> str:
        return clean_text(self.cleaned_data["reason"])


def may_withdraw(user: Any, page: Page) -> bool:
    """True for who may unpublish the page, while everybody can read it: what never was public is not withdrawn."""
    return page.permissions_for_user(user).can_unpublish() and is_public(page)


def withdraw(page: Page, *, reason: str, user: Any) -> None:
    """Unpublish the page and its aliases, and the translations that follow it, and let their addresses say that they
    were withdrawn, in one transaction. What comes back comes back by an approval of its own: a translation says what
    was wrong until somebody has looked at it."""
    with store.unit():
        for going in [page, *followers(page)]:
            going.revisions.exclude(approved_go_live_at=None).update(approved_go_live_at=None)
            if going.live:
                store.withdraw(with_aliases(going), Reason(reason, page.locale.language_code if reason else ""))
                log(instance=going, action=WITHDRAW, user=user, data={"reason": reason})
                # Whether they may is asked of the original, and at the flush of each language.
                UnpublishPageAction(going.specific, user=user, log_action=False).execute(skip_permission_checks=True)


def view(request: HttpRequest, page_id: int) -> HttpResponse:
    """Ask for the public reason and withdraw the page."""
    page = get_object_or_404(Page, pk=page_id).specific
    if not page.permissions_for_user(request.user).can_unpublish():
        raise PermissionDenied
    if not is_public(page):
        messages.warning(request, _("This page is not public. It can be unpublished, but not withdrawn."))
        return redirect("wagtailadmin_pages:unpublish", page.pk)
    form = WithdrawForm(request.POST or None)
    languages_form = LanguagesForm(request.POST or None, going=languages_of([page]))
    if request.method == "POST" and form.is_valid() and languages_form.is_valid():
        apply(languages_form, request.user)
        withdraw(page, reason=form.cleaned_data["reason"].strip(), user=request.user)
        messages.success(request, _("“%(title)s” was withdrawn.") % {"title": page.get_admin_display_title()})
        return redirect("wagtailadmin_pages:edit", page.pk)
    context = {
        "page": page,
        "form": form,
        "languages_form": languages_form,
        "path": Publication.objects.get(page_id=page.pk).path,
        "aliases": len(with_aliases(page)) - 1,
        "public_below": page.get_descendants().live().count(),
        "header_title": _("Withdraw"),
        "page_title": _("Withdraw"),
        "page_subtitle": page.get_admin_display_title(),
        "header_icon": "download",
        "back": reverse("wagtailadmin_pages:edit", args=(page.pk,)),
    }
    return render(request, "delivery/confirm_withdraw.html", context)
