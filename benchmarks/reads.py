"""`make bench`: what reads cost, beside what Django takes for nothing on the same server in the same run; and what
searches and indexing cost in a process (`benchmarks.searching`).

    .venv/bin/python -m benchmarks.reads [--sizes 1000,10000,100000] [--server gthread|sync|granian] [--short]

For each size a store is filled in a database of its own (SQLite, and PostgreSQL where DATABASE_URL names a server) and
served by two workers with production's settings: once with answers kept in memory, once without. PLONE_URL names a
Plone with the texts of its own benchmark, which is asked for the same kinds of things; where ELASTICSEARCH_URL names a
cluster, that is filled and searched as well. The tables go to the screen, all figures to benchmarks/results/.

`--short` takes about a minute, and fails where a ratio to the bare view is by more than a third below the one in
benchmarks/results/record.json in each of three runs (what somebody else on the machine shook is quick in one of them);
`--short --record` puts the least of three runs there, or what is there where that is less: machines differ.
"""

import argparse
import json
import os
import platform
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict
from pathlib import Path
from urllib.parse import quote, urlsplit

from benchmarks import searching
from benchmarks.asking import Measured, Server

ROOT = Path(__file__).resolve().parent.parent
RESULTS = ROOT / "benchmarks" / "results"
RECORD = RESULTS / "record.json"
WORD = quote("Fachkräfte")
# Cold answers are measured without memory; of these, some are not asked warm.
KINDS = {
    "document": "/api/v1/press-releases/{key}?locale=de",
    "list": "/api/v1/press-releases?locale=de&limit=20",
    "HTML": "{path}",
    "HTML list": "/de/presse/",
    "HTML list, last page": "/de/presse/?page={last}",
    "search": f"/de/suche/?q={WORD}",
    "sitemap part": "/sitemap-1.xml",
    "feed": "/feeds/de/press-releases.json",
    "calendar": "/calendar/de.ics",
    "Markdown": "{path}index.md",
    "ninjs": "/api/v1/publications/{key}/ninjs?locale=de",
    "llms.txt": "/llms.txt",
    "404": "/de/nirgends/",
}
MOST_ASKED = ("document", "list", "HTML", "HTML list", "search")
PLONE = {
    "document": "/de/aktuelles/text-00500",
    "list": "/de/aktuelles/@search?portal_type=News+Item&b_size=20&sort_on=effective&sort_order=descending",
    "search": f"/de/aktuelles/@search?SearchableText={WORD}&b_size=20",
}
WORKERS = {"gthread": ["--threads=4"], "sync": []}
LOST = 2 / 3  # of a ratio on record, below which `--short` fails
RUNS = 3  # in short, at most
NOT_MEASURED = {"REDIS_URL", "ELASTICSEARCH_URL", "TEST_DIR"}
SEARCHES = 200  # of each kind
SEARCHES_IN_SHORT = 40
KINDS_IN_SHORT = (searching.COMMON, searching.CHANGED, searching.RARE, searching.SUGGESTION)

Results = dict[str, dict[str, Measured]]


class Site:
    """The site's processes and where they keep things, for one database."""

    def __init__(self, folder: Path, database: str, kind: str, seconds: float, connections: int) -> None:
        self.kind, self.seconds, self.connections = kind, seconds, connections
        self.env = {name: value for name, value in os.environ.items() if name not in NOT_MEASURED} | {
            "DATABASE_URL": database,
            "TEST_DIR": str(folder),
            "MEDIA_ROOT": str(folder / "media"),
            "STATIC_ROOT": str(folder / "static"),
            "SECRET_KEY": "only-for-benchmarks-" + "x" * 40,
            "ALLOWED_HOSTS": "127.0.0.1",
            "PUBLIC_URL": "https://127.0.0.1",
            "BEHIND_TLS_PROXY": "1",
            "LOG_LEVEL": "CRITICAL",
            "OUTBOX_THREAD": "0",
            "API_REQUESTS_PER_MINUTE": "100000000",  # counted, and nobody refused
        }

    def run(self, *arguments: str, settings: str = "cms.settings.production") -> str:
        env = self.env | {"DJANGO_SETTINGS_MODULE": settings}
        done = subprocess.run(
            [sys.executable, *arguments], env=env, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True
        )
        return done.stdout

    @contextmanager
    def serving(self, application: str = "cms.wsgi:application", **more: str) -> Iterator[Server]:
        """Two workers with that application."""
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        env = {"DJANGO_SETTINGS_MODULE": "cms.settings.production"} | self.env | more
        process = subprocess.Popen([sys.executable, *self._command(application, port)], env=env, cwd=ROOT)
        try:
            _wait_for(port)
            yield Server(port, process.pid)
        finally:
            process.terminate()
            process.wait(30)

    def _command(self, application: str, port: int) -> list[str]:
        if self.kind == "granian":
            options = ["--interface", "wsgi", "--port", str(port), "--workers", "2", "--blocking-threads", "4"]
            return ["-m", "granian", *options, "--log-level", "error", application]
        options = [f"--worker-class={self.kind}", "--workers=2", *WORKERS[self.kind], "--keep-alive=30"]
        return ["-m", "gunicorn", *options, f"--bind=127.0.0.1:{port}", "--log-level=error", application]

    def measure(self, server: Server, address: str, headers: str = "") -> Measured:
        return server.measure(address, connections=self.connections, seconds=self.seconds, headers=headers)


def _wait_for(port: int) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1) as asked:
            asked.sendall(b"GET /robots.txt HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Forwarded-Proto: https\r\n\r\n")
            if asked.recv(20).startswith(b"HTTP/1.1 200"):
                return
        time.sleep(0.1)
    raise RuntimeError("The server does not begin to serve.")


def fill(site: Site, size: int) -> None:
    site.run("manage.py", "collectstatic", "--noinput", "--verbosity=0")
    site.run("-m", "benchmarks.filling", str(size), settings="cms.settings.test")


def addresses(site: Site, size: int) -> dict[str, str]:
    """The addresses of each kind in a store of that size."""
    question = (
        "import django; django.setup();"
        "from cms.delivery.models import Publication as P;"
        "row = P.objects.filter(type='press-releases').order_by('pk')[P.objects.count() // 2 - 10];"
        "print(row.key, row.path)"
    )
    key, path = site.run("-c", question).split()
    return {kind: pattern.format(key=key, path=path, last=-(-size // 10)) for kind, pattern in KINDS.items()}


def measured(site: Site, size: int, *, short: bool) -> Results:
    """Everything, of a store of that size that is there; in short, what most readers ask for."""
    asked, found = addresses(site, size), Results(warm={}, cold={}, bare={})
    if short:
        asked = {kind: asked[kind] for kind in MOST_ASKED}
    bare = {"DJANGO_SETTINGS_MODULE": "benchmarks.bare_settings"}
    if not short:
        with site.serving("benchmarks.bare:application", **bare, BARE="1") as server:
            found["bare"]["under none"] = site.measure(server, "/de/nothing/")
    with site.serving("benchmarks.bare:application", **bare) as beside:
        samples = [site.measure(beside, "/de/nothing/")]
        with site.serving() as server:
            _measure_warm(site, server, asked, found, storm=not short)
        samples.append(site.measure(beside, "/de/nothing/"))
        with site.serving(ANSWERS_KEPT="0") as server:
            for kind, address in asked.items():
                found["cold"][kind] = site.measure(server, address)
        samples.append(site.measure(beside, "/de/nothing/"))
    found["bare"]["under our middleware"] = sorted(samples, key=lambda sample: sample.cpu)[1]
    return found


def _measure_warm(site: Site, server: Server, asked: dict[str, str], found: Results, *, storm: bool) -> None:
    for kind, address in asked.items():
        found["warm"][kind] = site.measure(server, address)
    found["warm"]["HTML, brotli"] = site.measure(server, asked["HTML"], "Accept-Encoding: br\r\n")
    etag = _etag(server, asked["document"])
    found["warm"]["304"] = site.measure(server, asked["document"], f"If-None-Match: {etag}\r\n")
    if storm:
        with _storm(site):
            found["storm"] = {kind: site.measure(server, asked[kind]) for kind in ("document", "HTML list")}


def searched(site: Site, times: int, elasticsearch: str = "") -> dict[str, searching.Figures]:
    """What searches cost in a process of the site."""
    said = site.run(
        *("-m", "benchmarks.searching", "--json", "--times", str(times), "--elasticsearch", elasticsearch),
        settings="cms.settings.test",
    )
    return searching.read(said.splitlines()[-1])


def _etag(server: Server, address: str) -> str:
    with socket.create_connection(("127.0.0.1", server.port)) as asked:
        asked.sendall(f"GET {address} HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Forwarded-Proto: https\r\n\r\n".encode())
        head = asked.recv(1 << 16).decode("latin-1").lower()
    return head.partition("etag: ")[2].partition("\r\n")[0]


@contextmanager
def _storm(site: Site) -> Iterator[None]:
    """Somebody changes fifty documents of the store a second."""
    env = site.env | {"DJANGO_SETTINGS_MODULE": "cms.settings.production"}
    process = subprocess.Popen([sys.executable, "-m", "benchmarks.storm"], env=env, cwd=ROOT)
    time.sleep(2)
    try:
        yield
    finally:
        process.terminate()
        process.wait(10)


def plone(url: str, seconds: float, connections: int) -> dict[str, Measured]:
    """The same kinds of things of a Plone; its own CPU is not measured."""
    parts = urlsplit(url)
    server = Server(parts.port or 80, os.getpid())
    return {
        kind: server.measure(
            f"{parts.path}{address}", connections=connections, seconds=seconds, headers="Accept: application/json\r\n"
        )
        for kind, address in PLONE.items()
    }


def shown(title: str, found: Results) -> None:
    bare = found["bare"]["under our middleware"].per_second
    columns = f"{'a second':>10}{'× bare':>8}{'p50 ms':>9}{'p99 ms':>9}{'CPU ms':>9}{'DB ms':>8}{'bytes':>9}"
    print(f"\n{title}\n{'':34}{columns}")
    for part, rows in found.items():
        for kind, row in rows.items():
            figures = f"{row.per_second:10.0f}{row.per_second / bare:8.2f}{row.p50:9.2f}{row.p99:9.2f}"
            status = "" if row.status in {200, 304, 404} else f"  status {row.status}"
            print(f"{part + ': ' + kind:34}{figures}{row.cpu:9.3f}{row.database:8.3f}{row.bytes:9}{status}")


def ratios(found: Results, of_searches: searching.Figures) -> dict[str, float]:
    """How many answers of each kind take the CPU time of a bare view's: less shaken by others than answers a second.
    Likewise how many searches do, and how many documents are indexed in it."""
    bare = found["bare"]["under our middleware"].cpu
    reads = {f"{part}: {kind}": bare / row.cpu for part in ("warm", "cold") for kind, row in found[part].items()}
    searches = {f"in a process: {kind}": bare / of_searches.times[kind].cpu for kind in KINDS_IN_SHORT}
    indexing = {"in a process: indexing": bare / 1000 * of_searches.taken.per_second_of_cpu}
    return {kind: round(ratio, 4) for kind, ratio in (reads | searches | indexing).items()}


def ratios_in_short(site: Site, size: int, title: str = "") -> dict[str, float]:
    """Those of what most readers ask for, after a table where that has a title."""
    found = measured(site, size, short=True)
    (of_searches,) = searched(site, SEARCHES_IN_SHORT).values()
    if title:
        shown(title, found)
        searching.shown(f"{title}: searches in a process", of_searches)
    return ratios(found, of_searches)


def compared(now: dict[str, float]) -> list[str]:
    """Where a ratio is by more than a third below the one on record."""
    record = json.loads(RECORD.read_text())
    slower = [(kind, was) for kind, was in record.items() if now[kind] < was * LOST]
    return [f"{kind}: {now[kind]} to a bare view, {was} on record" for kind, was in slower]


def lost(site: Site, size: int, best: dict[str, float]) -> list[str]:
    """What is slower than on record in this run and in each of the next ones."""
    for _run in range(RUNS - 1):
        if not (slower := compared(best)):
            break
        print("Measured again, since slower than on record: " + "; ".join(slower), flush=True)
        again = ratios_in_short(site, size)
        best = {kind: max(ratio, again[kind]) for kind, ratio in best.items()}
    return compared(best)


def record(site: Site, size: int, first: dict[str, float]) -> None:
    """Put on record the least of what was there, of this run and of the next ones."""
    runs = [first, *(ratios_in_short(site, size) for _run in range(RUNS - 1))]
    if RECORD.exists():
        runs.append(json.loads(RECORD.read_text()))
    least = {kind: min(run.get(kind, now) for run in runs) for kind, now in first.items()}
    RECORD.write_text(json.dumps(least, indent=1) + "\n")


def databases(folder: Path, size: int) -> Iterator[tuple[str, str]]:
    yield "SQLite", f"sqlite:///{folder}/bench-{size}.sqlite3"
    server = os.environ.get("DATABASE_URL", "")
    if server.startswith("postgres"):
        yield "PostgreSQL", f"{server.rpartition('/')[0]}/bench_{size}"


def _make_database(address: str) -> None:
    if not address.startswith("postgres"):
        return
    import psycopg
    from psycopg import sql

    server, _slash, name = address.rpartition("/")
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))


def _copy_of_bare(address: str) -> None:
    """A migrated database from the tests, which make one for each state of the migrations: migrating takes longer than
    all that is measured in short."""
    tests = Path(os.environ.get("TEST_DIR") or ROOT / "var" / "tests")
    env = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    env |= {"DJANGO_SETTINGS_MODULE": "cms.settings.test", "TEST_DIR": str(tests)}
    subprocess.run([sys.executable, "-m", "tests.database"], env=env, cwd=ROOT, check=True)
    shutil.copyfile(tests / "db.sqlite3", address.removeprefix("sqlite:///"))


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="1000,10000,100000")
    parser.add_argument("--server", default="granian", choices=["gthread", "sync", "granian"])
    parser.add_argument("--connections", default="1,8")
    parser.add_argument("--seconds", type=float, default=3.0)
    parser.add_argument("--short", action="store_true")
    parser.add_argument("--record", action="store_true")
    return parser.parse_args()


def short(chosen: argparse.Namespace, folder: Path) -> int:
    """The exit code: 1 where something is slower than on record."""
    size = 1000
    _kind, address = next(databases(folder, size))
    _copy_of_bare(address)
    site = Site(folder, address, chosen.server, seconds=1.0, connections=8)
    fill(site, size)
    now = ratios_in_short(site, size, f"{size} publications, SQLite, {chosen.server}, 8 connections")
    if chosen.record:
        record(site, size, now)
        return 0
    slower = lost(site, size, now)
    for line in slower:
        print(f"Slower than on record: {line}")
    return 1 if slower else 0


def long(chosen: argparse.Namespace, folder: Path) -> Iterator[dict[str, object]]:
    """The figures of each size, database and number of connections."""
    for size in map(int, chosen.sizes.split(",")):
        for kind, address in databases(folder, size):
            _make_database(address)
            site = Site(folder, address, chosen.server, chosen.seconds, 1)
            fill(site, size)
            yield _of_searches(site, f"{size} publications, {kind}")
            for connections in map(int, chosen.connections.split(",")):
                site = Site(folder, address, chosen.server, chosen.seconds, connections)
                found = measured(site, size, short=False)
                if url := os.environ.get("PLONE_URL"):
                    found["Plone"] = plone(url, chosen.seconds, connections)
                title = f"{size} publications, {kind}, {chosen.server}, {connections} connections"
                shown(title, found)
                figures = {part: {kind: asdict(row) for kind, row in rows.items()} for part, rows in found.items()}
                yield {"title": title, "figures": figures}


def _of_searches(site: Site, title: str) -> dict[str, object]:
    found = searched(site, SEARCHES, os.environ.get("ELASTICSEARCH_URL", ""))
    for engine, figures in found.items():
        searching.shown(f"{title}: searches of {engine}", figures)
    figures = {
        engine: {**{kind: row._asdict() for kind, row in of.times.items()}, "indexing": of.taken._asdict()}
        for engine, of in found.items()
    }
    return {"title": f"{title}: searches", "figures": figures}


def main() -> int:
    chosen = arguments()
    with tempfile.TemporaryDirectory() as name:
        if chosen.short:
            return short(chosen, Path(name))
        runs = list(long(chosen, Path(name)))
    commit = subprocess.run(["git", "describe", "--always", "--dirty"], cwd=ROOT, capture_output=True, text=True)  # noqa: S607
    kept = {"machine": platform.platform(), "cpus": os.cpu_count(), "commit": commit.stdout.strip(), "runs": runs}
    path = RESULTS / f"{time.strftime('%Y-%m-%d-%H%M')}-{chosen.server}.json"
    path.write_text(json.dumps(kept, indent=1) + "\n")
    print(f"\nAll figures: {path.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
