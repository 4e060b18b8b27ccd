"""How many requests a minute who may make: counted in Redis for all processes, without one in each process."""

from __future__ import annotations

import math
import threading
import time
from dataclasses import dataclass

from django.conf import settings
from limits.storage import RedisStorage

from cms.caching import QUICK, Leaving

WINDOW = 60  # seconds
KEPT = 10_000  # windows that a process keeps, but for open ones


@dataclass(frozen=True)
class Count:
    """What is left of a quota, and in how many seconds it is whole again; `refused` where this request was too much."""

    policy: str
    quota: int
    remaining: int
    reset: int
    refused: bool

    def headers(self) -> dict[str, str]:
        """As the IETF's draft of RateLimit header fields gives them."""
        return {
            "RateLimit-Policy": f'"{self.policy}";q={self.quota};w={WINDOW}',
            "RateLimit": f'"{self.policy}";r={self.remaining};t={self.reset}',
        }


class Counting:
    """Counts in one place for all processes where there is a Redis that answers, else in this one."""

    def __init__(self) -> None:
        self.here = Here()
        self.shared = _redis() if settings.REDIS_URL else None
        self.leaving = Leaving()

    def take(self, policy: str, quota: int, who: str) -> Count:
        """Count a request of theirs."""
        shared, key = self.shared, f"{policy}/{who}/{quota}"
        found: tuple[int, float] | None = None
        if shared is not None:
            found = self.leaving.ask(lambda: _take(shared, key), None)
        number, end = found or _take(self.here, key)
        reset = min(WINDOW, max(1, math.ceil(end - time.time())))
        return Count(policy, quota, max(0, quota - number), reset, refused=number > quota)


class Here:
    """Counts of this process. The library's own memory starts a thread every hundredth of a second, and halved the
    speed at which the API answers from memory."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._windows: dict[str, tuple[float, int]] = {}

    def incr(self, key: str, expiry: int) -> int:
        """One more in the key's window, which begins now where none is open."""
        now = time.time()
        with self._lock:
            end, number = self._windows.get(key, (0.0, 0))
            if end <= now:
                end, number = now + expiry, 0
                self._forget(now)
            self._windows[key] = (end, number + 1)
            return number + 1

    def get_expiry(self, key: str) -> float:
        """When the key's window ends."""
        return self._windows.get(key, (0.0, 0))[0]

    def _forget(self, now: float) -> None:
        """Of very many windows keep those that are open."""
        if len(self._windows) >= KEPT:
            self._windows = {key: found for key, found in self._windows.items() if found[0] > now}


def _redis() -> RedisStorage:
    return RedisStorage(settings.REDIS_URL.replace("unix://", "redis+unix://"), **QUICK)


def _take(storage: Here | RedisStorage, key: str) -> tuple[int, float]:
    """The number of a request in its window, and when that ends: as the library's fixed window counts, which asks the
    storage twice as often for the same."""
    return storage.incr(key, WINDOW), storage.get_expiry(key)
