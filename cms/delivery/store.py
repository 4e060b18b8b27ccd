"""The publication store's writing side.

Everything that may change a document is *touched*; touched things are presented at the flush that ends a unit of work,
inside its transaction:

    with publications.unit():
        page.save_revision().publish()

What is touched outside a unit is marked in the database beside the change and presented after its commit.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, NoReturn

from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.utils import timezone

from cms.delivery import indexing, privacy
from cms.delivery.chunks import chunks
from cms.delivery.flush import Flush
from cms.delivery.instructions import Do, Instruction
from cms.delivery.models import Pending, Publication
from cms.delivery.pace import Pace, rest
from cms.delivery.signals import before_flush
from cms.delivery.sources import Source
from cms.delivery.tombstones import Reason
from cms.delivery.visibility import subtrees, with_followers
from cms.outbox import outbox

log = logging.getLogger(__name__)

# Marks worked off in one transaction, and documents that follow them: as many as take no longer than a slice, to begin
# with few, and never more than a batch.
SLICE = 0.1  # seconds
FIRST, BATCH = 4, 50
# Before what failed is tried again; doubled each time.
FIRST_PAUSE, MAX_PAUSE = 5.0, 300.0  # seconds


class Unit:
    """What one unit of work has touched so far, and what else its flush is told to do."""

    def __init__(self, by: Any = None, followers: int | None = None) -> None:
        self.by = by  # whose request it is; None for the system
        self.followers = followers  # how many documents it renews that only follow; None for the usual bound
        self.touched: set[Source] = set()
        self.instructions: set[Instruction] = set()
        self.withdrawn: dict[int, Reason] = {}
        self.left_over = False
        self.refused = False
        self.flushing = False
        self.index: Callable[[], None] = lambda: None  # brings Wagtail's indexes up to date, as the store's facts need

    def settle(self) -> None:
        """Let everything follow from what was touched so far."""
        self.index()
        self.flush()
        self.index()

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
            flush = Flush(touched, instructions, timezone.now(), self.withdrawn, self.by, self.followers)
            self.left_over |= flush.run()

    def _keep_copies_private(self) -> None:
        """Before anything is presented: what is public is another question then."""
        copies = {found for found in self.instructions if found.do is Do.COPY}
        self.instructions -= copies
        for copy in copies:
            page_id, copy_id = copy.value.split()
            privacy.keep_copy_private(int(page_id), int(copy_id))


_current: ContextVar[Unit | None] = ContextVar("unit", default=None)
_answering: ContextVar[bool] = ContextVar("answering", default=False)


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
def _transaction(by: Any = None, followers: int | None = None) -> Iterator[Unit]:
    """A transaction of its own that ends with the flush of its unit."""
    current = Unit(by, followers)
    with transaction.atomic(), indexing.at_the_end() as current.index:
        token = _current.set(current)
        try:
            yield current
            if current.refused:
                transaction.set_rollback(True)
            else:
                current.settle()
        finally:
            # Reset before the commit: what runs in on_commit belongs to no unit any more.
            _current.reset(token)


def settle() -> None:
    """Bring in line now what follows from the open unit's changes so far, for who has to say what became of them."""
    current = _current.get()
    if current is not None and not current.flushing:
        current.settle()
        current.flushing = False


def is_flushing() -> bool:
    """True while a unit brings in line what follows from its changes: whatever is saved now nobody has asked for."""
    current = _current.get()
    return current is not None and current.flushing


def undo() -> None:
    """Have the open unit undone, whatever is answered."""
    current = _current.get()
    if current is not None:
        current.refused = True


def refuse(why: str) -> NoReturn:
    """Raise PermissionDenied, and have the unit undone whoever answers for it: the admin turns that into a message."""
    undo()
    raise PermissionDenied(why)


@contextmanager
def answering() -> Iterator[None]:
    """While inside, marks are left to who presents what waits: nobody who asks for a page waits for it."""
    token = _answering.set(True)
    try:
        yield
    finally:
        _answering.reset(token)


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
    """Work off the marks now; where a request is being answered, wake the thread that does, if there is one here."""
    if _answering.get():
        outbox.wake.set()
    else:
        drain()


def drain(progress: Callable[[int], None] | None = None) -> int:
    """Work off all marks; returns how many could not be worked off. `progress` is called with the marks done in each
    slice."""
    waiting = Waiting()
    while done := waiting.present_some():
        if progress is not None:
            progress(done)
    return waiting.failed


class Waiting:
    """All marks in turn, a slice at a time, each in a short unit of its own: between two others write and are served.

    A mark that fails is logged and kept, and tried again in a later turn, after a pause; the others go on.
    """

    def __init__(self) -> None:
        self.failed = 0
        self._last = 0
        self._pace = Pace(FIRST, BATCH, SLICE)
        self._pauses: dict[int, tuple[float, float]] = {}  # by mark: until when, and how long

    def present_some(self) -> int:
        """Work off the next slice; returns of how many marks, and 0 at the end of a turn."""
        found = list(Pending.objects.filter(pk__gt=self._last).order_by("pk")[: self._pace.size])
        if not found:
            self._last = 0
            return 0
        self._last = found[-1].pk
        began = time.monotonic()
        marks = [mark for mark in found if self._pauses.get(mark.pk, (0, 0))[0] <= began]
        if marks and not _present(marks, self._pace.size):
            for mark in marks:
                self._note(mark.pk, is_done=_present([mark], self._pace.size))
        took = time.monotonic() - began
        self._pace.learn(took)
        rest(took, SLICE)
        return len(found)

    def _note(self, pk: int, *, is_done: bool) -> None:
        _until, before = self._pauses.pop(pk, (0, 0))
        if not is_done:
            self.failed += 1
            pause = min(2 * before, MAX_PAUSE) or FIRST_PAUSE
            self._pauses[pk] = (time.monotonic() + pause, pause)


def _present(marks: list[Pending], followers: int) -> bool:
    try:
        with _transaction(followers=followers) as current:
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
