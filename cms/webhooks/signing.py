"""Secrets and signatures of Standard Webhooks (https://www.standardwebhooks.com/, specification 1.0)."""

from __future__ import annotations

import base64
import datetime
import secrets
from collections.abc import Iterable

from standardwebhooks import Webhook

PREFIX, SECRET_BYTES = "whsec_", 32


def new_secret() -> str:
    """A secret that nobody had before."""
    return PREFIX + base64.b64encode(secrets.token_bytes(SECRET_BYTES)).decode()


def headers(valid: Iterable[str], message_id: str, at: datetime.datetime, body: bytes) -> dict[str, str]:
    """The headers that name and sign a message sent at that moment, with a signature by each secret that is valid."""
    at = at.astimezone(datetime.UTC)  # the library takes every moment for one of UTC
    return {
        "webhook-id": message_id,
        "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": " ".join(Webhook(secret).sign(message_id, at, body.decode()) for secret in valid),
    }
