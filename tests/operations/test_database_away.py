"""Row 19 of the fault matrix: the database refuses everybody for a while, and is back."""

import http.client
import socket
import statistics
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import psycopg
import pytest
from django.db import connection
from psycopg import sql

from tests.processes import environment, running, wait_until

pytestmark = [pytest.mark.server, pytest.mark.django_db(transaction=True)]

SECONDS, READERS = 4, 4


def ask(port: int, path: str) -> tuple[int, float, str]:
    """The status, how many seconds it took, and what Retry-After says."""
    began = time.monotonic()
    server = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        server.request("GET", path)
        response = server.getresponse()
        response.read()
        return response.status, time.monotonic() - began, response.headers.get("Retry-After", "")
    finally:
        server.close()


@contextmanager
def refusing():
    """As long as it lasts, the server ends every connection to the test's database and takes none."""
    name = connection.settings_dict["NAME"]
    params = {**connection.get_connection_params(), "dbname": "postgres"}
    for more in ("cursor_factory", "context", "prepare_threshold"):
        params.pop(more, None)
    connection.close()
    with psycopg.connect(**params, autocommit=True) as server:
        allow = sql.SQL("ALTER DATABASE {} WITH ALLOW_CONNECTIONS {}")
        server.execute(allow.format(sql.Identifier(name), sql.SQL("false")))
        try:
            server.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name])
            yield
        finally:
            server.execute(allow.format(sql.Identifier(name), sql.SQL("true")))


def read_for(port: int, seconds: float) -> list[tuple[int, float, str]]:
    """What readers get who ask one after the other."""
    until = time.monotonic() + seconds
    found = []
    while time.monotonic() < until:
        found.append(ask(port, "/de/"))
        time.sleep(0.02)
    return found


def test_readers_are_told_to_come_again_at_once_and_are_served_as_soon_as_it_is_back(
    newsroom, settings, tmp_path, record_property
):
    newsroom.release(title="Meldung")
    with socket.create_server(("127.0.0.1", 0)) as free:
        options = ["--workers=2", "--threads=4", f"--bind=fd://{free.fileno()}", "cms.wsgi"]
        server = ["-m", "gunicorn", *options]
        port = free.getsockname()[1]
        with running(server, tmp_path / "server", env=environment(settings), pass_fds=[free.fileno()]):
            wait_until(lambda: ask(port, "/de/")[0] == 200)
            assert ask(port, "/health/ready")[0] == 200
            with refusing():
                with ThreadPoolExecutor(READERS) as pool:
                    readers = [pool.submit(read_for, port, SECONDS) for _number in range(READERS)]
                    health = [ask(port, path)[0] for path in ("/health/live", "/health/ready")]
                answers = [answer for reader in readers for answer in reader.result()]
            back = time.monotonic()
            wait_until(lambda: ask(port, "/de/")[0] == 200, seconds=30)
            recovered = time.monotonic() - back
            assert {ask(port, "/de/")[0] for _number in range(20)} == {200}
    assert health == [200, 503]
    assert {status for status, _took, _retry in answers} == {503}
    assert {retry for _status, _took, retry in answers} == {"5"}
    took = sorted(seconds for _status, seconds, _retry in answers)
    record_property(
        f"row 19: PostgreSQL away for {SECONDS} s",
        f"{len(answers)} × 503, {statistics.median(took) * 1000:.0f} ms in the median, p99 "
        f"{took[int(len(took) * 0.99)] * 1000:.0f} ms; served again after {recovered:.2f} s",
    )
    assert statistics.median(took) < 0.1
    assert recovered < 2
