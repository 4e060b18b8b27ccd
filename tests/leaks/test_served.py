"""Rows 3 and 5 of the fault matrix, by the processes that make up a site: server, scheduler and outbox worker."""

import datetime
import http.client
import itertools
import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from cms.content.presenting import WEBP, image_path
from cms.delivery import pictures
from cms.outbox.models import Delivery
from tests.delivery.due import translated_early
from tests.factories import DocumentFactory, ImageFactory
from tests.processes import environment, running, wait_until
from tests.proof import SECONDS_AROUND_AN_EMBARGO
from tests.receivers import Cache, listening_cache

RATE = 50  # requests a second, whatever the answers take
ASKING = 24  # at once, at most


@dataclass(frozen=True)
class Answer:
    path: str
    asked: datetime.datetime
    answered: datetime.datetime
    status: int
    body: bytes


@contextmanager
def site(settings: Any, cache: Cache, folder: Path) -> Iterator[int]:
    """The site as it runs in production, with this cache before it; its port."""
    env = environment(settings, FRONTEND_CACHE_URL=cache.address)
    with ExitStack() as stack:
        listening = stack.enter_context(socket.create_server(("127.0.0.1", 0)))
        options = ["--preload", "--workers=2", "--threads=4", f"--bind=fd://{listening.fileno()}"]
        server = ["-m", "gunicorn", "cms.wsgi", *options]
        stack.enter_context(running(server, folder / "server", env=env, pass_fds=[listening.fileno()]))
        for command in ("run_scheduler", "run_outbox"):
            stack.enter_context(running(["manage.py", command], folder / command, env=env))
        port = listening.getsockname()[1]
        wait_until(lambda: ask(port, "/de/").status == 200)
        wait_until(lambda: "The scheduler runs." in (folder / "run_scheduler").read_text())
        yield port


def ask(port: int, path: str) -> Answer:
    asked = timezone.now()
    server = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        server.request("GET", path)
        response = server.getresponse()
        body = response.read()
        return Answer(path, asked, timezone.now(), response.status, body)
    finally:
        server.close()


def ask_until(end: datetime.datetime, port: int, paths: list[str]) -> list[Answer]:
    """What the paths answer, asked in turn at the rate."""
    began = time.monotonic()
    found = []
    with ThreadPoolExecutor(ASKING) as pool:
        for number in itertools.count():
            time.sleep(max(0, began + number / RATE - time.monotonic()))
            if timezone.now() >= end:
                break
            found.append(pool.submit(ask, port, paths[number % len(paths)]))
    return [answer.result() for answer in found]


def opened(answers: list[Answer], path: str) -> datetime.datetime:
    """When the path was first there; it must have switched from 404 to 200 once, for everybody who asked later. A
    picture that is only just being made, while others write, may say so in between: who looks waits for nobody."""
    of_path = [answer for answer in answers if answer.path == path]
    in_between = {503} if path.startswith("/files/images/") else set()
    assert {answer.status for answer in of_path} - in_between == {404, 200}
    first = min(answer.answered for answer in of_path if answer.status == 200)
    later = [answer for answer in of_path if answer.asked > first]
    assert later and {answer.status for answer in later} == {200}
    return first


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("seconds", [2, pytest.param(SECONDS_AROUND_AN_EMBARGO, marks=pytest.mark.matrix)])
def test_rows_3_and_5_an_embargoed_release_is_404_before_and_there_at_its_second(
    newsroom, settings, tmp_path, seconds, record_property
):
    image, document = ImageFactory(), DocumentFactory(title="Anlage")
    newsroom.translate(newsroom.press, title="Press", slug="press")
    paths = ["/de/presse/gesperrt/", document.url, image_path(image, 480, WEBP), "/en/press/locked/"]
    with listening_cache() as cache, site(settings, cache, tmp_path) as port:
        # From here on the editor's side would tell the cache as well.
        settings.WAGTAILFRONTENDCACHE = cache.configuration
        moment = timezone.now() + datetime.timedelta(seconds=seconds + 1)
        release = newsroom.release(
            title="Gesperrt",
            slug="gesperrt",
            image=[("image", {"image": image})],
            attachments=[("documents", {"files": [document]})],
            embargo_until=moment,
        )
        translated_early(newsroom, release, title="Locked", slug="locked", embargo_until=None)
        answers = ask_until(moment + datetime.timedelta(seconds=seconds), port, paths)
        wait_until(lambda: paths[0] in {path for _method, _host, path in cache.purged})
    page = next(answer.body.decode() for answer in answers if (answer.path, answer.status) == (paths[0], 200))
    assert all(path in page for path in paths)  # the addresses asked for are those that the page names
    before = [answer for answer in answers if answer.answered < moment]
    early = [answer for answer in before if answer.status != 404]
    rate = len(answers) / (answers[-1].asked - answers[0].asked).total_seconds()
    delays = " s, ".join(
        f"{name} {(opened(answers, path) - moment).total_seconds():.2f}"
        for name, path in zip(("page", "document", "image", "translation"), paths, strict=True)
    )
    record_property(
        "matrix row 3",
        f"T-{seconds} s to T+{seconds} s at {rate:.0f} requests/s: early = {len(early)} of {len(before)}, "
        f"first 200 - T: {delays} s",
    )
    # Pictures are made before, as work of our own, of which nobody is told.
    told = [*cache.moments, *Delivery.objects.exclude(kind=pictures.KIND).values_list("created_at", flat=True)]
    early_events = sum(told_at < moment for told_at in told)
    record_property("matrix row 5", f"early events = {early_events} of {len(told)}, T-{seconds} s to T+{seconds} s")
    assert early == [] and early_events == 0
