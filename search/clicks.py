"""Where browsers say which hit of a search was opened (static/js/clicks.js)."""

from __future__ import annotations

from urllib.parse import parse_qsl

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from cms.delivery.models import MAX_PATH, Publication
from cms.proxies import network_of
from search import learning
from search.engine import MAX_CHARACTERS

MOST_BYTES = 8_192  # of what is said: a search and a path, with percent signs
MOST_CLICKS = 30
"""So many clicks of one address count until the next are written down; who clicks more is told to wait."""


# Nothing is known of who says it, so there is nothing that a foreign page could make of somebody's name.
@csrf_exempt
@require_POST
def clicked(request: HttpRequest) -> HttpResponse:
    """Count that a hit was opened, where there is such a page; answers the same where there is none."""
    every = settings.SEARCHES_COUNTED_EVERY
    if len(request.META.get("CONTENT_LENGTH") or "") > len(str(MOST_BYTES)):
        return _answer(413)
    if every and learning.waiting.is_too_often(network_of(request.META.get("REMOTE_ADDR", "")), MOST_CLICKS):
        answer = _answer(429)
        answer.headers["Retry-After"] = str(every)
        return answer
    body = request.read(MOST_BYTES + 1)
    if len(body) > MOST_BYTES:
        return _answer(413)
    said = dict(parse_qsl(body.decode(errors="replace")))
    words, path = said.get("q", ""), said.get("path", "")
    if every and settings.SESSION_COOKIE_NAME not in request.COOKIES:
        _count(words[:MAX_CHARACTERS], path)
    return _answer(204)


def _count(words: str, path: str) -> None:
    if not words or "\0" in path or len(path) > MAX_PATH:
        return
    found = Publication.objects.visible().filter(path=path).values_list("locale", "key").first()
    search = learning.search_of(words, found[0], found=True) if found else None
    if found and search:
        learning.waiting.add(learning.Click(search.language, search.words, found[1]))


def _answer(status: int) -> HttpResponse:
    answer = HttpResponse(status=status)
    patch_cache_control(answer, private=True, no_store=True)
    return answer
