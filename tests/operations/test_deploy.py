"""What `deploy/` holds is what the code needs: each variable, each unit's command, the site behind nginx with TLS."""

from __future__ import annotations

import configparser
import getpass
import http.client
import os
import re
import shlex
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from django.core.management import get_commands

from tests.processes import environment, wait_until
from tests.test_arrows import ROOT

DEPLOY = ROOT / "deploy"
UNITS = sorted((DEPLOY / "systemd").glob("*.service"))
EVERYWHERE = DEPLOY / "systemd" / "treffpunkt-.service.d"
HOME = "/opt/treffpunkt"
EXPOSURE = 3.0  # at most, of ten, as systemd-analyze counts it
PATH = f"{os.environ['PATH']}:/usr/sbin"


def commands(unit: Path) -> list[str]:
    """What a unit starts, one line each."""
    return re.findall(r"^ExecStart=(.+)$", unit.read_text(), re.MULTILINE)


def test_the_example_of_an_environment_is_what_the_code_reads_and_the_documentation_says():
    done = subprocess.run([sys.executable, ".ci/environment.py"], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == (DEPLOY / "environment.example").read_text(), "make environment"


def test_every_variable_of_the_example_is_explained():
    blocks = (DEPLOY / "environment.example").read_text().strip().split("\n\n")
    for block in blocks[1:]:
        *said, line = block.splitlines()
        assert line.startswith("DJANGO_SETTINGS_MODULE=") or (said and all(one.startswith("# ") for one in said)), block
        assert re.fullmatch(r"#?[A-Z_]+=\S*", line), line


def test_the_site_starts_with_the_example_once_its_secret_is_filled_in(tmp_path):
    names = dict(
        line.split("=", 1)
        for line in (DEPLOY / "environment.example").read_text().splitlines()
        if line and not line.startswith("#")
    )
    assert [name for name, value in names.items() if not value] == ["SECRET_KEY"]
    names |= {"SECRET_KEY": "x" * 60, "PATH": os.environ["PATH"], "DATABASE_URL": f"sqlite:///{tmp_path}/db.sqlite3"}
    done = subprocess.run(
        [sys.executable, "-c", "import django; django.setup()"], cwd=ROOT, env=names, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr


def test_commands_are_run_with_the_environment_of_the_services_and_none_of_it_is_run(tmp_path):
    (tmp_path / "environment").write_text(
        "# A comment\n\nDJANGO_SETTINGS_MODULE=cms.settings.production\nALLOWED_HOSTS=a.example\n"
        f"PUBLIC_URL=https://a.example\nSITE_NAME=Kosten: $(touch {tmp_path}/run) & mehr\nSECRET_KEY=abc"
    )
    env = {"PATH": PATH, "TREFFPUNKT_ENVIRONMENT": str(tmp_path / "environment"), "TREFFPUNKT_USER": getpass.getuser()}
    code = "from django.conf import settings; print(settings.SITE_NAME, settings.SECRET_KEY)"
    done = subprocess.run(
        [DEPLOY / "manage", "shell", "--verbosity=0", "--command", code],
        cwd="/",
        env=env,
        capture_output=True,
        text=True,
    )
    assert done.stdout == f"Kosten: $(touch {tmp_path}/run) & mehr abc\n", done.stderr
    assert not (tmp_path / "run").exists()


@pytest.mark.parametrize("unit", UNITS, ids=lambda path: path.stem)
def test_every_unit_starts_what_is_there(unit):
    for command in commands(unit):
        program, *arguments = shlex.split(command)
        assert program.startswith(f"{HOME}/.venv/bin/")
        assert (Path(sys.executable).parent / Path(program).name).exists()
        if arguments[0] == "manage.py":
            assert arguments[1] in get_commands()


def test_the_target_wants_every_unit_that_is_not_started_by_a_timer():
    parser = configparser.ConfigParser(strict=False)
    parser.read(DEPLOY / "systemd" / "treffpunkt.target")
    wanted = set(parser["Unit"]["Wants"].split())
    timers = {path.name for path in (DEPLOY / "systemd").glob("*.timer")}
    timed = {f"{name.removesuffix('.timer')}.service" for name in timers}
    assert wanted == timers | ({path.name for path in UNITS} - timed)


@pytest.fixture(scope="module")
def machine(tmp_path_factory) -> Path:
    """The root of a machine on which the units are installed."""
    root = tmp_path_factory.mktemp("machine")
    shutil.copytree("/lib/systemd/system", root / "usr/lib/systemd/system", symlinks=True, ignore=_all_but_targets)
    (root / "lib").symlink_to("usr/lib")
    shutil.copytree(DEPLOY / "systemd", root / "etc/systemd/system")
    programs = {shlex.split(command)[0] for unit in UNITS for command in commands(unit)} | {"/bin/kill"}
    for program in programs:
        path = root / program.lstrip("/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o755)
    return root


def _all_but_targets(folder: str, names: list[str]) -> list[str]:
    return [name for name in names if not name.endswith(".target")]


@pytest.mark.server
def test_systemd_takes_all_units(machine):
    units = [path.name for path in (DEPLOY / "systemd").iterdir() if path.is_file()]
    done = subprocess.run(
        [shutil.which("systemd-analyze"), "verify", f"--root={machine}", *units],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.server
@pytest.mark.parametrize("unit", UNITS, ids=lambda path: path.stem)
def test_every_unit_is_shut_off_from_the_machine(machine, unit, record_property):
    done = subprocess.run(
        [program("systemd-analyze"), "security", "--offline=yes", f"--root={machine}", unit.name],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    exposure = float(re.search(r"exposure level for \S+: ([\d.]+)", done.stdout)[1])
    record_property(f"exposure of {unit.stem}", f"{exposure} of 10")
    assert exposure <= EXPOSURE


def program(name: str) -> str:
    """Where a program of this machine lies; `make servers` says how it is installed."""
    found = shutil.which(name, path=PATH)
    assert found, f"{name} is missing: make servers"
    return found


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


class Site:
    """The site as a machine runs it: `port` is nginx's, `inside` that of the process behind it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port, self.plain, self.inside = free_port(), free_port(), free_port()
        self.certificate = folder / "fullchain.pem"

    def ask(self, path: str, *, method: str = "GET", body: bytes = b"", **headers: str) -> http.client.HTTPResponse:
        """The answer through TLS, read."""
        context = ssl.create_default_context(cafile=str(self.certificate))
        connection = http.client.HTTPSConnection("presse.example.de", self.port, context=context, timeout=30)
        connection._create_connection = lambda *_args, **_more: socket.create_connection(("127.0.0.1", self.port), 30)
        try:
            connection.request(method, path, body, {"Host": "presse.example.de", **headers})
            response = connection.getresponse()
            response.said = response.read().decode()
            return response
        finally:
            connection.close()

    def ready(self) -> bool:
        connection = http.client.HTTPConnection("127.0.0.1", self.inside, timeout=10)
        try:
            connection.request("GET", "/health/ready")
            return connection.getresponse().status == 200
        except OSError:
            return False
        finally:
            connection.close()

    def log(self) -> str:
        return (self.folder / "treffpunkt.log").read_text()


def configure(site: Site) -> Path:
    """The file as it is, with this machine's ports, places and certificate."""
    text = (DEPLOY / "nginx" / "treffpunkt.conf").read_text()
    text = re.sub(r"^ *listen \[::\].*\n", "", text, flags=re.MULTILINE)
    for before, after in (
        ("listen 443 ", f"listen 127.0.0.1:{site.port} "),
        ("listen 80;", f"listen 127.0.0.1:{site.plain};"),
        ("127.0.0.1:8000;", f"127.0.0.1:{site.inside};"),
        ("/etc/letsencrypt/live/presse.example.de", str(site.folder)),
        ("/var/log/nginx", str(site.folder)),
    ):
        assert before in text, before
        text = text.replace(before, after)
    temporary = "".join(
        f"{kind}_temp_path {site.folder}/{kind};\n" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    path = site.folder / "nginx.conf"
    path.write_text(f"pid {site.folder}/pid;\ndaemon off;\nevents {{}}\nhttp {{\n{temporary}{text}}}\n")
    return path


@contextmanager
def started(command: list[str], output: Path, env: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    with output.open("wb") as file:
        process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=file, stderr=file)
        try:
            yield process
        finally:
            process.terminate()
            process.wait(60)


def as_here(command: str, site: Site) -> list[str]:
    """What the unit starts, with the programs and the port of this machine."""
    found = command.replace(f"{HOME}/.venv/bin/", f"{Path(sys.executable).parent}/")
    return shlex.split(found.replace("${WEB_CONCURRENCY}", "2").replace("--port 8000", f"--port {site.inside}"))


@pytest.fixture
def site(newsroom, settings, tmp_path) -> Iterator[Site]:
    newsroom.release(title="Meldung durch TLS")
    site = Site(tmp_path)
    subprocess.run(
        [program("openssl"), "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2",
         "-subj", "/CN=presse.example.de", "-addext", "subjectAltName=DNS:presse.example.de",
         "-keyout", str(tmp_path / "privkey.pem"), "-out", str(site.certificate)],
        check=True, capture_output=True,
    )  # fmt: skip
    env = environment(
        settings, DJANGO_SETTINGS_MODULE="cms.settings.production", SECRET_KEY="x" * 60, WEB_CONCURRENCY="2",
        PUBLIC_URL="https://presse.example.de", ALLOWED_HOSTS="presse.example.de", BEHIND_TLS_PROXY="true",
        STATIC_ROOT=str(tmp_path / "static"), MEDIA_ROOT=str(settings.MEDIA_ROOT),
    )  # fmt: skip
    collect = [sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity=0"]
    subprocess.run(collect, cwd=ROOT, env=env, check=True)
    nginx = [program("nginx"), "-e", str(tmp_path / "error"), "-c", str(configure(site))]
    subprocess.run([*nginx, "-t"], check=True, capture_output=True)
    [web] = commands(DEPLOY / "systemd" / "treffpunkt-web.service")
    with started(as_here(web, site), tmp_path / "web", env) as site.process, started(nginx, tmp_path / "nginx", env):
        wait_until(site.ready)
        yield site


def asked_while_reloading(site: Site) -> Iterator[int]:
    """What readers get while `systemctl reload` lets both processes be followed by new ones."""
    site.process.send_signal(signal.SIGHUP)
    while (site.folder / "web").read_text().count("Stopped old worker") < 2:
        yield site.ask("/de/").status
    yield from (site.ask("/de/").status for _number in range(20))


@pytest.mark.server
@pytest.mark.django_db(transaction=True)
def test_the_site_behind_nginx(site, record_property):
    """One walk, since it takes a while to start."""
    answer = site.ask("/de/")
    assert answer.status == 200 and "Meldung durch TLS" in answer.said
    assert answer.headers["Strict-Transport-Security"]

    assert site.ask("/health/ready").status == 404
    assert site.ask("/de/", **{"X-Forwarded-Host": "evil.example"}).status == 200

    plain = http.client.HTTPConnection("127.0.0.1", site.plain, timeout=10)
    plain.request("GET", "/de/presse/?q=x", headers={"Host": "presse.example.de"})
    assert plain.getresponse().headers["Location"] == "https://presse.example.de/de/presse/?q=x"

    assert site.ask("/de/", method="POST", body=b"x" * 2 * 1024 * 1024).status == 413

    site.ask("/vorab/" + "A" * 43)
    site.ask("/de/suche/?q=geheimes")
    wait_until(lambda: "/de/suche/" in site.log(), seconds=10)
    assert "vorab" not in site.log() and "geheimes" not in site.log()
    assert "127.0.0.1" not in site.log() and "127.0.0.0 [" in site.log()

    began = time.monotonic()
    with socket.create_connection(("127.0.0.1", site.plain), 30) as slow:
        slow.sendall(b"GET / HTTP/1.1\r\nHost: presse")
        with suppress(ConnectionResetError):
            assert slow.recv(100) == b""
    assert time.monotonic() - began < 15
    asked = subprocess.run(
        [program("curl"), "--silent", "--http2", "--cacert", site.certificate, "--resolve",
         f"presse.example.de:{site.port}:127.0.0.1", "--output", os.devnull,
         "--write-out", "%{http_version} %{http_code}",
         f"https://presse.example.de:{site.port}/de/"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert asked.stdout == "2 200"

    statuses = list(asked_while_reloading(site))
    record_property(
        "reload of both processes", f"{len(statuses)} requests, {len(statuses) - statuses.count(200)} refused"
    )
    assert set(statuses) == {200}

    site.process.terminate()
    site.process.wait(60)
    away = site.ask("/de/")
    assert (away.status, away.headers["Retry-After"]) == (503, "5")
    assert "no-store" in away.headers["Cache-Control"]
