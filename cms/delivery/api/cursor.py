"""Cursors: where the next page of a list begins, in a form that clients hand back unread."""

from __future__ import annotations

import base64
import datetime
import re
from typing import Annotated, Any, NamedTuple

from django.utils.crypto import constant_time_compare, salted_hmac
from pydantic import WithJsonSchema

from cms.delivery.models import EPOCH, MICROSECOND

MAC = 16  # characters in hexadecimal


class Position(NamedTuple):
    """The last publication of a page; the next one begins behind it, whatever was published meanwhile."""

    sort_at: datetime.datetime
    tie_break: str

    def encode(self, scope: str) -> str:
        """The cursor, which leads on in a list of that scope only."""
        text = f"{(self.sort_at - EPOCH) // MICROSECOND}.{self.tie_break}"
        return encode(f"{text}.{_mac(text, scope)}")

    @classmethod
    def decode(cls, cursor: str, scope: str) -> Position:
        """The position in a cursor of that scope; raises ValueError for anything else."""
        text, _dot, mac = decode(cursor).rpartition(".")
        if not constant_time_compare(mac, _mac(text, scope)):
            raise ValueError("not a cursor of this list")
        micros, _dot, tie_break = text.partition(".")
        return cls(EPOCH + int(micros) * MICROSECOND, tie_break)


def _mac(text: str, scope: str) -> str:
    return salted_hmac(__name__, f"{text} {scope}", algorithm="sha256").hexdigest()[:MAC]


def encode(text: str) -> str:
    """The text in URL-safe base64 without padding."""
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def decode(cursor: Any) -> str:
    """What `encode` was given; raises ValueError for anything that it never gives."""
    # Base64 is never one character longer than a multiple of four.
    if not isinstance(cursor, str) or not re.fullmatch(r"[A-Za-z0-9_-]{1,160}", cursor) or len(cursor) % 4 == 1:
        raise ValueError("not a cursor")
    text = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode("ascii", errors="replace")
    if encode(text) != cursor:
        raise ValueError("not a cursor")
    return text


CursorSchema = WithJsonSchema({"type": "string", "maxLength": 160, "pattern": "^[A-Za-z0-9_-]+$"})
ListCursor = Annotated[str, CursorSchema]
