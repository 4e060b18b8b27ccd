"""Which tests run in the same process, and which are begun first, so that all processes end at about the same time."""

from collections.abc import Iterable

import pytest
from xdist.scheduler import LoadScopeScheduling

# What is set up once for a folder.
TOGETHER = ("tests/demo/",)
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
    """The long ones first, then what is set up for a whole folder, then the others as they come."""
    return sorted(items, key=lambda item: (not item.nodeid.startswith(LONG), not item.nodeid.startswith(TOGETHER)))
