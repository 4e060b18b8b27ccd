"""The kinds of errors that programs get, each with an address that explains it (RFC 9457)."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils.text import slugify


@dataclass(frozen=True)
class Kind:
    """One kind of error: its status, its title, and what to do about it."""

    status: int
    title: str
    explanation: str

    @property
    def name(self) -> str:
        """The kind in its address."""
        return slugify(self.title)


KINDS = (
    Kind(
        400,
        "Bad request",
        "The address does not know a parameter, or a parameter was given twice. `errors` names each of them.",
    ),
    Kind(401, "Unknown key", "The key is none of ours or was revoked. Without a key everything is open to everybody."),
    Kind(403, "Outside the key's scope", "The key was issued for other parts of the API."),
    Kind(
        404,
        "Not found",
        "Nothing public is there: it never was, is not any more, or is not yet. `available` names the languages in "
        "which the document can be read.",
    ),
    Kind(405, "Method not allowed", "The API is for reading: GET, HEAD and OPTIONS."),
    Kind(
        410,
        "Withdrawn",
        "The agency has withdrawn the document: delete your copy. `reason` says why where somebody did.",
    ),
    Kind(
        410,
        "Replace everything",
        "The change feed no longer knows what came after `since`: read all lists anew and follow it from its head.",
    ),
    Kind(410, "Gone", "What a feed or a calendar was narrowed by was deleted for good: forget the address."),
    Kind(412, "Precondition failed", "What is there is another than the one that `If-Match` names."),
    Kind(
        422,
        "Invalid parameter",
        "A parameter has a value that it cannot have. `errors` says for each what is wrong with it.",
    ),
    Kind(
        429,
        "Too many requests",
        "More requests within a minute than the limit allows. `Retry-After` says in how many seconds to come again; "
        "`RateLimit` of any answer says how many requests are left.",
    ),
    Kind(503, "Service unavailable", "The newsroom is busy for a moment: come again."),
)
_BY_TITLE = {kind.title: kind for kind in KINDS}


def type_of(title: str) -> str:
    """The address of the explanation; `about:blank`, as the RFC has it, for what its status explains."""
    kind = _BY_TITLE.get(title)
    return f"{settings.PUBLIC_URL}{reverse('api_docs')}#{kind.name}" if kind else "about:blank"
