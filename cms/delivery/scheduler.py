"""The scheduler's loop: it knows beforehand what falls due, and holds to the second."""

from __future__ import annotations

import datetime
import logging
import threading
import time
from collections.abc import Callable

from django.db import DatabaseError, close_old_connections, connection
from django.utils import timezone

from cms.delivery import schedule
from cms.delivery.store import Waiting
from cms.outbox.heartbeat import Heart

log = logging.getLogger(__name__)

HEART = "scheduler"

AHEAD = datetime.timedelta(seconds=10)  # how early what falls due is looked up
POLL = 1.0  # seconds after which new approvals are seen
FIRST_PAUSE = datetime.timedelta(seconds=5)  # before what failed is tried again; doubled each time
MAX_PAUSE = datetime.timedelta(minutes=5)


class Scheduler:
    """Performs what falls due until `stop` is set; any number may run at once. `tell` hears of every transition."""

    def __init__(self, tell: Callable[[str], None] = log.info) -> None:
        self.stop = threading.Event()
        self.tell = tell
        self._waiting = Waiting()
        self._done: set[str] = set()
        self._failures: dict[str, tuple[int, datetime.datetime]] = {}

    def run(self) -> None:
        """Go round until stopped; a database that is away is waited for."""
        heart = Heart(HEART)
        while not self.stop.is_set():
            close_old_connections()
            try:
                pause = self.round()
                heart.beat()
            except DatabaseError:
                log.exception("The database did not answer; the scheduler goes on")
                connection.close()
                pause = POLL
            self.stop.wait(pause)
        heart.stop()

    def round(self) -> float:
        """Perform what is due by now, and finish what a kill left; returns for how many seconds nothing more is."""
        known = schedule.transitions(timezone.now() + AHEAD)
        keys = {transition.key for transition in known}
        self._failures = {key: tried for key, tried in self._failures.items() if key in keys}
        self._done &= keys
        while due := [found for found in known if found.due <= timezone.now() and self._may_try(found.key)]:
            if self.stop.is_set():
                return 0
            self._perform(due[: schedule.TOGETHER])
        ahead = [found.due for found in known if found.due > timezone.now()]
        return 0 if self._present_waiting(_pause(ahead)) else _pause(ahead)

    def _present_waiting(self, seconds: float) -> bool:
        """Present what waits for as long as nothing else is to be done; True where there may be more."""
        until = time.monotonic() + seconds
        while not self.stop.is_set() and time.monotonic() < until:
            if not self._waiting.present_some():
                return False
        return True

    def _may_try(self, key: str) -> bool:
        # What is done and still looks due, such as a private page whose embargo is over, is not done again.
        return key not in self._done and (key not in self._failures or self._failures[key][1] <= timezone.now())

    def _perform(self, due: list[schedule.Transition]) -> None:
        failed = schedule.perform(due)
        for transition in due:
            if transition.key in failed:
                self._put_off(transition.key)
                continue
            self._failures.pop(transition.key, None)
            self._done.add(transition.key)
            self.tell(f"{transition.description} (due {timezone.localtime(transition.due):%d.%m.%Y %H:%M:%S})")

    def _put_off(self, key: str) -> None:
        count = self._failures.get(key, (0, timezone.now()))[0]
        pause = min(FIRST_PAUSE * 2**count, MAX_PAUSE)
        self._failures[key] = (count + 1, timezone.now() + pause)


def _pause(ahead: list[datetime.datetime]) -> float:
    """How many seconds there are until the next look, or until something falls due."""
    return max(0, min([POLL, *((due - timezone.now()).total_seconds() for due in ahead)]))
