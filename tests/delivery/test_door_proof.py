"""The proof of the door: whatever editors do, what it has in memory is what would be answered without it."""

import multiprocessing
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from typing import Any

import pytest
from django.core.wsgi import get_wsgi_application
from django.db import connections
from hypothesis import given, seed

from cms.delivery.door import Door
from cms.delivery.models import Change, Publication
from tests import database
from tests.delivery.editors import Editors, steps
from tests.factories import Newsroom, UserFactory
from tests.filled import fill
from tests.proof import SEED, SEQUENCES, sequences
from tests.wsgi import Answered, ask

LISTS = ["/de/suche/?q=Name", "/api/v1/search?locale=de&q=Name", "/sitemap.xml", "/sitemap-1.xml", "/de/nirgends/"]
LISTS += [f"/api/v1/{kind}?locale={locale}" for kind in ("press-releases", "events") for locale in ("de", "en")]
ENCODING = {"accept_encoding": "br"}


def twice(site: Callable[..., Any], addresses: list[str]) -> list[Answered]:
    """What is answered the second time, when it is kept."""
    for address in addresses:
        ask(site, address, **ENCODING)
    return [ask(site, address, **ENCODING) for address in addresses]


@contextmanager
def another_process() -> Iterator[Callable[[list[str]], list[Answered]]]:
    """A server process with a memory of its own, asked as `twice` asks."""
    here, there = multiprocessing.Pipe()
    connections.close_all()
    process = multiprocessing.get_context("fork").Process(target=_serve, args=(there,))
    process.start()

    def asked(addresses: list[str]) -> list[Answered]:
        here.send(addresses)
        return here.recv()

    try:
        yield asked
    finally:
        here.send(None)
        process.join(30)


def _serve(pipe: Connection) -> None:
    door = Door(get_wsgi_application())
    while (addresses := pipe.recv()) is not None:
        pipe.send(twice(door, addresses))


def addresses() -> list[str]:
    """Every public address there is or was, with the lists."""
    return sorted({*Publication.objects.values_list("path", flat=True), *Change.objects.values_list("path", flat=True)})


def compare(door: Door, other: Callable[[list[str]], list[Answered]]) -> None:
    """Memory here and in another process says what a process says that has just begun."""
    asked = [*addresses(), *LISTS]
    fresh = dict(zip(asked, [ask(Door(door.application), address, **ENCODING) for address in asked], strict=True))
    assert dict(zip(asked, twice(door, asked), strict=True)) == fresh
    assert dict(zip(asked, other(asked), strict=True)) == fresh


@pytest.mark.proof
@pytest.mark.databases("cms.delivery.generation")
@pytest.mark.django_db(transaction=True)
def test_after_any_work_of_editors_memory_says_what_the_store_says(client):
    @seed(SEED)
    @sequences(max(1, SEQUENCES // 4), report_multiple_bugs=False)
    @given(steps)
    def work(sequence: Any) -> None:
        database.restore()
        fill(Newsroom())
        client.force_login(UserFactory())
        editors, door = Editors(client), Door(get_wsgi_application())
        with another_process() as other:
            compare(door, other)
            for operation, a, b in sequence:
                operation(editors, a, b)
                compare(door, other)

    work()
