"""How much of long work one unit takes: as much as takes no longer than a moment, with a rest for others in between."""

from __future__ import annotations

import time

from django.db import connection

SHORTEST = 0.001  # seconds that are told from none


class Pace:
    """The size of the next unit: small to begin with, then as many things as take that many seconds, and never more
    than that."""

    def __init__(self, first: int, most: int, seconds: float) -> None:
        self.size, self._most, self._seconds = first, most, seconds

    def learn(self, took: float) -> None:
        """Take from how long the last unit took what the next one takes."""
        self.size = max(1, min(2 * self.size, self._most, int(self.size * self._seconds / max(took, SHORTEST))))


def rest(took: float, longest: float) -> None:
    """Leave the database to others for as long as the unit took, at most so long: who waits for the one lock of SQLite
    looks for it now and then only, and would seldom find it free."""
    if connection.vendor == "sqlite":
        time.sleep(min(took, longest))
