"""What searches cost: a common word with the numbers of all hits, a rare word, a suggestion; and what the index takes.

    .venv/bin/python -m benchmarks.searching [--sizes 1000,100000] [--times 200] [--filled]

For each size a store is filled in a database of its own: SQLite, and PostgreSQL where DATABASE_URL names a server;
where ELASTICSEARCH_URL names a cluster, that answers over the same stores as well. Asked is the search itself, without
page and memory of answers, in milliseconds of the clock and of this process. Words come in turn; after a change is the
first search after something was published. `--filled` measures the one database that DATABASE_URL names, as it is.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import cycle
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = 1_000  # that are indexed anew
INDEX_SIZE = {
    "sqlite": "SELECT sum(pgsize) FROM dbstat WHERE name LIKE 'search!_words%' ESCAPE '!'",
    "postgresql": "SELECT pg_total_relation_size('search_vectors')",
}


class Times(NamedTuple):
    """Milliseconds."""

    p50: float
    p95: float
    cpu: float


def timed(times: int, ask: Callable[[], object], before: Callable[[], object] = lambda: None) -> Times:
    found = []
    for number in range(times + 2):
        before()
        wall, cpu = time.perf_counter(), time.process_time()
        ask()
        if number > 1:  # the process has learnt the site's words by then
            found.append((1_000 * (time.perf_counter() - wall), 1_000 * (time.process_time() - cpu)))
    walls, cpus = (sorted(column) for column in zip(*found, strict=True))
    return Times(walls[times // 2], walls[int(times * 0.95)], cpus[times // 2])


def measured(times: int, *, changing: bool) -> Iterator[tuple[str, Times]]:
    """All kinds of questions, also after changes where these are no other engine's to follow first."""
    from django.db import transaction

    from benchmarks.filling import WORDS
    from cms.delivery import generation
    from cms.delivery.flush import lock_counter
    from cms.delivery.models import Publication
    from search import indexing
    from search.engine import Query
    from search.searching import search
    from search.suggesting import suggest

    common, beginnings = cycle(WORDS), cycle([word[:4] for word in WORDS] + ["mel", "age"])
    numbers = cycle(range(10, Publication.objects.count() - 30, 97))
    one = Publication.objects.order_by("pk")[:1]

    def publish() -> None:
        with transaction.atomic():
            lock_counter()
            indexing.take_in(one)
            generation.raise_now()

    yield "a common word, with facets", timed(times, lambda: search(Query(next(common), "de")))
    if changing:
        yield "the same, after each change", timed(times // 4, lambda: search(Query(next(common), "de")), publish)
    yield "a rare word", timed(times, lambda: search(Query(str(next(numbers)), "de")))
    yield "a suggestion", timed(times, lambda: suggest(next(beginnings), "de"))


def taken() -> str:
    """How quickly documents are indexed, and what the index takes beside the texts."""
    from django.db import connection, transaction
    from django.db.models import Sum
    from django.db.models.functions import Length

    from cms.delivery.flush import lock_counter
    from cms.delivery.models import Publication
    from search import indexing

    rows = list(Publication.objects.order_by("-pk")[:DOCUMENTS])
    wall, cpu = time.perf_counter(), time.process_time()
    with transaction.atomic():
        lock_counter()
        indexing.take_in(rows)
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    texts = Publication.objects.aggregate(length=Sum(Length("text") + Length("title")))["length"]
    with connection.cursor() as cursor:
        cursor.execute(INDEX_SIZE[connection.vendor])
        size = cursor.fetchone()[0]
    return (
        f"indexing {len(rows) / wall:.0f} documents a second, {len(rows) / cpu:.0f} of CPU; index"
        f" {size / 1e6:.0f} MB, texts {texts / 1e6:.0f} million characters"
    )


def table(title: str, rows: Iterator[tuple[str, Times]]) -> None:
    print(f"\n{title}\n{'':34}{'p50 ms':>9}{'p95 ms':>9}{'CPU ms':>9}")
    for kind, row in rows:
        print(f"{kind:34}{row.p50:9.1f}{row.p95:9.1f}{row.cpu:9.1f}", flush=True)


def measure_here(times: int, title: str) -> None:
    from django.conf import settings
    from django.core.management import call_command

    table(title, measured(times, changing=True))
    print(taken())
    if cluster := os.environ.get("ELASTICSEARCH_URL"):
        settings.ELASTICSEARCH_URL, settings.ELASTICSEARCH_PREFIX = cluster.split(","), "bench"
        begun = time.perf_counter()
        call_command("rebuild_search", verbosity=0)
        print(f"Elasticsearch was filled in {time.perf_counter() - begun:.0f} s.")
        table(f"{title}, Elasticsearch", measured(times, changing=False))


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="1000,100000")
    parser.add_argument("--times", type=int, default=200)
    parser.add_argument("--filled", action="store_true")
    parser.add_argument("--title", default="the database as it is")
    return parser.parse_args()


def main() -> None:
    chosen = arguments()
    if chosen.filled:
        import django

        django.setup()
        measure_here(chosen.times, chosen.title)
        return
    from benchmarks.reads import _make_database, databases

    with tempfile.TemporaryDirectory() as folder:
        for size in map(int, chosen.sizes.split(",")):
            for kind, address in databases(Path(folder), size):
                _make_database(address)
                env = os.environ | {
                    "DATABASE_URL": address,
                    "DJANGO_SETTINGS_MODULE": "cms.settings.test",
                    "TEST_DIR": folder,
                    "MEDIA_ROOT": f"{folder}/media",
                }
                me = [sys.executable, "-m", "benchmarks.searching", "--filled", "--times", str(chosen.times)]
                for command in (
                    [sys.executable, "-m", "benchmarks.filling", str(size)],
                    [*me, "--title", f"{size} publications, {kind}"],
                ):
                    subprocess.run(command, env=env, cwd=ROOT, check=True)


if __name__ == "__main__":
    main()
