"""Cursors: where the next page of a list begins, in a form that clients hand back unread."""

from __future__ import annotations

import base64
import datetime
import re
from typing import Annotated, Any, NamedTuple

from pydantic import PlainValidator, WithJsonSchema

EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
MICROSECOND = datetime.timedelta(microseconds=1)
LARGEST_ID = 2**63 - 1


class Position(NamedTuple):
    """The last publication of a page; the next one begins behind it, whatever was published meanwhile."""

    sort_at: datetime.datetime
    id: int

    def encode(self) -> str:
        return encode(f"{(self.sort_at - EPOCH) // MICROSECOND}.{self.id}")

    @classmethod
    def decode(cls, cursor: Any) -> Position:
        """The position in a cursor; raises ValueError for anything else."""
        match = re.fullmatch(r"(-?[0-9]{1,18})\.([0-9]{1,19})", decode(cursor))
        if match is None or int(match[2]) > LARGEST_ID:
            raise ValueError("not a cursor of this list")
        try:
            return cls(EPOCH + int(match[1]) * MICROSECOND, int(match[2]))
        except OverflowError as error:
            raise ValueError("not a cursor of this list") from error


def encode(text: str) -> str:
    """The text in URL-safe base64 without padding."""
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def decode(cursor: Any) -> str:
    """What `encode` was given; raises ValueError for anything that it never gives."""
    # Base64 is never one character longer than a multiple of four.
    if not isinstance(cursor, str) or not re.fullmatch(r"[A-Za-z0-9_-]{1,80}", cursor) or len(cursor) % 4 == 1:
        raise ValueError("not a cursor")
    text = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode("ascii", errors="replace")
    if encode(text) != cursor:
        raise ValueError("not a cursor")
    return text


CursorSchema = WithJsonSchema({"type": "string", "maxLength": 80, "pattern": "^[A-Za-z0-9_-]+$"})
ListCursor = Annotated[Position, PlainValidator(Position.decode), CursorSchema]
