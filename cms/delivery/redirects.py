"""Redirects from old public addresses: made at the flush that shows a page at another one than before, resolved through
the store."""

from __future__ import annotations

from collections.abc import Hashable, Iterable

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect, HttpResponseRedirect
from wagtail.contrib.redirects.models import Redirect

from cms.delivery.answers import public
from cms.delivery.chunks import chunks
from cms.delivery.models import Change, Publication

MAX_PATH = 255  # characters of an old path that Wagtail's model keeps


def follow(moves: Iterable[tuple[str, Publication]]) -> None:
    """Lead from each old public address to its page, unless a page or an editor's own redirect stands there now."""
    moves = list(moves)
    if not moves:
        return
    taken = {previous for previous, _row in moves} | {row.path for _previous, row in moves}
    occupied = set(Publication.objects.visible().filter(path__in=taken).values_list("path", flat=True))
    ours = Redirect.objects.filter(site=None, automatically_created=True)
    ours.filter(old_path__in=[Redirect.normalise_path(path) for path in occupied]).delete()
    for previous, row in moves:
        old_path = Redirect.normalise_path(previous)
        if previous in occupied or len(old_path) > MAX_PATH:
            continue
        ours.filter(old_path=old_path).delete()
        if not Redirect.objects.filter(old_path=old_path).exists():
            Redirect.objects.create(old_path=old_path, redirect_page_id=row.page_id, automatically_created=True)


def returns(published: Iterable[Publication]) -> list[tuple[str, Publication]]:
    """Those that were public before at another address, which was their last one, with that address.

    The text itself counts as well as its page: a translation made anew comes back at its old one's place.
    """
    rows = list(published)
    these = {row.sequence for row in rows}
    last: dict[Hashable, str] = {}
    for some in chunks(sorted({row.key for row in rows})):
        changes = Change.objects.filter(key__in=some).order_by("sequence")
        for change in changes.only("page_id", "key", "locale", "path"):
            if change.sequence not in these:
                last[change.page_id] = last[change.key, change.locale] = change.path
    found = ((last.get(row.page_id) or last.get((row.key, row.locale), row.path), row) for row in rows)
    return [(previous, row) for previous, row in found if previous != row.path]


def resolve(request: HttpRequest) -> HttpResponse | None:
    """Where a redirect for the request's address leads: to public pages, or where an editor said; None for nowhere."""
    try:
        full, bare = (Redirect.normalise_path(path) for path in (request.get_full_path(), request.path))
    except ValueError:  # no address that anything could have had
        return None
    found = max(
        Redirect.objects.filter(
            old_path__in=[one for one in {full, bare} if len(one) <= MAX_PATH and "\x00" not in one]
        ),
        # An editor's own word counts more than ours, and the more exact one more than the other.
        key=lambda one: (one.old_path == full, not one.automatically_created, one.site_id is not None),
        default=None,
    )
    if found is None:
        return None
    if not found.redirect_page_id:
        return moved(request, found.redirect_link, permanent=found.is_permanent) if found.redirect_link else None
    target = Publication.objects.visible().filter(page_id=found.redirect_page_id).first()
    return moved(request, target.path, permanent=found.is_permanent) if target else None


def moved(request: HttpRequest, to: str, *, permanent: bool = True) -> HttpResponse:
    """A redirect that no browser keeps without asking: pages move back."""
    response: HttpResponse = (HttpResponsePermanentRedirect if permanent else HttpResponseRedirect)(to)
    return public(request, response)
