"""What is done to a page with all that lies below it is done slice by slice. It goes the deepest first, itself last by
the view of it; it is copied by the view first, then what lies below, each page after the one above it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import reduce
from operator import or_
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.actions.delete_page import DeletePageAction
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.models import Page, ReferenceIndex
from wagtail.query import PageQuerySet

from cms.delivery import copying, keeping, shown_by, slices
from cms.delivery.chunks import chunks
from cms.delivery.leaving import LanguagesForm, apply, asked_about, going_offline, going_with, languages_of
from cms.delivery.slices import InUnit, SoFar, Work

View = Callable[[], HttpResponse]
# Of those side by side the last, which may show the first.
DEEPEST_FIRST = ("-depth", "-path")


def one(request: HttpRequest, in_unit: InUnit, act: View, named: dict[str, Any]) -> HttpResponse | None:
    """The answer to what is done to a page with all below it; None where its view has to answer: it is another view,
    there is little to do, or it refuses or asks again."""
    match = request.resolver_match
    view = match.view_name if match else ""
    page = Page.objects.filter(pk=named["page_id"]).first() if view in WORK else None
    if page is None:
        return None
    work = WORK[view](request, page, lambda: in_unit(act))
    return slices.run(request, in_unit, work) if isinstance(work, Work) else work


def bulk(request: HttpRequest, in_unit: InUnit, act: View, named: dict[str, Any]) -> HttpResponse | None:
    """The answer to an action on many things, or on pages that have many below them; None where its view has to."""

    def widen(action: Any, form: Any, chosen: list[Any]) -> list[Any]:
        ids = _with_below(action, form, chosen)
        if len(ids) > slices.SLICE and _unpublishes(named):
            below = set(ids) - {page.pk for page in chosen}
            slices.say(request, "below", " ".join(map(str, below)))
        if len(ids) > slices.SLICE:
            slices.say(request, "include_descendants", "")
        return ids

    work = slices.bulk(request, act, named, widen)
    if work and _unpublishes(named):
        work = replace(work, act=_unpublishing_below(request, work))
    return slices.run(request, in_unit, work) if work else None


def _unpublishes(named: dict[str, Any]) -> bool:
    return named["action"] == "unpublish" and named["model_name"] == "page"


def _with_below(action: Any, form: Any, chosen: list[Any]) -> list[Any]:
    """The ids of what was chosen and of the pages below on which the action acts, too: of those that go the deepest
    first."""
    ids = [found.pk for found in chosen]
    above = [page for page in chosen if action.model is Page and page.numchild]
    goes = action.action_type != "publish"
    if not above or not (action.action_type == "delete" or form.cleaned_data.get("include_descendants")):
        return ids
    found = {page.path: page.pk for page in chosen}
    for some in chunks(above):
        below = Page.objects.filter(_inside(some))
        below = below if action.action_type == "delete" else below.filter(live=goes)
        found |= dict(below.values_list("path", "pk"))
    paths = sorted(found, key=lambda path: (len(path), path), reverse=True) if goes else sorted(found)
    return [found[path] for path in paths]


def _unpublishing_below(request: HttpRequest, work: Work) -> Callable[[list[Any]], HttpResponse]:
    """The action on those that were chosen, and before it on what lies below them."""
    below = set(request.POST.get("below", "").split())

    def unpublish(ids: list[Any]) -> HttpResponse:
        theirs = Page.objects.filter(pk__in=[one for one in ids if str(one) in below])
        _unpublish(request, theirs.specific(), tops=asked_about(request))
        chosen = [one for one in ids if str(one) not in below]
        return work.act(chosen) if chosen else redirect("wagtailadmin_home")

    return unpublish


def unpublishing(request: HttpRequest, page: Page, act: View) -> Work | None:
    """Taking a page offline with all that is live below it."""
    form = LanguagesForm(request.POST, going=going_offline([page], below=True))
    if not page.permissions_for_user(request.user).can_unpublish():
        return None
    if not request.POST.get("include_descendants") or not form.is_valid():
        return None
    below = _below([page]).filter(live=True)
    if _is_little(request, below):
        return None

    theirs = (one.pk for one in below.defer_streamfields().specific() if _may_unpublish(request, one))

    def unpublish(ids: list[int]) -> HttpResponse:
        _unpublish(request, below.filter(pk__in=ids).specific())
        return _to(page)

    def finish(refusal: HttpResponse | None) -> HttpResponse:
        with slices.without(request, "include_descendants"):
            answer = act()
        if staying := below.count():
            said = ngettext(
                "%(count)d page below it stays public: you may not take it offline.",
                "%(count)d pages below it stay public: you may not take them offline.",
                staying,
            )
            messages.warning(request, said % {"count": staying})
        return refusal or answer

    return Work(Page, theirs, unpublish, finish)


def deleting(request: HttpRequest, page: Page, act: View) -> Work | None:
    """Deleting a page with all below it and with the languages that go with it, which have pages below them, too."""
    form = LanguagesForm(request.POST, going=languages_of([page], drafts=True))
    if not page.permissions_for_user(request.user).can_delete() or not _is_confirmed(request) or not form.is_valid():
        return None
    tops = [page, *going_with(form)]
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


def copied(request: HttpRequest, page: Page, act: View) -> Work | HttpResponse | None:
    """Copying a page with all below it: first itself, by its view, then by whatever the browser goes on with."""
    if SoFar.of(request) is not None:
        return copying.work(request, page)
    if not request.POST.get("copy_subpages") or _is_little(request, page.get_descendants()):
        return None
    return copying.begin(request, page, act)


WORK: dict[str, Callable[[HttpRequest, Page, View], Work | HttpResponse | None]] = {
    "wagtailadmin_pages:copy": copied,
    "wagtailadmin_pages:delete": deleting,
    "wagtailadmin_pages:unpublish": unpublishing,
}


def view_for_many(user: Any, page: Page, action: str, *, below: bool) -> str | None:
    """The address of the view that does in slices what is more than one unit; None where one is enough, or where the
    user may not do it at all."""
    tester = page.permissions_for_user(user)
    may = {"delete": tester.can_delete, "unpublish": tester.can_unpublish}.get(action)
    if may is None or not below or page.get_descendants().count() < slices.SLICE or not may():
        return None
    return reverse(f"wagtailadmin_pages:{action}", args=(page.pk,))


def _is_little(request: HttpRequest, below: PageQuerySet) -> bool:
    """True where one unit is enough; not for what has begun, however little is left."""
    return SoFar.of(request) is None and below.count() < slices.SLICE


def _below(tops: Iterable[Page]) -> PageQuerySet:
    """What lies below these pages, the deepest first."""
    tops = list(tops)
    return Page.objects.filter(_inside(tops)).exclude(pk__in=[top.pk for top in tops]).order_by(*DEEPEST_FIRST)


def _inside(tops: Iterable[Page]) -> Q:
    return reduce(or_, (Q(path__startswith=top.path, depth__gt=top.depth) for top in tops))


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
    return slices.refusing(_to(page))


def _may_unpublish(request: HttpRequest, page: Page) -> bool:
    return bool(page.permissions_for_user(request.user).can_unpublish())


def _unpublish(request: HttpRequest, pages: Iterable[Page], tops: Iterable[int] | None = None) -> None:
    """Take pages offline that go with another one, where that is theirs to do; what was answered of its languages holds
    for theirs."""
    going = [page for page in pages if page.live and _may_unpublish(request, page)]
    form = LanguagesForm(request.POST, going=languages_of(going), tops=tops)
    if form.is_valid():
        apply(form, request.user)
    for page in going:
        UnpublishPageAction(page, user=request.user).execute(skip_permission_checks=True)


def _to(page: Page) -> HttpResponse:
    return redirect("wagtailadmin_explore", page.pk)
