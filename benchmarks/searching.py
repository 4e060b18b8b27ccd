"""What searches cost in a process, what indexing costs, and what the index takes beside the texts.

    DATABASE_URL=… DJANGO_SETTINGS_MODULE=cms.settings.test .venv/bin/python -m benchmarks.searching [--times 200]

It measures one store as it is, which `benchmarks.filling` filled, and with `--elasticsearch URL` the cluster over the
same store as well; `make bench` does so for all sizes and databases. Asked is the search itself, without page and
memory of answers, in milliseconds of the clock and of this process. Words come in turn; what a process keeps of a word
it has not when that comes for the first time. After a change is the first search after something was published.
"""

import argparse
import gc
import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import cycle
from typing import NamedTuple

import django

DOCUMENTS = 1_000  # that are indexed anew
BATCH = 100  # of them at a time
COMMON, RARE, SUGGESTION = "a common word, with facets", "a rare word", "a suggestion"
CHANGED = "a common word, after each change"
INDEX_SIZE = {
    "sqlite": "SELECT sum(pgsize) FROM dbstat WHERE name LIKE 'search!_words%' ESCAPE '!'",
    "postgresql": "SELECT pg_total_relation_size('search_vectors')",
}
TEXT_SIZE = {
    "sqlite": "SELECT sum(length(CAST(title AS blob)) + length(CAST(text AS blob))) FROM delivery_publication",
    "postgresql": "SELECT sum(octet_length(title) + octet_length(text)) FROM delivery_publication",
}


class Times(NamedTuple):
    """Milliseconds of the clock and of the process, in the middle and of the slowest twentieth."""

    p50: float
    p95: float
    cpu: float
    cpu_p95: float


class Taken(NamedTuple):
    """How many documents are indexed in a second, also of this process's own time, and sizes in bytes."""

    per_second: float
    per_second_of_cpu: float
    index: int
    texts: int


class Figures(NamedTuple):
    """Those of one engine."""

    times: dict[str, Times]
    taken: Taken


def timed(ask: Callable[[], object], times: int, before: Callable[[], object] = lambda: None) -> Times:
    found = []
    for _number in range(times):
        before()
        wall, cpu = time.perf_counter(), time.process_time()
        ask()
        found.append((1_000 * (time.perf_counter() - wall), 1_000 * (time.process_time() - cpu)))
    walls, cpus = (sorted(column) for column in zip(*found, strict=True))
    late = int(times * 0.95)
    return Times(*(round(figure, 2) for figure in (walls[times // 2], walls[late], cpus[times // 2], cpus[late])))


def asked(times: int, *, changing: bool) -> Iterator[tuple[str, Times]]:
    """All kinds of questions, also after changes where these are no other engine's to follow first."""
    from benchmarks.filling import WORDS
    from cms.delivery.models import Publication
    from search.engine import Query
    from search.searching import search
    from search.suggesting import suggest

    common, beginnings = cycle(WORDS), cycle([word[:4] for word in WORDS] + ["mel", "age"])
    numbers = cycle(range(10, Publication.objects.count() - 30, 97))
    one = Publication.objects.order_by("pk")[:1]

    def ask(text: str) -> None:
        if search(Query(text, "de")).degraded:
            raise RuntimeError("Elasticsearch did not answer.")

    yield "the first search of a process", timed(lambda: ask(next(common)), 1)
    yield "a common word for the first time", timed(lambda: ask(next(common)), len(WORDS) - 1)
    yield COMMON, timed(lambda: ask(next(common)), times)
    if changing:
        yield CHANGED, timed(lambda: ask(next(common)), times // 4, lambda: index(one))
    yield RARE, timed(lambda: ask(str(next(numbers))), times)
    yield SUGGESTION, timed(lambda: suggest(next(beginnings), "de"), times)


def index(rows: object) -> None:
    from django.db import transaction

    from cms.delivery import generation
    from cms.delivery.flush import lock_counter
    from search import indexing

    with transaction.atomic():
        lock_counter()
        indexing.take_in(rows)
        generation.raise_now()


def taken() -> Taken:
    from django.db import connection

    from cms.delivery.models import Publication

    sizes = []
    with connection.cursor() as cursor:
        for statement in (INDEX_SIZE, TEXT_SIZE):
            cursor.execute(statement[connection.vendor])
            sizes += cursor.fetchone()
    rows = list(Publication.objects.order_by("-pk")[:DOCUMENTS])
    wall, cpu = time.perf_counter(), time.process_time()
    for start in range(0, len(rows), BATCH):
        index(rows[start : start + BATCH])
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    return Taken(round(len(rows) / wall), round(len(rows) / cpu), *map(int, sizes))


@contextmanager
def filled_cluster(address: str, texts: int) -> Iterator[Taken]:
    """A cluster that holds all that the store does, until it is taken away; and what filling it took."""
    from django.conf import settings

    from search import cluster, following
    from search.models import published_languages

    settings.ELASTICSEARCH_URL, settings.ELASTICSEARCH_PREFIX = [address], "bench"
    wall, cpu = time.perf_counter(), time.process_time()
    number = sum(following.rebuild(locale) for locale in published_languages())
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    client, names = cluster.client(cluster.LONG_TIMEOUT), [cluster.alias(locale) for locale in published_languages()]
    size = client.indices.stats(index=names, metric="store")["_all"]["primaries"]["store"]["size_in_bytes"]
    try:
        yield Taken(round(number / wall), round(number / cpu), size, texts)
    finally:
        for index_ in {index_ for name in names for index_ in client.indices.get_alias(name=name)}:
            client.indices.delete(index=index_)
        settings.ELASTICSEARCH_URL = []


def measured(times: int, elasticsearch: str = "") -> Iterator[tuple[str, Figures]]:
    """The figures of the database, and of Elasticsearch where there is one."""
    found = Figures(dict(asked(times, changing=True)), taken())
    yield "the database", found
    if elasticsearch:
        with filled_cluster(elasticsearch, found.taken.texts) as of_cluster:
            yield "Elasticsearch", Figures(dict(asked(times, changing=False)), of_cluster)


def shown(title: str, figures: Figures) -> None:
    print(f"\n{title}\n{'':38}{'p50 ms':>9}{'p95 ms':>9}{'CPU ms':>9}{'CPU p95':>9}")
    for kind, row in figures.times.items():
        print(f"{kind:38}{row.p50:9.1f}{row.p95:9.1f}{row.cpu:9.1f}{row.cpu_p95:9.1f}")
    of = figures.taken
    print(
        f"indexing {of.per_second:.0f} documents a second, {of.per_second_of_cpu:.0f} of CPU;"
        f" index {of.index / 1e6:.1f} MB, texts {of.texts / 1e6:.1f} MB, {of.index / of.texts:.1f} times as much",
        flush=True,
    )


def read(said: str) -> dict[str, Figures]:
    """The figures that another process said as JSON."""
    return {
        engine: Figures({kind: Times(*row) for kind, row in times.items()}, Taken(*of))
        for engine, (times, of) in json.loads(said).items()
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, default=200)
    parser.add_argument("--elasticsearch", default="")
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args()
    django.setup()
    gc.freeze()  # as servers do
    found = measured(chosen.times, chosen.elasticsearch)
    if chosen.json:
        print(json.dumps(dict(found)))
        return
    for engine, figures in found:
        shown(f"Searches of {engine}", figures)


if __name__ == "__main__":
    main()
