"""Processes of their own beside a test, on the test's database and with its files."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.store import database_address


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


def wait_until(reached: Callable[[], object], *, seconds: float = 60) -> None:
    """Return as soon as it is so; raises AssertionError where it never is."""
    deadline = time.monotonic() + seconds
    while not reached():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.02)
