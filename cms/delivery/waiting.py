"""What waits is presented by workers of the outbox in between deliveries: on SQLite a thread of each server process.

The scheduler does the same (`cms.delivery.scheduler`), so that one of the two is enough.
"""

from typing import Any

from cms.delivery.store import Waiting

_waiting = Waiting()


def follow(sender: Any, **kwargs: Any) -> bool:
    """Present the next few; True where there may be more."""
    return _waiting.present_some() > 0
