"""A page is copied with what lies below it slice by slice: itself first, by its view, then each page after the one
above it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib.messages import add_message, get_messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.actions.copy_page import CopyPageAction
from wagtail.actions.create_alias import CreatePageAliasAction
from wagtail.admin import messages
from wagtail.admin.forms.pages import CopyForm
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.models import Page

from cms.delivery import slices
from cms.delivery.slices import SoFar, Work


def begin(request: HttpRequest, page: Page, act: Callable[[], HttpResponse]) -> HttpResponse | None:
    """Have the view copy the page alone, and the browser go on with what lies below: it names the copy each time, so
    that asking once more goes on with the same. None where the view refuses or asks again."""
    form = getattr(page.specific_class, "copy_form_class", CopyForm)(request.POST, user=request.user, page=page)
    if not page.permissions_for_user(request.user).can_copy() or not form.is_valid():
        return None
    left = [below.pk for below in page.get_descendants().order_by("path").only("pk")]
    with slices.without(request, "copy_subpages"):
        response = act()
    copy = getattr(request, "copied", None)
    if copy is None or not slices.is_done(response):
        return response
    slices.say(request, "copy", str(copy.pk))
    return slices.go_on(request, SoFar(left, [], done=1))


def note_copy(request: HttpRequest, page: Page, copy: Page) -> None:
    """Note what the view of copying has made, which it tells nobody else, and name the copy: Wagtail says that the page
    was copied, by the title of that."""
    request.copied = copy  # type: ignore[attr-defined]  # read by who goes on with what lies below
    said = list(get_messages(request))
    for one in said[:-1]:
        add_message(request, one.level, one.message, extra_tags=one.extra_tags)
    edit = messages.button(reverse("wagtailadmin_pages:edit", args=(copy.pk,)), _("Edit the copy"))
    messages.success(request, _made(page, copy), buttons=[edit])


def _made(page: Page, copy: Page) -> str:
    """What there is now, by the title of each."""
    count = copy.get_descendants().count()
    said = ngettext(
        "“%(title)s” was copied to “%(copy)s”; %(count)d page lies below the copy.",
        "“%(title)s” was copied to “%(copy)s”; %(count)d pages lie below the copy.",
        count,
    )
    if not count:
        said = _("“%(title)s” was copied to “%(copy)s”.")
    return said % {"title": page.get_admin_display_title(), "copy": copy.title, "count": count}


def work(request: HttpRequest, page: Page) -> Work | HttpResponse:
    """What is left of copying what lies below a page; an answer that says why not, where the copy is gone.

    Raises PermissionDenied where it was not theirs to begin.
    """
    named = request.POST.get("copy", "")
    copy = Page.objects.filter(pk=named).first() if slices.is_id(named) else None
    if copy is None:
        messages.warning(request, _("The copy is gone: what lies below the page was not copied."))
        return redirect("wagtailadmin_explore", page.pk)
    copying = Copying(request, page, copy)
    if not copying.is_allowed():
        raise PermissionDenied
    return Work(Page, [], copying.some, copying.finish)


@dataclass(frozen=True)
class Copying:
    """A page and its copy, to below which each page below the page is copied: to below the copy of its parent, which is
    found by its address, and not where it has been copied already."""

    request: HttpRequest
    page: Page
    copy: Page

    def is_allowed(self) -> bool:
        """True where Wagtail's form lets the user copy the page to where the copy is."""
        there = self.copy.get_parent().permissions_for_user(self.request.user)
        inside = self.copy == self.page or self.copy.is_descendant_of(self.page)
        if inside or self.copy.content_type_id != self.page.content_type_id:
            return False
        if self.request.POST.get("alias") and not there.can_publish_subpage():
            return False
        return bool(there.can_add_subpage() and self.page.permissions_for_user(self.request.user).can_copy())

    def some(self, ids: list[int]) -> HttpResponse:
        """Copy these; one that cannot be copied takes none of the others with it but those below it."""
        pages = self.page.get_descendants().filter(pk__in=ids).order_by("path").specific()
        refused = [page for page in pages if not self._is_copied(page)]
        response = redirect("wagtailadmin_explore", self.copy.pk)
        return slices.refusing(response) if refused else response

    def finish(self, refusal: HttpResponse | None) -> HttpResponse:
        messages.success(self.request, _made(self.page, self.copy))
        address = get_valid_next_url_from_request(self.request)
        there = redirect(address) if address else redirect("wagtailadmin_explore", self.copy.get_parent().pk)
        return refusal or there

    def _is_copied(self, page: Page) -> bool:
        """Copy the page, if that has not been done; False where it cannot be, which is said."""
        parent, reasons = self._counterpart(page.url_path.removesuffix(f"{page.slug}/")), list[str]()
        if parent is not None:
            try:
                with transaction.atomic():
                    if self._counterpart(page.url_path) is None:
                        self._copy(page, parent)
                    return True
            except ValidationError as error:
                reasons = error.messages
        said = _("“%(title)s” was not copied.") % {"title": page.get_admin_display_title()}
        messages.warning(self.request, " ".join([said, *reasons]))
        return False

    def _counterpart(self, url_path: str) -> Page | None:
        """The copy of the page that has this address."""
        inside = Page.objects.descendant_of(self.copy, inclusive=True)
        return inside.filter(url_path=self.copy.url_path + url_path.removeprefix(self.page.url_path)).first()

    def _copy(self, page: Page, to: Page) -> None:
        """As Wagtail does with what lies below a page that is copied."""
        user, asked = self.request.user, self.request.POST
        if asked.get("alias"):
            CreatePageAliasAction(page, parent=to, user=user).execute(skip_permission_checks=True)
            return
        keep_live = bool(asked.get("publish_copies")) and to.permissions_for_user(user).can_publish_subpage()
        CopyPageAction(page, to=to, keep_live=keep_live, user=user).execute(skip_permission_checks=True)
