"""Which tests run in the same process, and which are begun first, so that no processor waits."""

from collections.abc import Iterable

import pytest
from xdist.scheduler import LoadScopeScheduling

# What needs no database: run while it is being made.
FIRST = (
    "tests/test_arrows.py",
    "tests/test_catalogues.py",
    "tests/test_dependencies.py",
    "tests/test_settings.py",
    "tests/plain_language/test_rules.py",
    "tests/importer/test_dates.py",
    "tests/importer/test_recognise.py",
    "tests/importer/test_speech.py",
)
# What is set up once for a folder.
TOGETHER = ("tests/demo/", "tests/founding/")
# Tests that take long: begun first, and each wherever there is a process free.
LONG = (
    "tests/delivery/test_store_proof.py",
    "tests/translation/test_status.py::test_after_any_work",
    "tests/leaks/test_served.py",
    "tests/leaks/test_time.py",
    "tests/delivery/test_kill.py",
    "tests/delivery/test_scheduler.py",
    "tests/importer/test_kill.py",
    "tests/outbox/test_kill.py",
)


class Scheduling(LoadScopeScheduling):  # type: ignore[misc]
    """A module's tests share what it has set up, so one process runs them, but for those that take long."""

    def _split_scope(self, nodeid: str) -> str:
        if nodeid.startswith(LONG):
            return nodeid
        return next((folder for folder in TOGETHER if nodeid.startswith(folder)), nodeid.split("::", 1)[0])


def in_order(items: Iterable[pytest.Item]) -> list[pytest.Item]:
    """What needs no database first, then what takes long, then what is set up for a whole folder, then the others."""
    return sorted(items, key=lambda item: [not item.nodeid.startswith(those) for those in (FIRST, LONG, TOGETHER)])
