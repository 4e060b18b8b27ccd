"""What the guide to the API says of `make`: its commands change nothing that is up to date."""

import shutil
import subprocess
from pathlib import Path

import pytest
from django.conf import settings

from tests.commands import commands

ROOT = Path(settings.BASE_DIR)
LEFT_OUT = (".git", ".venv", ".*_cache", "__pycache__", "node_modules", "var", "mutants", "*.mo")
MODULES = "clients/typescript/node_modules"
# Made already: the tests' own, which the copy borrows.
AS_IT_IS = [".venv/.installed", f"{MODULES}/.package-lock.json"]
WRITTEN = {"make contract": "docs/api/openapi.json", "make client": "clients/typescript/src/schema.d.ts"}

pytestmark = pytest.mark.server


@pytest.fixture(scope="module")
def copy(tmp_path_factory) -> Path:
    """A copy of the project, in which commands may write."""
    found = tmp_path_factory.mktemp("project") / "copy"
    shutil.copytree(ROOT, found, ignore=shutil.ignore_patterns(*LEFT_OUT), symlinks=True)
    for borrowed in (".venv", MODULES):
        (found / borrowed).symlink_to((ROOT / borrowed).resolve())
    return found


def test_all_of_them_are_run():
    assert {shown.command for shown in commands() if shown.command.startswith("make ")} == WRITTEN.keys()


@pytest.mark.parametrize("command", WRITTEN)
def test_it_writes_what_is_kept(copy, command):
    kept = copy / WRITTEN[command]
    before = kept.read_bytes()
    kept.write_bytes(before + b"\n")
    options = [f"--old-file={name}" for name in AS_IT_IS]
    done = subprocess.run([*command.split(), *options], cwd=copy, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert kept.read_bytes() == before
