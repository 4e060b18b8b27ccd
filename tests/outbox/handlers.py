"""What the tests deliver with, and the processes that they kill."""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID


class Recorder:
    """A handler that notes what it delivers; `fails` says with what, `work` what it does meanwhile."""

    def __init__(self) -> None:
        self.delivered: list[tuple[UUID, Any]] = []
        self.tried: list[UUID] = []
        self.fails: Callable[[Any], Exception | None] = lambda payload: None
        self.work: Callable[[], None] = lambda: None
        self.lock = threading.Lock()

    def __call__(self, delivery_id: UUID, payload: Any) -> None:
        with self.lock:
            self.tried.append(delivery_id)
        self.work()
        error = self.fails(payload)
        if error is not None:
            raise error
        with self.lock:
            self.delivered.append((delivery_id, payload))

    @property
    def payloads(self) -> list[Any]:
        return [payload for _id, payload in self.delivered]


def writer(file: Path, work: Callable[[], None] = lambda: None) -> Callable[[UUID, Any], None]:
    """A handler that writes each delivery's id into the file, and then does some work."""

    def deliver(delivery_id: UUID, payload: Any) -> None:
        with file.open("a") as told:
            told.write(f"{delivery_id}\n")
        work()

    return deliver
