"""The worker: claims what is due, delivers it outside of any transaction, and marks what became of it."""

from __future__ import annotations

import datetime
import logging
import random
from collections.abc import Callable

from django.conf import settings
from django.db import close_old_connections, connection, connections, transaction
from django.utils import timezone

from cms.outbox import outbox
from cms.outbox.models import Delivery
from cms.outbox.signals import looked, swept

log = logging.getLogger(__name__)

# Longer than any handler takes: a claim that has run out belongs to a worker that was killed.
LEASE = datetime.timedelta(seconds=60)
MAX_ATTEMPTS = 12
FIRST_WAIT, MAX_WAIT = 10.0, 3600.0  # seconds
POLL = 1.0  # seconds between two looks
SWEEP = datetime.timedelta(hours=1)
BATCH = 500  # old deliveries removed in one transaction


class Worker:
    """Delivers what is due; any number of workers may do so at once."""

    def __init__(self, clock: Callable[[], datetime.datetime] = timezone.now) -> None:
        self.clock = clock
        self.swept_at: datetime.datetime | None = None
        # A plain attribute, not an Event: a signal handler that sets it must not wait for a lock.
        self.stopping = False

    def run(self) -> None:
        """Deliver until `stopping` is set; a database that cannot be asked is asked again."""
        while not self.stopping:
            outbox.wake.clear()
            more = False
            try:
                self.deliver_due()
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
                outbox.wake.wait(POLL)
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

    def _claim(self) -> Delivery | None:
        """The first delivery that is due, leased to this worker in a transaction of its own."""
        now = self.clock()
        # Asked first: a transaction on SQLite takes the lock that editors need, also where nothing is due.
        if not Delivery.objects.due(now).exists():
            return None
        skip = connection.features.has_select_for_update_skip_locked
        with transaction.atomic():
            found = Delivery.objects.due(now).select_for_update(skip_locked=skip).first()
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
            if delivery.attempts > MAX_ATTEMPTS:
                raise outbox.PermanentError("No attempt came to an end: each time the worker was killed.")
            outbox.handler_of(delivery.kind)(delivery.pk, delivery.payload)
        except Exception as error:
            self._mark_failed(delivery, error)
            return False
        self._mark(delivery, state=Delivery.State.DELIVERED, delivered_at=self.clock(), last_error="")
        return True

    def _mark_failed(self, delivery: Delivery, error: Exception) -> None:
        # What the error says is kept with the delivery and out of the log: it may name people's addresses.
        what, kind = str(error) or repr(error), type(error).__name__
        if isinstance(error, outbox.PermanentError) or delivery.attempts >= MAX_ATTEMPTS:
            log.error("Delivery %s failed for good at attempt %s (%s)", delivery, delivery.attempts, kind)
            self._mark(delivery, state=Delivery.State.FAILED, last_error=what)
            return
        due_at = self.clock() + wait_after(delivery.attempts)
        log.warning("Delivery %s failed at attempt %s (%s), next at %s", delivery, delivery.attempts, kind, due_at)
        self._mark(delivery, due_at=due_at, last_error=what)

    def _mark(self, delivery: Delivery, **values: object) -> None:
        """Write the outcome and give the claim back, unless it ran out and somebody else holds it now."""
        mine = Delivery.objects.filter(pk=delivery.pk, claimed_until=delivery.claimed_until)
        mine.update(**values, claimed_until=None)


def wait_after(attempts: int) -> datetime.timedelta:
    """How long to wait after that many attempts: twice as long each time, with jitter, from 10 s up to an hour."""
    longer = FIRST_WAIT * 2 ** (attempts - 1) * random.uniform(1, 1.5)  # noqa: S311 # jitter, no secret
    return datetime.timedelta(seconds=min(longer, MAX_WAIT))
