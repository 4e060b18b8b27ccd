"""Fill the index anew from the store, while editors go on publishing."""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction

from cms.delivery.flush import lock_counter
from cms.delivery.models import Publication
from search.engine import engine

BATCH = 100


def rebuild(progress: Callable[[int], None] | None = None) -> int:
    """Index every publication of the store and forget all others; returns how many there are.

    Each batch holds the lock that whoever publishes takes, so that nothing older replaces what is published meanwhile.
    """
    here = engine()
    ids = list(Publication.objects.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(ids), BATCH):
        some = ids[start : start + BATCH]
        with transaction.atomic():
            lock_counter()
            here.index(Publication.objects.filter(pk__in=some))
        if progress is not None:
            progress(len(some))
    with transaction.atomic():
        lock_counter()
        here.prune()
    return len(ids)
