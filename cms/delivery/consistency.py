"""What holds inside the store itself: its log has no gap, and rows, tombstones and the counter agree with it."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Count, Max, Min, Q, QuerySet

from cms.delivery import generation, tallies
from cms.delivery.chunks import chunks
from cms.delivery.flush import GONE, lock_counter
from cms.delivery.models import Change, Counter, Pending, Publication, Tally, Tombstone
from cms.delivery.rebuild import Difference
from cms.delivery.store import unit


def differences() -> Iterator[Difference]:
    """Where the store contradicts itself, and what still waits to be presented."""
    yield from _gaps()
    yield from _rows()
    yield from _ghosts()
    yield from _tombstones()
    now, wanted = tallies.stored(), tallies.recounted()
    for what in sorted(now.keys() | wanted.keys()):
        if now[what] != wanted[what]:
            yield Difference(0, "", f"{' '.join(what)} is counted as {now[what]} instead of {wanted[what]}")
    for table in generation.unwatched():
        yield Difference(0, "", f"changes of {table} do not tell that kept answers are outdated")
    waiting = Pending.objects.count()
    if waiting:
        yield Difference(0, "", f"{waiting} marks are waiting (--pending works them off)")


def restore() -> None:
    """Make rows, tombstones, tallies and the counter agree with the log; a gap in the log cannot be filled."""
    if generation.unwatched():
        generation.install()
    with unit():
        counter = lock_counter()
        Tally.objects.all().delete()
        tallies.add(tallies.recounted().items())
        counter.value = max(counter.value, _newest())
        counter.save()
        Tombstone.objects.filter(pk__in=[tombstone.pk for tombstone, _row in _contradicted()]).delete()
        for row, change in _last_changes():
            said = {"sequence": change.sequence, "modified_at": change.at, "updated_at": min(row.updated_at, change.at)}
            if any(getattr(row, name) != value for name, value in said.items()):
                Publication.objects.filter(pk=row.pk).update(**said)


def _newest() -> int:
    return Change.objects.aggregate(last=Max("sequence"))["last"] or 0


def _gaps() -> Iterator[Difference]:
    found = Change.objects.aggregate(first=Min("sequence"), last=Max("sequence"), number=Count("sequence"))
    first, last = found["first"] or 0, found["last"] or 0
    if last and (first != 1 or found["number"] != last):
        yield Difference(0, "", f"the log has {found['number']} changes, from {first} to {last}")
    counted = Counter.objects.filter(pk=1).values_list("value", flat=True).first() or 0
    if counted != last:
        yield Difference(0, "", f"the counter stands at {counted}, the log at {last}")


def _last_changes() -> Iterator[tuple[Publication, Change]]:
    """The rows, each with the newest change of its page."""
    for ids in chunks(list(Publication.objects.order_by("pk").values_list("pk", flat=True))):
        rows = list(Publication.objects.filter(pk__in=ids).defer("document", "text", "summary"))
        newest = _newest_changes([row.page_id for row in rows])
        yield from ((row, newest[row.page_id]) for row in rows if row.page_id in newest)


def _newest_changes(page_ids: list[int]) -> dict[int, Change]:
    return {change.page_id: change for change in _newest_of(Change.objects.filter(page_id__in=page_ids))}


def _newest_of(changes: QuerySet[Change]) -> QuerySet[Change]:
    """Of these changes, which are all there are of their pages, the newest of each page."""
    return Change.objects.filter(sequence__in=changes.values("page_id").annotate(last=Max("sequence")).values("last"))


def _rows() -> Iterator[Difference]:
    told = set()
    for row, change in _last_changes():
        told.add(row.page_id)
        for what in _contradictions(row, change):
            yield Difference(row.page_id, row.path, what)
    for page_id, path in Publication.objects.values_list("page_id", "path"):
        if page_id not in told:
            yield Difference(page_id, path, "never told of in the log")


def _contradictions(row: Publication, change: Change) -> Iterator[str]:
    if row.hidden:
        yield "hidden"
    if row.sequence != change.sequence:
        yield f"says it was changed by {row.sequence}, the log says {change.sequence}"
    if change.kind in GONE:
        yield f"in the store, but the log says {change.kind}"
    elif (row.hash, row.path) != (change.hash, change.path):
        yield "another content or address than the log says"
    # What is published tells when its page was, which was a little before; what changed nothing of its own tells when
    # that was last changed.
    is_own = change.kind != Change.Kind.PUBLISHED and change.significance != Change.Significance.TECHNICAL
    if row.modified_at != change.at or row.updated_at > change.at or (is_own and row.updated_at != change.at):
        yield "another moment of its last change than the log says"


def _ghosts() -> Iterator[Difference]:
    """What the log says to be public and the store has not."""
    shown = Publication.objects.values("page_id")
    for change in _newest_of(Change.objects.all()).exclude(kind__in=GONE).exclude(page_id__in=shown):
        yield Difference(change.page_id, change.path, f"not in the store, but the log says {change.kind}")


def _contradicted() -> Iterator[tuple[Tombstone, Publication]]:
    """Tombstones of what is public, or at the address of something that is."""
    for tombstone in Tombstone.objects.all():
        same = Q(key=tombstone.key, locale=tombstone.locale) | Q(path=tombstone.path)
        row = Publication.objects.visible().filter(same).first()
        if row is not None:
            yield tombstone, row


def _tombstones() -> Iterator[Difference]:
    for tombstone, row in _contradicted():
        yield Difference(tombstone.page_id, tombstone.path, f"withdrawn, and public at {row.path}")
