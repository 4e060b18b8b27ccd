"""A process that publishes and delivers what is due, and kills itself where it is told."""

import datetime
import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper
from django.utils import timezone

from cms.delivery import purging
from cms.outbox import outbox
from cms.outbox.worker import Worker


def deadly(work: Callable[..., Any], is_meant: Callable[..., bool], side: str) -> Callable[..., Any]:
    """The same work, but the end of its process before or after it is done where it is meant."""

    def then(*args: Any, **options: Any) -> Any:
        meant = is_meant(*args)
        if meant and side == "before":
            os.kill(os.getpid(), signal.SIGKILL)
        result = work(*args, **options)
        if meant:
            os.kill(os.getpid(), signal.SIGKILL)
        return result

    return then


def arm(point: str, side: str, told: Path) -> None:
    """Let this process die at the point: the first statement that begins so, `COMMIT` or `DELIVERY`; before or after
    it, or never where no side is given. What is delivered is written into the file."""
    written: list[str] = []

    def at_statement(cursor: Any, sql: str, *params: Any) -> bool:
        if sql.startswith(("INSERT", "UPDATE")):
            written.append(sql)
        return bool(side) and sql.startswith(point)

    def at_commit(*args: Any) -> bool:
        return bool(side) and point == "COMMIT" and any("delivery_publication" in sql for sql in written)

    def tell(delivery_id: Any, payload: Any) -> None:
        with told.open("a") as file:
            file.write(f"{delivery_id}\n")

    CursorWrapper.execute = deadly(CursorWrapper.execute, at_statement, side)
    BaseDatabaseWrapper._commit = deadly(BaseDatabaseWrapper._commit, at_commit, side)
    outbox._handlers[purging.KIND] = deadly(tell, lambda *args: bool(side) and point == "DELIVERY", side)


def publish_and_deliver(later: datetime.timedelta) -> None:
    """Publish and deliver what is due, by an outbox whose clock is ahead by so much."""
    call_command("publish_scheduled")
    Worker(lambda: timezone.now() + later).deliver_due()
