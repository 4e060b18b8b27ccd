"""How the indexes in the cluster are written: a worker brings them in line with what is noted (`search.noting`), and a
command makes them anew.

Each entry has as its version the number of the site's generation in which it was read, so that whoever comes late
replaces nothing newer. While an index is made anew, what is written goes to both; its alias leads to the new one when
all is in it.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import astuple
from typing import Any

from django.conf import settings
from django.db import transaction
from elasticsearch import ApiError, Elasticsearch, TransportError
from elasticsearch.helpers import streaming_bulk

from cms import locales
from cms.delivery import generation
from cms.delivery.models import Publication
from cms.outbox import outbox
from search import cluster, entries, noting
from search.entries import IN_TITLE, Entry
from search.models import CarriedFile, Followed, Noted, published_languages

LONGEST = 25.0  # seconds for one attempt of a worker
BATCH = 200  # publications
SMALL = 2_000  # so many publications are indexed by a worker, where a language has no index yet
MANY_ENTRIES, MANY_BYTES = 500, 5_000_000  # of one request
PAGE = 1_000  # entries read at a time
OLDER = 409  # what is said to a writer who comes late
FAILURES = (ApiError, TransportError)

MAPPING: dict[str, Any] = {
    "dynamic": "strict",
    # All of it is in the store, of which an index is made anew.
    "_source": {"enabled": False},
    "properties": {
        "id": {"type": "long"},
        "publication": {"type": "long"},
        "sort_at": {"type": "date"},
        "filters": {"type": "keyword"},
        "in_title": {"type": "keyword"},
        "digest": {"type": "keyword", "index": False},
        "title": {"type": "text", "analyzer": "words", "copy_to": "words"},
        "lead": {"type": "text", "analyzer": "words", "copy_to": "words"},
        "text": {"type": "text", "analyzer": "words", "copy_to": "words"},
        "words": {"type": "text", "analyzer": "words", "position_increment_gap": 100},
    },
}
ANALYSIS = {"analyzer": {"words": {"tokenizer": "whitespace"}}}


class NoIndexError(Exception):
    """A language has no index in the cluster yet, and too many texts for a worker to make it."""


def take() -> int:
    """Bring the cluster in line with the store as to all that is noted, or what can be done of it soon; returns how
    many notes that were. Raises NoIndexError and UnavailableError."""
    until, number = time.monotonic() + LONGEST, 0
    while rows := list(Noted.objects.order_by("pk")[:BATCH]):
        if time.monotonic() > until:
            outbox.put(noting.KIND, {})
            break
        _make_small_indexes()
        renew({row.publication for row in rows})
        Noted.objects.filter(pk__in=[row.pk for row in rows]).delete()
        number += len(rows)
    return number


def unfilled() -> list[str]:
    """The languages of which the cluster has no index that was told of all changes."""
    return sorted(published_languages() - set(Followed.objects.values_list("locale", flat=True)))


def _make_small_indexes() -> None:
    """Make the index of each language that has none, where that does not take long."""
    for locale in unfilled():
        if Publication.objects.filter(locale=locale).count() > SMALL:
            raise NoIndexError(f"Nothing of {locale} is in the cluster yet: run rebuild_search.")
        rebuild(locale)


def repair(publications: Collection[int]) -> None:
    """Bring the cluster in line as to these publications, and as to all that is noted."""
    # What somebody else wrote or deleted there must not be newer.
    with transaction.atomic():
        generation.raise_now()
    wanted = sorted(publications)
    for start in range(0, len(wanted), BATCH):
        renew(wanted[start : start + BATCH])
    while take():
        pass


def renew(publications: Collection[int]) -> None:
    """Bring the cluster in line with the store as to these publications, there or not."""
    version = generation.current()
    found = {entry.id: entry for entry in _entries(publications)}
    with _reaching() as client:
        targets = _targets(client)
        actions = [_put(name, entry, version) for entry in found.values() for name in targets.get(entry.locale, ())]
        for name in (name for names in targets.values() for name in names):
            gone = (_known(client, name, publications) | set(publications)) - found.keys()
            actions += [_delete(name, pk, version) for pk in sorted(gone)]
        _write(client, actions, refresh=True)


def _entries(publications: Collection[int]) -> Iterator[Entry]:
    """The entries of these publications, and of the files that they carry."""
    yield from entries.of_publications(Publication.objects.defer("document").filter(pk__in=publications))
    yield from entries.of_indexed_files(CarriedFile.objects.filter(publication_id__in=publications))


def rebuild(locale: str, progress: Callable[[int], None] | None = None) -> int:
    """Make the language's index anew beside the one that is asked meanwhile; returns how many publications it holds.

    Raises UnavailableError where the cluster fails, or somebody else began the same: what is asked is then as before.
    """
    here, coming = cluster.alias(locale), cluster.alias(locale, coming=True)
    name = f"{here}-{time.time_ns()}"
    ids = list(Publication.objects.filter(locale=locale).order_by("pk").values_list("pk", flat=True))
    number = 0
    with _reaching() as client:
        _drop(client, coming)
        client.indices.create(index=name, mappings=MAPPING, settings=_settings(), aliases={coming: {}})
        for start in range(0, len(ids), BATCH):
            some = ids[start : start + BATCH]
            version = generation.current()
            _write(client, [_put(coming, entry, version) for entry in _entries(some)])
            number += len(some)
            if progress is not None:
                progress(len(some))
        client.indices.put_settings(index=name, settings={"refresh_interval": "1s"})
        client.indices.refresh(index=name)
        old = [{"remove_index": {"index": index}} for index in _indexes(client, here)]
        moved = [{"add": {"index": name, "alias": here}}, {"remove": {"index": name, "alias": coming}}]
        client.indices.update_aliases(actions=[*old, *moved])
    Followed.objects.get_or_create(locale=locale)
    return number


def stale() -> set[int]:
    """The publications that the cluster knows otherwise than the store, or knows alone, or not at all."""
    with _reaching() as client:
        targets = _targets(client, timeout=cluster.LONG_TIMEOUT)
        known = {
            (locale, pk): (publication, digest)
            for locale in targets
            for pk, publication, digest in _everything(client, cluster.alias(locale))
        }
        found = {
            entry.publication
            for entry in entries.everything()
            if known.pop((entry.locale, entry.id), None) != (entry.publication, _digest(entry))
        }
    return found | {publication for publication, _digest_of_it in known.values()}


def health() -> str:
    """How the cluster says it is: green, yellow or red; raises UnavailableError where it says nothing."""
    with _reaching() as client:
        return str(client.cluster.health()["status"])


@contextmanager
def _reaching() -> Iterator[Elasticsearch]:
    """The client, patient; whatever fails raises UnavailableError."""
    try:
        yield cluster.client(cluster.LONG_TIMEOUT)
    except FAILURES as error:
        raise cluster.UnavailableError(f"{type(error).__name__}: {error}") from error


def _settings() -> dict[str, Any]:
    replicas = settings.ELASTICSEARCH_REPLICAS
    return {
        "analysis": ANALYSIS,
        "number_of_shards": settings.ELASTICSEARCH_SHARDS,
        **({"number_of_replicas": int(replicas)} if replicas.isdigit() else {"auto_expand_replicas": replicas}),
        "refresh_interval": "-1",  # while it is filled
    }


def _targets(client: Elasticsearch, timeout: float = cluster.TIMEOUT) -> dict[str, list[str]]:
    """Of each language under which names there is an index to write to: the one that is asked, and the coming one."""
    there = client.options(request_timeout=timeout).indices.get_alias(index=f"{settings.ELASTICSEARCH_PREFIX}-*")
    names = {name for index in there.values() for name in index["aliases"]}
    wanted = {one.code: [cluster.alias(one.code), cluster.alias(one.code, coming=True)] for one in locales.LANGUAGES}
    found = {locale: [name for name in both if name in names] for locale, both in wanted.items()}
    return {locale: both for locale, both in found.items() if both}


def _indexes(client: Elasticsearch, name: str) -> list[str]:
    """The indexes behind an alias."""
    return list(client.indices.get_alias(name=name)) if client.indices.exists_alias(name=name) else []


def _drop(client: Elasticsearch, name: str) -> None:
    """Delete what is behind an alias: an index whose filling came to no end."""
    for index in _indexes(client, name):
        client.indices.delete(index=index)


def _known(client: Elasticsearch, name: str, publications: Collection[int]) -> set[int]:
    """The entries that an index has of these publications."""
    client.indices.refresh(index=name)
    found = client.search(
        index=name,
        query={"terms": {"publication": sorted(publications)}},
        size=10_000,
        stored_fields="_none_",
        docvalue_fields=[{"field": "id"}],
    )
    return {hit["fields"]["id"][0] for hit in found["hits"]["hits"]}


def _everything(client: Elasticsearch, name: str) -> Iterator[tuple[int, int, str]]:
    """Of all entries of an index: number, publication and digest."""
    if not client.indices.exists_alias(name=name):
        return
    client.indices.refresh(index=name)
    point = client.open_point_in_time(index=name, keep_alive="1m")["id"]
    after: dict[str, Any] = {}
    try:
        while True:
            page = client.search(
                pit={"id": point, "keep_alive": "1m"},
                size=PAGE,
                sort=[{"id": "asc"}],
                stored_fields="_none_",
                docvalue_fields=[{"field": "id"}, {"field": "publication"}, {"field": "digest"}],
                **after,
            )["hits"]["hits"]
            for hit in page:
                yield tuple(hit["fields"][field][0] for field in ("id", "publication", "digest"))
            if len(page) < PAGE:
                return
            after = {"search_after": page[-1]["sort"]}
    finally:
        client.close_point_in_time(id=point)


def _put(name: str, entry: Entry, version: int) -> dict[str, Any]:
    return {
        **_at(name, entry.id, version),
        "id": entry.id,
        "publication": entry.publication,
        "sort_at": entry.sort_at.isoformat(),
        "filters": list(entry.filters),
        "in_title": [word.removeprefix(IN_TITLE) for word in entry.marks.split() if word.startswith(IN_TITLE)],
        "digest": _digest(entry),
        "title": entry.title,
        "lead": entry.lead,
        "text": entry.text,
    }


def _delete(name: str, pk: int, version: int) -> dict[str, Any]:
    return {**_at(name, pk, version), "_op_type": "delete"}


def _at(name: str, pk: int, version: int) -> dict[str, Any]:
    return {"_index": name, "_id": str(pk), "version": version, "version_type": "external_gte"}


def _digest(entry: Entry) -> str:
    """The same for the same entry."""
    return hashlib.blake2b(repr(astuple(entry)).encode(), digest_size=16).hexdigest()


def _write(client: Elasticsearch, actions: Iterable[dict[str, Any]], *, refresh: bool = False) -> None:
    """Write in requests of some megabytes; raises UnavailableError where one entry fails, but not for what is older
    than what is there."""
    answers = streaming_bulk(
        client,
        actions,
        chunk_size=MANY_ENTRIES,
        max_chunk_bytes=MANY_BYTES,
        raise_on_error=False,
        refresh=refresh,
        require_alias=True,
    )
    for is_done, item in answers:
        said = next(iter(item.values()))
        if not is_done and "error" in said and said["status"] != OLDER:
            raise cluster.UnavailableError(str(said["error"]))
