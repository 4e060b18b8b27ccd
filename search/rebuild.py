"""Fill the index anew from the store, while editors go on publishing."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from django.db import transaction

from cms.delivery import generation
from cms.delivery.flush import lock_counter
from cms.delivery.models import Publication
from cms.delivery.rebuild import Difference
from search import indexing
from search.engine import engine

BATCH = 100


def differences() -> Iterator[Difference]:
    """What the index knows otherwise than the store."""
    stale = list(engine().stale())
    paths = dict(Publication.objects.filter(pk__in=stale).values_list("pk", "path"))
    for pk in stale:
        what = "searched by other words than it has" if pk in paths else "found by search, but not in the store"
        yield Difference(0, paths.get(pk, f"publication {pk}"), what)


def restore() -> None:
    """Make the index anew where it differs from the store."""
    if next(engine().stale(), None) is not None:
        rebuild()


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
            indexing.take_in(Publication.objects.filter(pk__in=some), tell=False)
            generation.raise_now()
        if progress is not None:
            progress(len(some))
    with transaction.atomic():
        lock_counter()
        here.prune()
        generation.raise_now()
    return len(ids)
