"""How often a delivery is tried, and how long is waited in between."""

from __future__ import annotations

import datetime
import random
from collections.abc import Callable
from typing import NamedTuple

MAX_ATTEMPTS = 12
FIRST_WAIT, MAX_WAIT = 10.0, 3600.0  # seconds


class Schedule(NamedTuple):
    """How many attempts are made, and how long is waited after so many of them."""

    attempts: int
    wait_after: Callable[[int], datetime.timedelta]


def wait_after(attempts: int) -> datetime.timedelta:
    """How long to wait after that many attempts: twice as long each time, with jitter, from 10 s up to an hour."""
    longer = FIRST_WAIT * 2 ** (attempts - 1) * random.uniform(1, 1.5)  # noqa: S311 # jitter, no secret
    return datetime.timedelta(seconds=min(longer, MAX_WAIT))


USUAL = Schedule(MAX_ATTEMPTS, wait_after)
