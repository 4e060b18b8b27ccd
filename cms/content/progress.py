"""A progress bar where somebody watches, one line where not."""

import gc
import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn


@contextmanager
def _quiet(log: logging.Logger) -> Iterator[None]:
    before = log.level
    log.setLevel(logging.WARNING)
    try:
        yield
    finally:
        log.setLevel(before)


@contextmanager
def progress(what: str, total: int, out: Any) -> Iterator[Callable[[int], None]]:
    """Yield a function to be called with the number of steps done; the total and the time are said at the end.

    Meanwhile Wagtail does not write a line to the log for every page, and what the program consists of is not searched
    for garbage again and again, a third of a second each time.
    """
    gc.collect()
    gc.freeze()
    began = time.monotonic()
    done = 0
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    bar = Progress(*columns, console=Console(stderr=True), transient=True, disable=not out.isatty())
    with _quiet(logging.getLogger("wagtail")), bar:
        task = bar.add_task(what, total=total)

        def advance(steps: int) -> None:
            nonlocal done
            done += steps
            bar.update(task, advance=steps)

        yield advance
    out.write(f"{what}: {done} in {time.monotonic() - began:.1f} s")
