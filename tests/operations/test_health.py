"""Whether the site lives and can serve, asked before host, scheme and throttle are looked at, and of whom."""

import json
import os
import statistics
import subprocess
import sys
from ipaddress import ip_network

import pytest
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client

from cms import schema
from cms.operations.health import Health
from tests.test_arrows import ROOT
from tests.test_settings import COMPLETE
from tests.wsgi import ask

NOWHERE = "postgres://nobody:none@127.0.0.1:1/nothing"
pytestmark = pytest.mark.databases("cms.delivery.errors")
# As a process without a database answers it: what is asked, and with which headers.
ASKED = (
    "/health/live",
    "/health/ready",
    "/de/",
    "/admin/",
    "/api/v1/press-releases",
    "/files/images/x/y.webp",
    "/sitemap.xml",
)
QUESTIONS = f"""
import json, time
from cms.wsgi import application
from tests.wsgi import ask
for address in 2 * {ASKED!r}:
    more = {{}} if address.startswith("/health") else {{"x_forwarded_proto": "https", "cookie": "sessionid=somebodys"}}
    began = time.monotonic()
    answer = ask(application, address, host="example.org", **more)
    print(json.dumps([address, answer.status, answer.headers, answer.body.decode(), time.monotonic() - began]))
"""


@pytest.fixture
def site():
    """What stands behind: it says where it was asked."""

    def behind(environ, start_response):
        start_response("404 Not Found", [])
        return [environ["PATH_INFO"].encode()]

    return Health(behind)


def test_a_site_that_can_serve_says_so(db, site):
    for address in ("/health/live", "/health/ready"):
        answer = ask(site, address)
        assert (answer.status, json.loads(answer.body)) == (200, {"status": "ok", "why": []})
        assert answer.headers["cache-control"] == "no-store"


def test_the_head_says_the_same_without_a_body(db, site):
    answer = ask(site, "/health/ready", method="HEAD")
    assert (answer.status, answer.body) == (200, b"")


def test_no_host_and_no_scheme_is_in_the_way(db, site):
    assert ask(site, "/health/ready", host="10.0.0.7:8000").status == 200


@pytest.mark.parametrize("address", ["/health/", "/health/live/", "/health/other", "/de/health/live"])
def test_all_other_addresses_are_the_sites(site, address):
    assert ask(site, address).body == address.encode()


@pytest.mark.parametrize(
    ("sender", "forwarded", "status"),
    [
        ("127.0.0.1", "", 200),
        ("::1", "", 200),
        ("", "", 200),  # a socket
        ("127.0.0.1", "198.51.100.7", 404),  # by a proxy of ours, for somebody else
        ("198.51.100.7", "", 404),
        ("198.51.100.7", "127.0.0.1", 404),
        ("10.1.2.3", "", 404),
    ],
)
def test_this_machine_is_answered_and_nobody_else(site, sender, forwarded, status):
    environ = {"PATH_INFO": "/health/live", "REQUEST_METHOD": "GET", "REMOTE_ADDR": sender}
    if forwarded:
        environ["HTTP_X_FORWARDED_FOR"] = forwarded
    said = []
    list(site(environ, lambda line, headers: said.append(line)))
    assert int(said[0][:3]) == status


def test_networks_of_the_settings_are_answered(site, settings):
    settings.HEALTH_NETWORKS = [ip_network("10.1.0.0/16")]
    for sender, status in (("10.1.2.3", 200), ("127.0.0.1", 404)):
        said = []
        environ = {"PATH_INFO": "/health/live", "REQUEST_METHOD": "GET", "REMOTE_ADDR": sender}
        list(site(environ, lambda line, headers, said=said: said.append(line)))
        assert int(said[0][:3]) == status


def test_a_database_behind_the_code_is_not_ready_and_lives(db, site):
    MigrationRecorder.Migration.objects.filter(app="outbox").delete()
    answer = ask(site, "/health/ready")
    assert answer.status == 503
    assert "outbox" in json.loads(answer.body)["why"][0] and "migrate" in json.loads(answer.body)["why"][0]
    assert int(answer.headers["retry-after"]) > 0
    assert ask(site, "/health/live").status == 200


def test_a_database_ahead_of_the_code_is_ready(db, site):
    MigrationRecorder.Migration.objects.create(app="outbox", name="9999_of_tomorrow")
    assert ask(site, "/health/ready").status == 200


def test_the_last_migrations_are_those_of_djangos_graph(db):
    assert schema.newest() == set(MigrationLoader(None).graph.leaf_nodes())


def test_there_is_nothing_at_these_addresses_for_the_public(db):
    assert Client().get("/health/ready").status_code == 404


def in_a_process(code: str, **environment: str) -> subprocess.CompletedProcess[str]:
    names = {"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "cms.settings.production", **COMPLETE}
    names |= {"BEHIND_TLS_PROXY": "true", **environment}
    return subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code], cwd=ROOT, env=names, capture_output=True, text=True
    )


@pytest.mark.parametrize("database", ["postgres", "sqlite"])
def test_without_a_database_all_is_503_and_the_process_lives(tmp_path, record_property, database):
    """Row 19 of the fault matrix: whoever asks is told to come again, at once, and nothing is kept."""
    address = NOWHERE if database == "postgres" else f"sqlite:///{tmp_path}/gone.sqlite3"
    done = in_a_process(QUESTIONS, DATABASE_URL=address)
    answers, took = {}, {}
    for line in done.stdout.splitlines():
        asked, status, headers, body, seconds = json.loads(line)
        answers[asked] = status
        if status == 503:
            took[asked] = seconds
            assert int(headers["retry-after"]) > 0, asked
            assert "no-store" in headers["cache-control"] or "max-age=0" in headers["cache-control"], asked
            assert body, asked
    middle = statistics.median(took.values())
    record_property(
        f"503 without a database ({database})", f"{middle * 1000:.0f} ms in the median of {len(took)} addresses"
    )
    assert answers == {**dict.fromkeys(ASKED, 503), "/health/live": 200}, done.stderr
    assert middle < 0.1


def test_a_server_does_not_start_on_a_database_behind_the_code(tmp_path):
    database = f"sqlite:///{tmp_path}/empty.sqlite3"
    (tmp_path / "empty.sqlite3").touch()
    done = in_a_process("import cms.wsgi", DATABASE_URL=database)
    assert done.returncode == 1
    [line] = done.stderr.strip().splitlines()
    assert "behind the code" in line and "manage.py migrate" in line


@pytest.mark.parametrize("command", ["run_scheduler", "run_outbox"])
def test_nor_does_who_works_in_the_background(tmp_path, command):
    (tmp_path / "empty.sqlite3").touch()
    code = f"from django.core.management import execute_from_command_line as run; run(['manage.py', '{command}'])"
    done = in_a_process(code, DATABASE_URL=f"sqlite:///{tmp_path}/empty.sqlite3")
    assert done.returncode == 1
    assert "manage.py migrate" in done.stderr.strip().splitlines()[-1]
