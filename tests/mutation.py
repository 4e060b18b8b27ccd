"""What mutation testing needs besides: a database for each mutant's process, and a sample of all mutants.

`python -m tests.mutation 340 11` names 340 mutants, drawn with seed 11 from those that mutmut has made.
"""

import json
import os
import random
import sys
from pathlib import Path

import pytest

from tests import database


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Work like a worker of one long run: in a copy of its own of databases that are made once."""
    os.environ[database.RUN] = "mutation"
    config.workerinput = {"workerid": f"mutant{os.getpid()}"}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the tests that pytest would not find again by the name that mutmut calls them by."""
    left_out = [item for item in items if "\\" in item.nodeid or not item.nodeid.isascii()]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if item not in left_out]


def sample(number: int, seed: int) -> list[str]:
    """That many names of the mutants that mutmut has made, the same ones for the same seed."""
    names = [name for file in Path("mutants").rglob("*.py.meta") for name in json.loads(file.read_text())[KEY]]
    return random.Random(seed).sample(sorted(names), number)  # noqa: S311  # a sample that can be drawn again


KEY = "exit_code_by_key"  # what mutmut calls the results by the name of the mutant

if __name__ == "__main__":
    print(" ".join(sample(int(sys.argv[1]), int(sys.argv[2]))))
