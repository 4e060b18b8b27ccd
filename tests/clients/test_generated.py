"""Clients that tools of others make of the description read the newsroom, and a linter finds nothing to mend in it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from tests.factories import ImageFactory

CHECKS = Path(__file__).parent / "checks"
TOOLS = CHECKS / "node_modules/.bin"
DESCRIPTION = Path(settings.BASE_DIR) / "docs/api/openapi.json"
PYTHON = """
import sys
from newsroom_client import Client
from newsroom_client.api.press_releases import get_press_releases, list_press_releases

client = Client(base_url=sys.argv[1])
found = list_press_releases.sync(client=client, limit=1)
document = get_press_releases.sync(found.items[0].id, client=client)
print(document.title, len(document.body), document.image.sources[0].width, document.kicker)
"""
TYPESCRIPT = """
import { client } from "./newsroom/client.gen";
import { getPressReleases, listPressReleases } from "./newsroom/sdk.gen";

async function read(baseUrl: string) {
  client.setConfig({ baseUrl });
  const { data: list } = await listPressReleases({ query: { limit: 1 } });
  const { data: found } = await getPressReleases({ path: { id: list!.items[0]!.id } });
  const title: string = found!.title;
  const kicker: string | null = found!.kicker;
  console.log(title, found!.body.length, found!.image!.sources[0]!.width, kicker);
}

read(process.argv[2]!);
"""
OPTIONS = (
    "--module",
    "commonjs",
    "--moduleResolution",
    "node10",
    "--target",
    "es2022",
    "--lib",
    "es2022,dom,dom.iterable",
)

pytestmark = pytest.mark.server


def run(*command: str | Path, cwd: Path) -> str:
    """What the command prints; fails with it where the command does."""
    assert (CHECKS / "node_modules").exists(), "make test-all installs what this needs"
    found = subprocess.run(command, cwd=cwd, capture_output=True, text=True, timeout=120, check=False)
    assert found.returncode == 0, found.stdout + found.stderr
    return found.stdout


@pytest.fixture
def site(live_server, newsroom) -> str:
    """A newsroom with a press release; its address."""
    newsroom.release(title="Meldung", image=[("image", {"image": ImageFactory()})], body=[("heading", "Warum")])
    said = Client().get("/api/v1/press-releases?limit=1&fields=full").json()["items"][0]
    assert (said["title"], said["kicker"]) == ("Meldung", None)
    return live_server.url


def test_openapi_python_client_makes_one_that_reads(site, tmp_path):
    generate = ("generate", "--path", DESCRIPTION, "--output-path", tmp_path / "newsroom_client", "--meta", "none")
    said = run(sys.executable, "-m", "openapi_python_client", *generate, cwd=tmp_path)
    assert "WARNING" not in said and "ERROR" not in said
    assert run(sys.executable, "-c", PYTHON, site, cwd=tmp_path).split() == ["Meldung", "1", "480", "None"]


def test_hey_api_makes_one_that_reads_with_types(site, tmp_path):
    (tmp_path / "node_modules").symlink_to(CHECKS / "node_modules")
    (tmp_path / "read.ts").write_text(TYPESCRIPT)
    run(
        TOOLS / "openapi-ts",
        "-i",
        DESCRIPTION,
        "-o",
        tmp_path / "newsroom",
        "-c",
        "@hey-api/client-fetch",
        cwd=tmp_path,
    )
    run(TOOLS / "tsc", "read.ts", "--strict", "--skipLibCheck", "--noUncheckedIndexedAccess", *OPTIONS, cwd=tmp_path)
    assert run("node", "read.js", site, cwd=tmp_path).split() == ["Meldung", "1", "480", "null"]


def test_redocly_has_nothing_to_say_of_the_description(tmp_path):
    said = run(TOOLS / "redocly", "lint", DESCRIPTION, "--extends", "recommended", "--format", "json", cwd=tmp_path)
    totals = json.loads(said)["totals"]
    assert (totals["errors"], totals["warnings"], totals["ignored"]) == (0, 0, 0)
