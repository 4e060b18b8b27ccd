"""What logs may say: which text it is about, by its number, and never its words; most of it is not public yet."""

from __future__ import annotations

import logging
import traceback
from types import TracebackType
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError

# What these say is of machines: a full disk, a server that does not answer, a setting.
OF_MACHINES = (OSError, OperationalError, ImportError, ImproperlyConfigured)


class Line(logging.Formatter):
    """One line for each record. Of an error follow its kind and where it came up; what others say is left out, since
    libraries and databases put the values into it that they failed on."""

    def formatException(self, ei: Any) -> str:  # noqa: N802  # logging's own name
        return "\n".join(_told(ei[1])) if ei and ei[1] is not None else ""


class WithoutWords(logging.Filter):
    """Of what a library says of pages and mails numbers stay; titles, subjects and addresses go."""

    def filter(self, record: logging.LogRecord) -> bool:
        if isinstance(record.args, tuple):
            record.args = tuple("…" if isinstance(arg, str) else arg for arg in record.args)
        return True


def _told(error: BaseException) -> list[str]:
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    before = [*_told(cause), "which led to:"] if cause is not None else []
    said = f": {error}" if isinstance(error, OF_MACHINES) else ""
    return [*before, *_places(error.__traceback__), f"{type(error).__module__}.{type(error).__qualname__}{said}"]


def _places(trace: TracebackType | None) -> list[str]:
    return [f"  {frame.filename}:{frame.lineno} in {frame.name}" for frame in traceback.extract_tb(trace)]
