"""Fill the index anew from the store, while editors go on publishing."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from django.db import transaction

from cms.delivery import generation
from cms.delivery.flush import lock_counter
from cms.delivery.models import Publication
from cms.delivery.rebuild import Difference
from search import carrying, indexing
from search.engine import engine
from search.models import CarriedFile, FileText

BATCH = 100


def differences() -> Iterator[Difference]:
    """What the index knows otherwise than the store, and what search knows otherwise of the files that are carried."""
    stale = list(engine().stale())
    paths = dict(Publication.objects.filter(pk__in=stale).values_list("pk", "path"))
    files = CarriedFile.objects.filter(pk__in=[-id_ for id_ in stale if id_ < 0]).values_list("pk", "path")
    paths |= {-pk: path for pk, path in files}
    for id_ in stale:
        what = "searched by other words than it has" if id_ in paths else "found by search, but not in the store"
        yield Difference(0, paths.get(id_, f"publication {id_}" if id_ > 0 else f"file {-id_}"), what)
    for publication in carrying.differing():
        yield Difference(publication.page_id, publication.path, "search knows otherwise which files it carries")


def restore() -> None:
    """Make the index anew where it differs from the store."""
    if next(differences(), None) is not None:
        rebuild()


def rebuild(progress: Callable[[int], None] | None = None) -> int:
    """Index every publication of the store with the files that it carries and forget all others; returns how many
    publications there are. Files that nobody has read are ordered to be read.

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
        carrying.prune()
        here.prune()
        generation.raise_now()
    for sha256 in list(FileText.objects.order_by("pk").values_list("sha256", flat=True)):
        for _left in indexing.take_in_files(sha256, anew=True):
            pass
    with transaction.atomic():
        carrying.order_all()
    return len(ids)
