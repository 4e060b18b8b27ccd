"""Throttles: whoever tries something too often waits, longer each time.

    LINKS = Throttle("embargo link", free=20)
    LINKS.take(address_of(request))        # raises ThrottledError, which the middleware answers with 429

The counts lie in the database, so that all processes and servers share them and they outlive a restart, with a Redis
and without. What is refused writes nothing: hammering costs one read.
"""

from __future__ import annotations

import datetime
import logging
import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import F
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from cms.proxies import network_of
from cms.throttling.models import Attempts

log = logging.getLogger(__name__)

# After an hour without an attempt nothing counts any more, and within the next one it is deleted.
FORGOTTEN_AFTER = datetime.timedelta(hours=1)
TRIES = 5  # to count where others count at the same moment


class ThrottledError(Exception):
    """Somebody has to wait that many seconds; nothing was done."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"Too many attempts: wait {seconds} s.")
        self.seconds = seconds


@dataclass(frozen=True)
class Throttle:
    """So many attempts at will; after each further one a wait that doubles, in seconds, up to the longest."""

    name: str
    free: int
    first: float = 2
    longest: float = 900  # less than FORGOTTEN_AFTER

    def wait_for(self, who: str) -> int:
        """How many seconds they have to wait until their next attempt; 0 where they need not."""
        return self._wait(Attempts.objects.filter(pk=self._digest(who)).first())

    def take(self, who: str) -> None:
        """Count an attempt, unless it comes too soon; raises ThrottledError then. Of attempts at the same moment no
        more are let through than of attempts one after the other."""
        digest = self._digest(who)
        for _try in range(TRIES):
            found = Attempts.objects.filter(pk=digest).first()
            if found is None:
                found = Attempts(digest=digest, number=0, last_at=timezone.now())
                Attempts.objects.bulk_create([found], ignore_conflicts=True)
            if wait := self._wait(found):
                raise ThrottledError(wait)
            number = 1 if _is_forgotten(found) else found.number + 1
            unchanged = Attempts.objects.filter(pk=digest, number=found.number, last_at=found.last_at)
            if unchanged.update(number=number, last_at=timezone.now()):
                self._log(digest, number)
                return
        raise ThrottledError(1)

    def take_back(self, who: str) -> None:
        """Do not count an attempt after all: it was a good one."""
        Attempts.objects.filter(pk=self._digest(who), number__gt=0).update(number=F("number") - 1)

    def _wait(self, found: Attempts | None) -> int:
        if found is None or _is_forgotten(found):
            return 0
        until = found.last_at + datetime.timedelta(seconds=self._wait_after(found.number))
        return max(0, math.ceil((until - timezone.now()).total_seconds()))

    def _wait_after(self, number: int) -> float:
        """The seconds between that many attempts and the next."""
        if number < self.free:
            return 0
        return min(self.longest, self.first * 2 ** min(number - self.free, 30))

    def _digest(self, who: str) -> str:
        return salted_hmac(f"throttling {self.name}", who, algorithm="sha256").hexdigest()

    def _log(self, digest: str, number: int) -> None:
        if wait := self._wait_after(number):
            log.warning("Throttle %s: %s waits %d s after %d attempts", self.name, digest[:8], wait, number)


def take_all(attempts: Iterable[tuple[Throttle, str]]) -> None:
    """Count one attempt with several throttles; raises ThrottledError, with the longest wait, where any refuses."""
    attempts = list(attempts)
    if wait := max((throttle.wait_for(who) for throttle, who in attempts), default=0):
        raise ThrottledError(wait)
    for throttle, who in attempts:
        throttle.take(who)


def forget(sender: Any = None, **kwargs: Any) -> None:
    """Delete what is not counted any more."""
    Attempts.objects.filter(last_at__lt=timezone.now() - FORGOTTEN_AFTER).delete()


def _is_forgotten(found: Attempts) -> bool:
    return found.last_at < timezone.now() - FORGOTTEN_AFTER


def address_of(request: HttpRequest) -> str:
    """Whom throttles take a request's sender for: its address, of IPv6 the network, of which one house has all."""
    return network_of(request.META.get("REMOTE_ADDR", ""))
