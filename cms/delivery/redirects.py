"""Redirects from old public addresses: made at the flush that shows a page at another one than before, resolved through
the store."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import NamedTuple
from urllib.parse import unquote

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.urls import resolve as resolve_url
from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.contrib.redirects.models import Redirect

from cms.delivery.answers import public
from cms.delivery.chunks import chunks
from cms.delivery.models import Change, Publication

# The names of the addresses at which redirects are looked up, where there is no page.
LEADING_ON = {"wagtail_serve", "resolve_missing"}
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
    leading = {Redirect.normalise_path(previous): row.page_id for previous, row in moves if previous not in occupied}
    for some in chunks(path for path in leading if len(path) <= MAX_PATH):
        ours.filter(old_path__in=some).delete()
        theirs = set(Redirect.objects.filter(old_path__in=some).values_list("old_path", flat=True))
        for old_path in some:
            if old_path not in theirs:
                page_id = leading[old_path]
                Redirect.objects.create(old_path=old_path, redirect_page_id=page_id, automatically_created=True)


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


class Destination(NamedTuple):
    """Where a redirect leads, and whether for good."""

    address: str
    permanent: bool


def resolve(request: HttpRequest) -> HttpResponse | None:
    """The answer of a redirect for the request's address; None where there is none."""
    found = destination(request.get_full_path(), request.path)
    return moved(request, found.address, permanent=found.permanent) if found else None


def destination(full: str, bare: str) -> Destination | None:
    """Where a redirect for that path leads, with or without its query: to public pages, or where an editor said; None
    for nowhere."""
    try:
        full, bare = (Redirect.normalise_path(path) for path in (full, bare))
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
        return Destination(found.redirect_link, found.is_permanent) if found.redirect_link else None
    target = Publication.objects.visible().filter(page_id=found.redirect_page_id).first()
    return Destination(target.path, found.is_permanent) if target else None


def refuse_taken(address: str) -> None:
    """Refuse an address at which something public stands, however it is written: nobody would be led away from there.

    For the model's field, so that each form asks it: to add, to edit, to import.
    """
    try:
        bare = unquote(Redirect.normalise_path(address).partition("?")[0]).rstrip("/")
    except ValueError:  # no address; nobody asks for it either
        return
    if _is_the_sites(bare.lower()) or Publication.objects.visible().filter(path__iexact=f"{bare}/").exists():
        raise ValidationError(_("Something public stands at this address; choose another one."))


def _is_the_sites(bare: str) -> bool:
    """True where the site has something else than pages, with or without a closing slash."""
    with translation.override(translation.get_language_from_path(f"{bare}/") or settings.LANGUAGE_CODE):
        found = [resolve_url(path) for path in (bare, f"{bare}/") if path]
    return any(match.url_name not in LEADING_ON for match in found)


def moved(request: HttpRequest, to: str, *, permanent: bool = True) -> HttpResponse:
    """A redirect that no browser keeps without asking: pages move back."""
    response: HttpResponse = (HttpResponsePermanentRedirect if permanent else HttpResponseRedirect)(to)
    return public(request, response)
