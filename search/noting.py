"""What the cluster has yet to be told: noted in the transaction of a change, told by a worker of the outbox after it.
As long as anything is noted, the cluster is behind, and the database answers instead.
"""

from __future__ import annotations

import datetime
import random
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import Exists

from cms.outbox import outbox
from cms.outbox.models import Delivery
from cms.outbox.schedule import Schedule
from search import cluster
from search.models import Followed, Noted

KIND = "search"
FIRST_WAIT, MAX_WAIT = 2.0, 60.0  # seconds


def _wait_after(attempts: int) -> datetime.timedelta:
    longest = min(FIRST_WAIT * 2 ** min(attempts, 10), MAX_WAIT)
    return datetime.timedelta(seconds=longest * random.uniform(0.5, 1))  # noqa: S311 # jitter, no secret


# It is tried until it succeeds, be it after weeks.
SCHEDULE = Schedule(30_000, _wait_after)


def note(publications: Iterable[int]) -> None:
    """Note, in the caller's transaction, that the cluster has to be brought in line as to these publications."""
    if not (rows := [Noted(publication=pk) for pk in sorted(set(publications))]):
        return
    Noted.objects.bulk_create(rows, batch_size=500)
    # One that is tried again and again takes along what is noted meanwhile.
    failing = Delivery.objects.filter(kind=KIND, state=Delivery.State.WAITING, attempts__gt=1, claimed_until=None)
    if not failing.exists():
        outbox.put(KIND, {})


def forget_the_cluster() -> None:
    """Note that no cluster is told of changes: one that is set up later has to be filled anew."""
    if Followed.objects.exists():
        Followed.objects.all().delete()


def is_in_line(locale: str) -> bool:
    """True where the language's index in the cluster holds what the store does."""
    return Followed.objects.filter(~Exists(Noted.objects.all()), locale=locale).exists()


def deliver(delivery_id: UUID, payload: Any) -> str:
    """Tell the cluster of all that is noted; raises what `search.following.take` does."""
    if not cluster.is_set_up():
        # Whoever has one, by other settings than this process, must not believe that it was told.
        forget_the_cluster()
        Noted.objects.all().delete()
        return "no cluster"
    # Not imported where it is not used: the client library is a large one.
    from search import following

    return f"{following.take()} changes"
