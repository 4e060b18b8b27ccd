"""Every command of docs/api/README.md does what stands there, asked of the demo newsroom by curl and Python."""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as the_settings
from django.db import connections

from cms.delivery.models import Publication
from cms.demo.newsroom import key_of
from tests.commands import Shown, commands
from tests.processes import environment, running, wait_until

SITE = "http://127.0.0.1:8000"  # as the guide has it
SINCE = re.compile(r"\b[0-9a-f]{16}-\d+\b")
KEY = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
SHOWN = [shown for shown in commands() if not shown.command.startswith("make ")]


@pytest.fixture(scope="module")
def site(demo, django_db_blocker, tmp_path_factory) -> Iterator[str]:
    """The demo newsroom, served by a process of its own."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    output = tmp_path_factory.mktemp("served") / "output"
    arguments = ["manage.py", "runserver", "--noreload", f"127.0.0.1:{port}"]
    with django_db_blocker.unblock():
        connections.close_all()
    served = {"cwd": the_settings.BASE_DIR, "env": environment(the_settings)}
    with running(arguments, output, **served):
        wait_until(lambda: _answers(port))
        yield f"http://127.0.0.1:{port}"


def _answers(port: int) -> bool:
    with socket.socket() as found:
        return found.connect_ex(("127.0.0.1", port)) == 0


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """Where the commands are run: what the project offers to partners, and nothing else."""
    found = tmp_path_factory.mktemp("partner")
    for part in ("clients/mirror.py", "deploy/partner-demo"):
        (found / part).parent.mkdir(parents=True, exist_ok=True)
        (found / part).symlink_to(Path(the_settings.BASE_DIR) / part)
    return found


def run(command: str, site: str, folder: Path) -> str:
    """What the command prints, asked of that site; fails with it where the command does."""
    assert shutil.which("curl"), "apt-get install curl"
    command = command.replace(SITE, site).replace("python ", f"{sys.executable} ", 1)
    if found := SINCE.search(command):
        command = command.replace(found[0], earlier(site))
    done = subprocess.run(
        ["/bin/bash", "-o", "pipefail", "-c", command],
        cwd=folder,
        env=os.environ | {"no_proxy": "*"},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def earlier(site: str) -> str:
    """A `since` from which there is something to tell."""
    with urllib.request.urlopen(f"{site}/api/v1/changes") as response:  # noqa: S310 # this machine's own
        epoch, _dash, number = json.load(response)["next"].partition("-")
    return f"{epoch}-{int(number) - 1}"


def unlike(said: Any, found: Any, place: str = "") -> list[str]:
    """Where an answer lacks what the guide shows of it, or has another kind of value there."""
    if isinstance(said, dict) and isinstance(found, dict):
        lacking = [f"{place}.{name}" for name in said if name not in found]
        return lacking + [one for name in said.keys() & found.keys() for one in unlike(said[name], found[name], name)]
    if isinstance(said, list) and isinstance(found, list):
        lacking = [f"{place} is empty"] if said and not found else []
        pairs = zip(said[:1], found[:1], strict=False)
        return [*lacking, *(one for first, other in pairs for one in unlike(first, other, place))]
    is_same = type(said) is type(found) or said is None or found is None
    return [] if is_same else [f"{place}: {said!r}, found {found!r}"]


@pytest.mark.parametrize("shown", SHOWN, ids=lambda shown: shown.command[:60])
def test_a_command_of_the_guide_gives_what_stands_there(site, folder, shown: Shown):
    printed = run(shown.command, site, folder)
    assert printed.strip()
    if shown.answer is not None:
        found = json.loads(printed)
        assert unlike(shown.answer, found) == []
        assert shown.answer.get("status") == found.get("status")


def test_the_guide_names_documents_that_the_demo_has(demo, db):
    named = {key for shown in SHOWN for key in KEY.findall(shown.command)}
    assert named == {str(key_of("page", "bleiben"))}
    assert Publication.objects.filter(key__in=named, locale="de").exists()


def test_there_are_commands_with_and_without_answers():
    assert len(SHOWN) > 20
    assert 6 <= sum(shown.answer is not None for shown in SHOWN) < len(SHOWN)
