"""What editors do to a release beside editing it."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.log_actions import log

from cms.delivery.publications import page_source, touch
from press.models import FrozenWording, PressRelease
from press.wording import showing_words_of, thaw

RENEW_WORDING = "treffpunkt.renew_wording"


def may_renew_wording(user: Any, release: PressRelease) -> bool:
    """True for who decides whether the release is public, where words of it are frozen."""
    return release.permissions_for_user(user).can_unpublish() and release.frozen_wordings.exists()


def renew_wording(request: HttpRequest, page_id: int) -> HttpResponse:
    """Show which words are frozen, and let today's take their place."""
    release = get_object_or_404(PressRelease, pk=page_id)
    if not may_renew_wording(request.user, release):
        raise PermissionDenied
    if request.method == "POST":
        renew(release, user=request.user)
        messages.success(request, _("The release has the present wording of its boilerplates now."))
        return redirect("wagtailadmin_pages:edit", release.pk)
    context = {
        "frozen": FrozenWording.objects.filter(page=release).select_related("boilerplate").order_by("pk"),
        "header_title": _("Renew the wording"),
        "page_title": _("Renew the wording"),
        "page_subtitle": release.get_admin_display_title(),
        "header_icon": "doc-full",
        "back": reverse("wagtailadmin_pages:edit", args=(release.pk,)),
    }
    return render(request, "press/confirm_renew_wording.html", context)


def renew(release: PressRelease, *, user: Any) -> None:
    """Let the release, and those that show its words, take over what their boilerplates say now, in one transaction."""
    pages = showing_words_of(release)
    with transaction.atomic():
        thaw(pages)
        log(instance=release, action=RENEW_WORDING, user=user)
        touch(*(page_source(pk) for pk in pages))
