"""Processes of their own beside a test, on the test's database and with its files."""

import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import connections, transaction

from tests.store import database_address

Process = multiprocessing.process.BaseProcess


def environment(settings: Any, **more: str) -> dict[str, str]:
    """What a process needs to find what the test sees."""
    return {
        **os.environ,
        "DATABASE_URL": database_address(settings),
        "DJANGO_SETTINGS_MODULE": "cms.settings.test",
        "TEST_DIR": str(Path(settings.MEDIA_ROOT).parent),
        "PYTHONUNBUFFERED": "1",
        **more,
    }


@contextmanager
def running(arguments: list[str], output: Path, **options: Any) -> Iterator[subprocess.Popen[bytes]]:
    """A Python process that writes into the file; it is asked to stop in the end, and must do so."""
    # A file, as nobody reads a pipe meanwhile, and a full one would hold the process up.
    with output.open("wb") as file:
        process = subprocess.Popen([sys.executable, *arguments], stdout=file, stderr=file, **options)
        try:
            yield process
        finally:
            process.terminate()
            process.wait(30)


def fork(work: Callable[[], object], output: Path) -> Process:
    """A process that does the work and writes into the file, begun as a copy of this one: settings, patches and all
    that is loaded are there at once. No transaction may be open, as no connection can be shared."""
    connections.close_all()
    output.touch()
    process = multiprocessing.get_context("fork").Process(target=_work, args=(work, output))
    process.start()
    return process


@contextmanager
def somebody_writing() -> Iterator[None]:
    """A transaction of somebody else that ends with the block; on SQLite nobody else can write meanwhile."""
    begun, done = threading.Event(), threading.Event()

    def write() -> None:
        with transaction.atomic():
            begun.set()
            done.wait(60)
        connections.close_all()

    thread = threading.Thread(target=write)
    thread.start()
    try:
        assert begun.wait(30)
        yield
    finally:
        done.set()
        thread.join(30)


def _work(work: Callable[[], object], output: Path) -> None:
    with output.open("ab", buffering=0) as file:
        for number in (1, 2):
            os.dup2(file.fileno(), number)
    sys.stdout = sys.stderr = os.fdopen(1, "w", buffering=1)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, signal.SIG_DFL)
    work()


def exit_code(process: Process, *, seconds: float = 60) -> int | None:
    """How the process ended, minus the signal that killed it; None where it runs on."""
    process.join(seconds)
    return process.exitcode


@contextmanager
def forked(work: Callable[[], object], output: Path) -> Iterator[Process]:
    """As `fork`, for work without end: in the end it is asked to stop, and must do so."""
    process = fork(work, output)
    try:
        yield process
    finally:
        process.terminate()
        assert exit_code(process, seconds=30) is not None, "the process did not stop"


def wait_until(reached: Callable[[], object], *, seconds: float = 60) -> None:
    """Return as soon as it is so; raises AssertionError where it never is."""
    deadline = time.monotonic() + seconds
    while not reached():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.02)
