"""The client in TypeScript: its types are those of the description, and it reads a newsroom."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from tests.factories import EventFactory, in_days

CLIENT = Path(settings.BASE_DIR) / "clients/typescript"
READ = """
const [file, ...asked] = process.argv.slice(1);
import(file).then((example) => example.reading(...asked)).then((found) => console.log(JSON.stringify(found)));
"""

pytestmark = pytest.mark.server


def run(*command: str, cwd: Path = CLIENT) -> str:
    """What the command prints; fails with it where the command does."""
    assert (CLIENT / "node_modules").is_dir(), "make client installs what this needs"
    found = subprocess.run(command, cwd=cwd, capture_output=True, text=True, timeout=120, check=False)
    assert found.returncode == 0, found.stdout + found.stderr
    return found.stdout


def test_the_types_are_those_of_the_kept_description():
    run("npm", "run", "--silent", "generate", "--", "--check")


def test_client_and_example_are_typed(tmp_path):
    run("npm", "run", "--silent", "check")
    wrong = tmp_path / "typescript"
    shutil.copytree(CLIENT, wrong, ignore=shutil.ignore_patterns("node_modules"))
    (wrong / "node_modules").symlink_to(CLIENT / "node_modules")
    example = wrong / "example/reading.ts"
    example.write_text(example.read_text().replace("event.title", "event.headline"))
    with pytest.raises(AssertionError, match="headline"):
        run("npm", "run", "--silent", "check", cwd=wrong)


def test_it_reads_lists_documents_changes_and_errors(live_server, newsroom, tmp_path):
    since = Client().get("/api/v1/changes").json()["next"]
    newsroom.release(title="Meldung")
    for number in (1, 2, 3):
        moments = {"starts_at": in_days(number), "ends_at": in_days(number + 0.1)}
        EventFactory(parent=newsroom.events, title=f"Treffen {number}", **moments)
    run("npx", "tsc", "--outDir", str(tmp_path))
    (tmp_path / "package.json").write_text('{"type": "module"}')
    found = json.loads(run("node", "-e", READ, str(tmp_path / "example/reading.js"), live_server.url, since))
    assert found["title"] == "Treffpunkt"
    assert found["titles"] == ["Treffen 1", "Treffen 2", "Treffen 3"]
    assert found["kinds"].count("published") >= 3
    assert found["refused"]["status"] == 404 and found["refused"]["available"] == ["de"]
    assert found["state"] == "save-the-date"
