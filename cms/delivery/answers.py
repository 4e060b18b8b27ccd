"""Which answers are the same for everybody, until something public changes: the door keeps those (`cms.delivery.door`).

A view says at its beginning that it answers everybody alike, and takes it back where it finds something that only some
may read. What nobody has said it of is never kept.
"""

import hashlib
from collections.abc import Hashable
from typing import Any, TypeVar

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control
from django.utils.http import quote_etag

ResponseT = TypeVar("ResponseT", bound=HttpResponse)

MARK = "is_for_everybody"
SAID = "said_of_answer"


def answers_everybody(request: HttpRequest, *, alike: bool = True) -> None:
    """Note whether the answer to the request follows from the store, its address and the clock alone, whoever asks."""
    setattr(request, MARK, alike)


def keepable(request: HttpRequest, response: ResponseT) -> ResponseT:
    """Mark an answer that may be kept, if its request is answered to everybody alike."""
    setattr(response, MARK, getattr(request, MARK, False))
    return response


def public(request: HttpRequest, response: ResponseT) -> ResponseT:
    """The same of an answer that other caches may keep as well, if they ask each time whether it still holds."""
    patch_cache_control(response, public=True, max_age=0, must_revalidate=True)
    return keepable(request, response)


def say(response: ResponseT, said: Hashable) -> ResponseT:
    """Say of an answer, to those inside only, what hearers of `answered` want to know (`cms.delivery.signals`)."""
    setattr(response, SAID, said)
    return response


def said_of(response: Any) -> Hashable | None:
    """What was said of it; None where nothing was."""
    return getattr(response, SAID, None)


def etag_of(body: bytes) -> str:
    """A strong ETag of these bytes (RFC 9110, 8.8.3)."""
    return quote_etag(hashlib.sha256(body).hexdigest()[:32])


def is_for_everybody(response: Any) -> bool:
    """True for an answer that is marked so."""
    return getattr(response, MARK, False)
