"""The address that an accredited reader has: the release while it is under embargo, the public page afterwards."""

from __future__ import annotations

from django.db import transaction
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

Outcome = EmbargoLinkUse.Outcome
# An approval taken back may be given again, and the link is then good once more: not gone, but not found.
REFUSALS = {Outcome.EXPIRED: 410, Outcome.REVOKED: 410, Outcome.TAKEN_BACK: 404}


@require_safe
def embargo_link(request: HttpRequest, token: str) -> HttpResponse:
    """What the link with that token leads to; every request with a real one is logged before it is answered."""
    link = EmbargoLink.objects.select_related("page__locale").for_token(token).first()
    if link is None:
        raise Http404("There is no such page.")
    visibility = Visibility(timezone.now())
    advance = advance_of(link.page, visibility)
    public_path = None if advance else _public_path(link)
    outcome = _outcome(link, advance, public_path, visibility)
    with transaction.atomic():
        link.uses.create(at=visibility.now, outcome=outcome)
    if advance is not None and outcome == Outcome.SHOWN:
        response = render_page(advance.page, request, advance={"until": advance.until, "link": link})
    elif public_path is not None and outcome == Outcome.PUBLISHED:
        response = HttpResponseRedirect(public_path)
    else:
        response = _refusal(request, link, outcome)
    return _sealed(response, link)


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
