"""The address that an accredited reader has: the release while it is under embargo, the public page afterwards."""

from __future__ import annotations

import datetime
import logging
from contextlib import suppress
from functools import partial

from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from cms.accreditation.advance import Advance, advance_of
from cms.accreditation.models import EmbargoLink, EmbargoLinkUse, State
from cms.delivery.models import Publication
from cms.delivery.site_frame import site_frame_for
from cms.delivery.views import render_page
from cms.delivery.visibility import Visibility
from cms.patience import BusyError, patience
from cms.throttling.throttle import Throttle, address_of

log = logging.getLogger(__name__)

GUESSES = Throttle("embargo link", free=20)
Outcome = EmbargoLinkUse.Outcome
# An approval taken back may be given again, and the link is then good once more: not gone, but not found.
REFUSALS = {Outcome.EXPIRED: 410, Outcome.REVOKED: 410, Outcome.TAKEN_BACK: 404}


@require_safe
def embargo_link(request: HttpRequest, token: str) -> HttpResponse:
    """What the link with that token leads to; every request with a real one is counted, and waits for nobody."""
    link = EmbargoLink.objects.select_related("page__locale").for_token(token).first()
    if link is None:
        _slow_down(address_of(request))
        raise Http404("There is no such page.")
    visibility = Visibility(timezone.now())
    advance = advance_of(link.page, visibility)
    public_path = None if advance else _public_path(link)
    outcome = _outcome(link, advance, public_path, visibility)
    counted = _counted_at_once(link, outcome, visibility.now)
    if advance is not None and outcome == Outcome.SHOWN:
        response = render_page(advance.page, request, advance={"until": advance.until, "link": link})
    elif public_path is not None and outcome == Outcome.PUBLISHED:
        response = HttpResponseRedirect(public_path)
    else:
        response = _refusal(request, link, outcome)
    if not counted:
        later = partial(_count, link, outcome, visibility.now)
        response._resource_closers.append(later)  # type: ignore[attr-defined]  # as Django's own closers
    return _sealed(response, link)


def _slow_down(address: str) -> None:
    """Have whoever tries tokens wait, longer each time; while others are writing nobody is counted."""
    with suppress(BusyError), patience(0):
        GUESSES.take(address)


def _counted_at_once(link: EmbargoLink, outcome: Outcome, at: datetime.datetime) -> bool:
    """Count the use before it is answered; False where others are writing, as the reader does not wait for them."""
    try:
        with patience(0):
            link.count_use(outcome, at)
    except BusyError:
        return False
    return True


def _count(link: EmbargoLink, outcome: Outcome, at: datetime.datetime) -> None:
    """Count the use when the answer has gone out, however long that takes."""
    try:
        link.count_use(outcome, at)
    except DatabaseError:
        log.exception("A use of embargo link %s could not be counted", link.pk)


def _outcome(link: EmbargoLink, advance: Advance | None, public_path: str | None, visibility: Visibility) -> Outcome:
    """What a request with the link comes to. What everybody may read is refused to nobody because his time is over."""
    state = link.state(at=visibility.now)
    if state == State.REVOKED:
        return Outcome.REVOKED
    if public_path is not None:
        return Outcome.PUBLISHED
    if state == State.EXPIRED:
        return Outcome.EXPIRED
    return Outcome.SHOWN if advance else Outcome.TAKEN_BACK


def _public_path(link: EmbargoLink) -> str | None:
    return Publication.objects.visible().filter(page_id=link.page_id).values_list("path", flat=True).first()


def _refusal(request: HttpRequest, link: EmbargoLink, outcome: Outcome) -> HttpResponse:
    """Why the link leads nowhere, in the language of its release and without a word of it."""
    language = link.page.locale.language_code
    with translation.override(language):
        context = {"site_frame": site_frame_for(language), "outcome": outcome.value}
        return render(request, "accreditation/refusal.html", context, status=REFUSALS[outcome])


def _sealed(response: HttpResponse, link: EmbargoLink) -> HttpResponse:
    """The answer, to be kept by no cache, found by no search engine, and named to no other site."""
    patch_cache_control(response, private=True, no_store=True)
    response.headers["Content-Language"] = link.page.locale.language_code
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    # Django logs the address of what it refuses, and a token refused today may be good again tomorrow.
    response._has_been_logged = True  # type: ignore[attr-defined]  # read by Django's log_response
    return response
