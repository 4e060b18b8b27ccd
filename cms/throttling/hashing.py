"""One password is hashed at a time: each keeps a processor busy for half a second, and who tries many, from wherever,
would otherwise keep all processors busy and everybody waiting."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore, Lock
from typing import Any

from django.contrib.auth.hashers import PBKDF2PasswordHasher

from cms.throttling.throttle import ThrottledError

WAITING = 2  # who wait for their turn in a process; who comes after them is told to come again
PAUSE = 2  # seconds

_places, _turn = BoundedSemaphore(WAITING + 1), Lock()


@contextmanager
def turn() -> Iterator[None]:
    """Wait until nobody else hashes; raises ThrottledError where others wait already."""
    if not _places.acquire(blocking=False):
        raise ThrottledError(PAUSE)
    try:
        with _turn:
            yield
    finally:
        _places.release()


class OneAtATime(PBKDF2PasswordHasher):
    """Django's own, in turn; raises ThrottledError where too many wait."""

    def encode(self, *args: Any, **kwargs: Any) -> str:
        with turn():
            found: str = super().encode(*args, **kwargs)
            return found
