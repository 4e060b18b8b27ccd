"""A page goes with all that lies below it slice by slice: the deepest first, itself last by the view of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import reduce
from operator import or_

from django.conf import settings
from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.actions.delete_page import DeletePageAction
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.models import Page, ReferenceIndex
from wagtail.query import PageQuerySet

from cms.delivery import keeping, shown_by
from cms.delivery.leaving import LanguagesForm, all_followers, going_with
from cms.delivery.slices import SLICE, InUnit, SoFar, Work

View = Callable[[], HttpResponse]


def work(request: HttpRequest, in_unit: InUnit, act: View, named: dict[str, int]) -> Work | None:
    """The work on a page with all below it; None where its view has to answer: it is another view, there is little to
    do, or it refuses or asks again."""
    match = request.resolver_match
    find = WORK.get(match.view_name) if match else None
    page = Page.objects.filter(pk=named["page_id"]).first() if find else None
    return find(request, page, lambda: in_unit(act)) if find and page else None


def unpublishing(request: HttpRequest, page: Page, act: View) -> Work | None:
    """Taking a page offline with all that is live below it; its translations follow each."""
    form = LanguagesForm(request.POST, going=all_followers([page]))
    if not page.permissions_for_user(request.user).can_unpublish():
        return None
    if not request.POST.get("include_descendants") or not form.is_valid():
        return None
    below = _below([page]).filter(live=True)
    if _is_little(request, below):
        return None

    def theirs(pages: PageQuerySet) -> Iterator[Page]:
        return (one for one in pages.specific() if one.permissions_for_user(request.user).can_unpublish())

    def unpublish(ids: list[int]) -> HttpResponse:
        for one in theirs(below.filter(pk__in=ids)):
            UnpublishPageAction(one, user=request.user).execute(skip_permission_checks=True)
        return _to(page)

    def finish(refusal: HttpResponse | None) -> HttpResponse:
        _forget(request, "include_descendants")
        answer = act()
        if staying := below.count():
            said = ngettext(
                "%(count)d page below it stays public: you may not take it offline.",
                "%(count)d pages below it stay public: you may not take them offline.",
                staying,
            )
            messages.warning(request, said % {"count": staying})
        return refusal or answer

    return Work(Page, (one.pk for one in theirs(below.defer_streamfields())), unpublish, finish)


def deleting(request: HttpRequest, page: Page, act: View) -> Work | None:
    """Deleting a page with all below it and with the languages that go with it, which have pages below them, too."""
    form = LanguagesForm(request.POST, going=all_followers([page], drafts=True))
    if not page.permissions_for_user(request.user).can_delete() or not _is_confirmed(request) or not form.is_valid():
        return None
    tops = [page, *going_with(form, form.going)]
    below = _below(tops)
    if _is_little(request, below) or _is_kept(tops, below):
        return None

    def delete(ids: list[int]) -> HttpResponse:
        pages = list(below.filter(pk__in=ids).specific())
        for one in pages:
            if one.get_descendants().exclude(pk__in=ids).exists():
                return _stays(request, one)
        for one in pages:
            DeletePageAction(one, user=request.user).log_deletion(one)
        # At once, as Wagtail's action does with what lies below its page: one by one it takes some times as long.
        with keeping.together(pages):
            Page.objects.filter(pk__in=[one.pk for one in pages]).delete()
        return _to(page)

    def finish(refusal: HttpResponse | None) -> HttpResponse:
        if refusal is None:
            return act()
        _stays(request, page)
        return refusal

    return Work(Page, below.values_list("pk", flat=True), delete, finish)


WORK: dict[str, Callable[[HttpRequest, Page, View], Work | None]] = {
    "wagtailadmin_pages:delete": deleting,
    "wagtailadmin_pages:unpublish": unpublishing,
}


def _is_little(request: HttpRequest, below: PageQuerySet) -> bool:
    """True where one unit is enough; not for what has begun, however little is left."""
    return SoFar.of(request) is None and below.count() < SLICE


def _below(tops: Iterable[Page]) -> PageQuerySet:
    """What lies below these pages, the deepest first; of those side by side the last, which may show the first."""
    inside = reduce(or_, (Q(path__startswith=top.path, depth__gt=top.depth) for top in tops))
    return Page.objects.filter(inside).exclude(pk__in=[top.pk for top in tops]).order_by("-depth", "-path")


def _is_kept(tops: list[Page], below: PageQuerySet) -> bool:
    """True where these would stay even if all below them went: then nothing is begun."""
    if ReferenceIndex.get_references_to(tops[0].specific).group_by_source_object().is_protected:
        return True
    return bool(shown_by.holding(*tops, leaving=below.values_list("pk", flat=True)))


def _is_confirmed(request: HttpRequest) -> bool:
    """As Wagtail asks for the name of the site before much is deleted."""
    return request.POST.get("confirm_site_name") in {None, "", settings.WAGTAIL_SITE_NAME}


def _stays(request: HttpRequest, page: Page) -> HttpResponse:
    said = _("“%(title)s” stays, since something below it stays.")
    messages.warning(request, said % {"title": page.get_admin_display_title()})
    response = _to(page)
    response.is_refusal = True  # type: ignore[attr-defined]  # read by who counts what was done
    return response


def _to(page: Page) -> HttpResponse:
    return redirect("wagtailadmin_explore", page.pk)


def _forget(request: HttpRequest, name: str) -> None:
    post = request.POST.copy()
    post.pop(name, None)
    request.POST = post  # type: ignore[assignment]
