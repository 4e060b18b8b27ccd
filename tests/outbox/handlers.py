"""What the tests deliver with, and the processes that they kill."""

import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

from tests.processes import environment


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


# A worker whose handler writes each delivery's id into a file; what is done around it comes first.
WORKER = """
import os, signal, sys, time
import django
django.setup()
from django.core.management import call_command
from cms.outbox import outbox
from cms.outbox.worker import Worker
def deliver(delivery_id, payload):
    with open(sys.argv[1], "a") as file:
        file.write(f"{delivery_id}\\n")
"""


def worker_process(settings: Any, file: Path, code: str) -> subprocess.Popen[str]:
    """A process of its own that runs WORKER and then the code."""
    return subprocess.Popen(
        [sys.executable, "-c", WORKER + code, str(file)],
        env=environment(settings),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
