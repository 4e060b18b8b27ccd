"""A process that sets Django up once and then, for every line that it reads, has a child publish and deliver what is
due; the child kills itself where the line says, and its exit status is the answer.

A line is JSON: `point` (how a statement begins, `COMMIT` or `DELIVERY`), `side` (`before`, `after`, or nothing for a
child that lives) and `later`, by how many seconds the outbox's clock is ahead.
"""

import datetime
import json
import os
import signal
import sys
import traceback
from collections.abc import Callable
from typing import Any

import django


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


def tell(delivery_id: Any, payload: Any) -> None:
    with open(sys.argv[1], "a") as file:
        file.write(f"{delivery_id}\n")


def arm(point: str, side: str) -> None:
    """Let this process die at the point."""
    from django.db.backends.base.base import BaseDatabaseWrapper
    from django.db.backends.utils import CursorWrapper

    from cms.delivery import purging
    from cms.outbox import outbox

    written: list[str] = []

    def at_statement(cursor: Any, sql: str, *params: Any) -> bool:
        if sql.startswith(("INSERT", "UPDATE")):
            written.append(sql)
        return bool(side) and sql.startswith(point)

    def at_commit(*args: Any) -> bool:
        return bool(side) and point == "COMMIT" and any("delivery_publication" in sql for sql in written)

    CursorWrapper.execute = deadly(CursorWrapper.execute, at_statement, side)
    BaseDatabaseWrapper._commit = deadly(BaseDatabaseWrapper._commit, at_commit, side)
    outbox._handlers[purging.KIND] = deadly(tell, lambda *args: bool(side) and point == "DELIVERY", side)


def publish_and_deliver(later: float) -> None:
    from django.core.management import call_command
    from django.utils import timezone

    from cms.outbox.worker import Worker

    call_command("publish_scheduled")
    Worker(lambda: timezone.now() + datetime.timedelta(seconds=later)).deliver_due()


def child(order: dict[str, Any]) -> int:
    """The exit status of a child that does as it is told."""
    pid = os.fork()
    if not pid:
        try:
            arm(order["point"], order["side"])
            publish_and_deliver(order["later"])
        except BaseException:
            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def main() -> None:
    from django.db import connections

    django.setup()
    arm("", "")
    publish_and_deliver(0)  # loads what would be loaded by every child
    connections.close_all()  # no connection may be shared with one
    print("ready", flush=True)
    for line in sys.stdin:
        print(child(json.loads(line)), flush=True)


if __name__ == "__main__":
    main()
