"""The worker of the embedded default: a thread of each server process, which needs no process besides it."""

from __future__ import annotations

import atexit
import threading
from typing import Any

from cms.outbox import outbox
from cms.outbox.worker import Worker

# How long the end of the process waits for the delivery in hand, in seconds; what it cuts off is delivered again.
PATIENCE = 10

_lock = threading.Lock()
_thread: threading.Thread | None = None


def start(**kwargs: Any) -> None:
    """Let this process have its worker, once; connected to `request_started`.

    Not sooner: only a process that answers requests is a server. Commands send no such signal, nor do the parents of
    gunicorn's workers and of runserver's reloader, and no thread lives on in a fork, where `is_alive` is false.
    """
    global _thread
    if _thread is not None and _thread.is_alive():
        return
    with _lock:
        if _thread is None or not _thread.is_alive():
            worker = Worker()
            _thread = threading.Thread(target=worker.run, name="outbox", daemon=True)
            _thread.start()
            atexit.register(_finish, worker, _thread)


def _finish(worker: Worker, thread: threading.Thread) -> None:
    """End the worker after the delivery in hand."""
    worker.stopping = True
    outbox.wake.set()
    thread.join(PATIENCE)
