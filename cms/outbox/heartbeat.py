"""Whether somebody works in the background: each scheduler and each worker of the outbox says so in the database."""

from __future__ import annotations

import datetime
import logging
import os
import socket
import time

from django.db import DatabaseError
from django.utils import timezone

from cms.outbox.models import Heartbeat
from cms.patience import BusyError, patience

log = logging.getLogger(__name__)

EVERY = 10.0  # seconds
# Whoever has said nothing for that long is taken to be gone: one round may take a while.
GONE = datetime.timedelta(minutes=2)
FORGOTTEN = datetime.timedelta(days=1)


class Heart:
    """Says of this process that it does the work of that kind. It waits for nobody who is writing, and what it cannot
    write it says another time."""

    def __init__(self, kind: str) -> None:
        self.own = Heartbeat.objects.filter(kind=kind, host=socket.gethostname()[:80], process=os.getpid())
        self.kind = kind
        self._next = 0.0

    def beat(self) -> None:
        """Say so, if it is time to."""
        if time.monotonic() < self._next:
            return
        self._next = time.monotonic() + EVERY
        try:
            with patience(0):
                self._write(timezone.now())
        except (BusyError, DatabaseError) as error:
            log.info("The heartbeat of the %s is not noted: %s", self.kind, error)

    def stop(self) -> None:
        """Take the word back: the process ends as it was told to."""
        try:
            self.own.delete()
        except DatabaseError as error:
            log.info("The end of the %s is not noted: %s", self.kind, error)

    def _write(self, now: datetime.datetime) -> None:
        if self.own.update(at=now):
            return
        Heartbeat.objects.filter(at__lt=now - FORGOTTEN).delete()
        Heartbeat.objects.create(kind=self.kind, host=socket.gethostname()[:80], process=os.getpid(), at=now)


def beats(kind: str, now: datetime.datetime) -> bool:
    """True where somebody does the work of that kind."""
    return Heartbeat.objects.filter(kind=kind, at__gt=now - GONE).exists()
