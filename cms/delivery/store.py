"""The publication store's writing side.

Everything that may change a document is *touched*; touched things are presented at the flush that ends a unit of work,
inside its transaction:

    with publications.unit():
        page.save_revision().publish()

What is touched outside a unit is marked in the database beside the change and presented after its commit.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, NoReturn

from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.utils import timezone

from cms.delivery import privacy
from cms.delivery.chunks import chunks
from cms.delivery.flush import Flush
from cms.delivery.instructions import Do, Instruction
from cms.delivery.models import Pending, Publication
from cms.delivery.signals import before_flush
from cms.delivery.sources import Source
from cms.delivery.tombstones import Reason
from cms.delivery.visibility import subtrees, with_followers

log = logging.getLogger(__name__)

BATCH = 50  # marks worked off in one transaction, within a second


class Unit:
    """What one unit of work has touched so far, and what else its flush is told to do."""

    def __init__(self, by: Any = None) -> None:
        self.by = by  # whose request it is; None for the system
        self.touched: set[Source] = set()
        self.instructions: set[Instruction] = set()
        self.withdrawn: dict[int, Reason] = {}
        self.left_over = False
        self.refused = False
        self.flushing = False

    def flush(self) -> None:
        """Bring the store in line with the pages as they now are; nothing touched costs nothing."""
        self.flushing = True
        told: set[Source] = set()
        while new := self.touched - told:
            told |= new
            before_flush.send(Unit, touched=frozenset(new))
        self._keep_copies_private()
        if self.touched or self.instructions:
            touched, self.touched = self.touched, set()
            instructions, self.instructions = self.instructions, set()
            self.left_over |= Flush(touched, instructions, timezone.now(), self.withdrawn, self.by).run()

    def _keep_copies_private(self) -> None:
        """Before anything is presented: what is public is another question then."""
        copies = {found for found in self.instructions if found.do is Do.COPY}
        self.instructions -= copies
        for copy in copies:
            page_id, copy_id = copy.value.split()
            privacy.keep_copy_private(int(page_id), int(copy_id))


_current: ContextVar[Unit | None] = ContextVar("unit", default=None)
_deferred: ContextVar[list[bool] | None] = ContextVar("deferred", default=None)


@contextmanager
def unit(by: Any = None) -> Iterator[Unit]:
    """One transaction that ends by presenting what it touched; a unit inside another one joins it.

    What the user `by` may neither show nor hide undoes it (`cms.delivery.objecting`); without one it is the system's.
    """
    outer = _current.get()
    if outer is not None:
        yield outer
        return
    with _transaction(by) as current:
        yield current
    if current.left_over:
        drain_soon()


@contextmanager
def _transaction(by: Any = None) -> Iterator[Unit]:
    """A transaction of its own that ends with the flush of its unit."""
    current = Unit(by)
    with transaction.atomic():
        token = _current.set(current)
        try:
            yield current
            if current.refused:
                transaction.set_rollback(True)
            else:
                current.flush()
        finally:
            # Reset before the commit: what runs in on_commit belongs to no unit any more.
            _current.reset(token)


def is_flushing() -> bool:
    """True while a unit brings in line what follows from its changes: whatever is saved now nobody has asked for."""
    current = _current.get()
    return current is not None and current.flushing


def refuse(why: str) -> NoReturn:
    """Raise PermissionDenied, and have the unit undone whoever answers for it: the admin turns that into a message."""
    current = _current.get()
    if current is not None:
        current.refused = True
    raise PermissionDenied(why)


@contextmanager
def drained_later() -> Iterator[list[bool]]:
    """While inside, marks are left for the caller to drain: the list is not empty when there are some."""
    wanted: list[bool] = []
    token = _deferred.set(wanted)
    try:
        yield wanted
    finally:
        _deferred.reset(token)


def touch(*sources: Source) -> None:
    """Note that these may have changed: in the unit, or outside of one as marks in the caller's transaction."""
    current = _current.get()
    if current is not None:
        current.touched.update(sources)
    else:
        _mark(sources)


def instruct(*instructions: Instruction) -> None:
    """Have the unit do this at its flush; outside of one, a mark in the caller's transaction says so."""
    current = _current.get()
    if current is not None:
        current.instructions.update(instructions)
    else:
        _mark(instructions)


def touch_later(*sources: Source) -> None:
    """Note that these may have changed, in a unit of their own after the one that is open."""
    Pending.objects.bulk_create(Pending(kind=kind, value=value) for kind, value in sources)
    current = _current.get()
    if current is not None and sources:
        current.left_over = True


def _mark(things: Iterable[Source | Instruction]) -> None:
    Pending.objects.bulk_create(Pending(kind=kind, value=value) for kind, value in things)
    transaction.on_commit(drain_soon, robust=True)


def withdraw(page_ids: Iterable[int], reason: Reason) -> None:
    """Let a tombstone with that reason stand where these pages were public, if this unit takes them away.

    Raises RuntimeError outside of a unit: what was withdrawn must say so from the moment it is gone.
    """
    current = _current.get()
    if current is None:
        raise RuntimeError("Pages are withdrawn in a unit of work.")
    current.withdrawn |= dict.fromkeys(page_ids, reason)


def hide(page_id: int, *, tree: bool = False) -> None:
    """Take a page, or all of its tree, out of sight at once, with the translations that follow it; the flush decides
    what becomes of the rows.

    Inside a unit there is nothing to do: nobody sees anything of it before the flush, and a row locked before the
    counter could be waited for by whoever holds the counter.
    """
    if _current.get() is not None:
        return
    for some in chunks(with_followers(subtrees([page_id]) if tree else [page_id])):
        Publication.objects.filter(page_id__in=some).update(hidden=True)


def drain_soon() -> None:
    """Work off the marks now, or after the answer has gone out where a request is being answered."""
    deferred = _deferred.get()
    if deferred is None:
        drain()
    else:
        deferred.append(True)


def drain(progress: Callable[[int], None] | None = None) -> int:
    """Work off all marks in batches, each in a unit of its own; returns how many could not be worked off.

    A mark that fails is logged and kept; the others go on. `progress` is called with the marks done in each step.
    """
    last, failed = 0, 0
    while True:
        marks = list(Pending.objects.filter(pk__gt=last).order_by("pk")[:BATCH])
        if not marks:
            return failed
        last = marks[-1].pk
        if not _drain_batch(marks):
            failed += sum(not _drain_batch([mark]) for mark in marks)
        if progress is not None:
            progress(len(marks))


def _drain_batch(marks: list[Pending]) -> bool:
    try:
        with _transaction() as current:
            # What another drain has in hand is left to it.
            skip = connection.features.has_select_for_update_skip_locked
            mine = Pending.objects.select_for_update(skip_locked=skip).filter(pk__in=[mark.pk for mark in marks])
            for mark in mine:
                if mark.kind in set(Do):
                    current.instructions.add(Instruction(Do(mark.kind), mark.value))
                else:
                    current.touched.add(Source(mark.kind, mark.value))
            Pending.objects.filter(pk__in=[mark.pk for mark in mine]).delete()
    except Exception:
        log.exception("Could not present what %s marks name", len(marks))
        return False
    return True
