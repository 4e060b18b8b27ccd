"""The worker: claims what is due, delivers it outside of any transaction, and marks what became of it."""

from __future__ import annotations

import datetime
import logging
import threading
from collections.abc import Callable

from django.conf import settings
from django.db import close_old_connections, connection, connections, transaction
from django.utils import timezone

from cms.outbox import outbox
from cms.outbox.heartbeat import Heart
from cms.outbox.models import Delivery, DeliveryQuerySet, Mute
from cms.outbox.signals import looked, swept

log = logging.getLogger(__name__)

HEART = "outbox"

# Longer than any handler takes: a claim that has run out belongs to a worker that was killed.
LEASE = datetime.timedelta(seconds=60)
POLL = 1.0  # seconds between two looks
SWEEP = datetime.timedelta(hours=1)
BATCH = 500  # old deliveries removed in one transaction


class Worker:
    """Delivers what is due, unless this is a restored copy; any number of workers may do so at once.

    While it runs, a second one in a thread beside it delivers the kinds that are to be delivered apart.
    """

    def __init__(self, clock: Callable[[], datetime.datetime] = timezone.now, *, apart: bool | None = None) -> None:
        self.clock = clock
        self.apart = apart  # True for the kinds that are delivered apart alone, False for all others, None for all
        self.swept_at: datetime.datetime | None = None
        # A plain attribute, not an Event: a signal handler that sets it must not wait for a lock.
        self.stopping = False

    def run(self) -> None:
        """Deliver until `stopping` is set; a database that cannot be asked is asked again."""
        if self.apart is not None or not outbox.kinds_apart():
            self._run()
            return
        self.apart = False
        beside = Worker(self.clock, apart=True)
        thread = threading.Thread(target=beside.run, name="outbox apart", daemon=True)
        thread.start()
        try:
            self._run()
        finally:
            beside.stopping = True
            outbox.wake_apart.set()
            thread.join()

    def _run(self) -> None:
        wake = outbox.wake_apart if self.apart else outbox.wake
        # Whoever delivers apart may wait for receivers, and ends with the one that says so.
        heart = None if self.apart else Heart(HEART)
        while not self.stopping:
            wake.clear()
            more = False
            try:
                if heart is not None:
                    heart.beat()
                self.deliver_due()
                if not self.apart:
                    self.sweep()
                    more = any(answer for _receiver, answer in looked.send(Worker))
            except Exception:
                log.exception("The outbox could not be worked off; trying again")
            # No file is kept open while there is nothing to do, a server's connection as long as CONN_MAX_AGE says.
            if connection.vendor == "sqlite":
                connection.close()
            else:
                close_old_connections()
            if not self.stopping and not more:
                wake.wait(POLL)
        if heart is not None:
            heart.stop()
        connections.close_all()

    def deliver_due(self) -> int:
        """Deliver everything due, in order, or up to `stopping`; returns how many attempts failed."""
        failed = 0
        while not self.stopping:
            delivery = self._claim()
            if delivery is None:
                break
            failed += not self._attempt(delivery)
        return failed

    def sweep(self) -> None:
        """Once an hour, remove what was delivered longer ago than it is kept; what failed stays."""
        now = self.clock()
        if self.swept_at is not None and now - self.swept_at < SWEEP:
            return
        self.swept_at = now
        border = now - datetime.timedelta(days=settings.OUTBOX_KEEP_DAYS)
        old = Delivery.objects.filter(state=Delivery.State.DELIVERED, delivered_at__lt=border)
        while some := list(old.values_list("pk", flat=True)[:BATCH]):
            Delivery.objects.filter(pk__in=some).delete()
        swept.send(Worker)

    def _due(self, now: datetime.datetime) -> DeliveryQuerySet:
        due = Delivery.objects.due(now)
        if self.apart is None:
            return due
        kinds = outbox.kinds_apart()
        return due.filter(kind__in=kinds) if self.apart else due.exclude(kind__in=kinds)

    def _claim(self) -> Delivery | None:
        """The first delivery that is due, leased to this worker in a transaction of its own."""
        now = self.clock()
        # Asked first: a transaction on SQLite takes the lock that editors need, also where nothing is due.
        if not self._due(now).exists() or Mute.objects.exists():
            return None
        skip = connection.features.has_select_for_update_skip_locked
        with transaction.atomic():
            found = self._due(now).select_for_update(skip_locked=skip).first()
            if found is None:
                return None
            free = Delivery.objects.filter(pk=found.pk, state=found.state, claimed_until=found.claimed_until)
            found.claimed_until = now + LEASE
            # Counted now, so that what kills its worker each time does not go on for ever.
            found.attempts += 1
            # Where rows are not locked, the condition decides between two that found the same one.
            if not free.update(claimed_until=found.claimed_until, attempts=found.attempts):
                return None
        return found

    def _attempt(self, delivery: Delivery) -> bool:
        """Deliver once and mark the outcome; False where it failed."""
        try:
            if delivery.attempts > outbox.schedule_of(delivery.kind).attempts:
                raise outbox.PermanentError("No attempt came to an end: each time the worker was killed.")
            answer = outbox.handler_of(delivery.kind)(delivery.pk, delivery.payload)
        except Exception as error:
            self._mark_failed(delivery, error)
            return False
        done = {"state": Delivery.State.DELIVERED, "delivered_at": self.clock(), "answer": answer or ""}
        self._mark(delivery, **done, last_error="")
        return True

    def _mark_failed(self, delivery: Delivery, error: Exception) -> None:
        # What the error says is kept with the delivery and out of the log: it may name people's addresses.
        what, kind = str(error) or repr(error), type(error).__name__
        schedule = outbox.schedule_of(delivery.kind)
        if isinstance(error, outbox.PermanentError) or delivery.attempts >= schedule.attempts:
            log.error("Delivery %s failed for good at attempt %s (%s)", delivery, delivery.attempts, kind)
            self._mark(delivery, state=Delivery.State.FAILED, last_error=what)
            return
        due_at = self.clock() + schedule.wait_after(delivery.attempts)
        if isinstance(error, outbox.NotBeforeError):
            due_at = max(due_at, error.at)
        log.warning("Delivery %s failed at attempt %s (%s), next at %s", delivery, delivery.attempts, kind, due_at)
        self._mark(delivery, due_at=due_at, last_error=what)

    def _mark(self, delivery: Delivery, **values: object) -> None:
        """Write the outcome and give the claim back, unless it ran out and somebody else holds it now."""
        mine = Delivery.objects.filter(pk=delivery.pk, claimed_until=delivery.claimed_until)
        mine.update(**values, claimed_until=None)
