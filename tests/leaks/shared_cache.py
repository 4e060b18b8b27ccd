"""A cache before the site as greedy as RFC 9111 lets one be: what may be kept is kept, as long as it may."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpResponseBase
from django.utils import timezone
from django.utils.http import parse_http_date

# Statuses that may be kept without being told so, and for how long this cache then does.
UNASKED = {200, 203, 204, 300, 301, 308, 404, 405, 410, 414, 501}
A_DAY = 86_400


@dataclass(frozen=True)
class Answer:
    status: int
    body: bytes
    etag: str = ""
    stored: bool = False  # not sent by the site now


def directives(response: HttpResponseBase) -> dict[str, str]:
    parts = [part.strip().lower() for part in response.headers.get("Cache-Control", "").split(",")]
    return {name: value.strip('"') for name, _sign, value in (part.partition("=") for part in parts if part)}


def lifetime(response: HttpResponseBase) -> float | None:
    """For how many seconds the answer may be given again unasked; None where it may not be kept at all."""
    said = directives(response)
    if {"no-store", "private"} & said.keys() or response.headers.get("Vary") == "*":
        return None
    if "no-cache" in said:
        return 0
    extra = float(said.get("stale-while-revalidate", 0))
    for name in ("s-maxage", "max-age"):
        if name in said:
            return float(said[name]) + extra
    if "Expires" in response.headers:
        return parse_http_date(response.headers["Expires"]) - timezone.now().timestamp() + extra
    return A_DAY if response.status_code in UNASKED else None


class SharedCache:
    """Gives everybody the same; `origin` answers a path and headers."""

    def __init__(self, origin: Callable[[str, dict[str, str]], HttpResponseBase]) -> None:
        self.origin = origin
        self.kept: dict[str, tuple[Answer, datetime.datetime]] = {}

    def get(self, path: str) -> Answer:
        kept, until = self.kept.get(path, (None, None))
        if kept and until and timezone.now() < until:
            return kept
        response = self.origin(path, {"If-None-Match": kept.etag} if kept and kept.etag else {})
        body = b"".join(response) if response.streaming else response.content
        if response.status_code == 304 and kept:
            self._keep(path, kept, response)
            return kept
        answer = Answer(response.status_code, body, response.headers.get("ETag", ""))
        self._keep(path, answer, response)
        return answer

    def _keep(self, path: str, answer: Answer, response: HttpResponseBase) -> None:
        self.kept.pop(path, None)
        seconds = lifetime(response)
        if seconds is not None:
            stored = Answer(answer.status, answer.body, answer.etag, stored=True)
            self.kept[path] = stored, timezone.now() + datetime.timedelta(seconds=seconds)
