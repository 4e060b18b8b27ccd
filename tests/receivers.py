"""Who is told from outside: a cache on the loopback interface that notes what it is asked to forget, and when."""

from __future__ import annotations

import datetime
import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.utils import timezone


class Cache(http.server.ThreadingHTTPServer):
    """`purged` holds method, host and path of each demand, `moments` when it came; `status` is the answer."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answer)
        self.purged: list[tuple[str, str, str]] = []
        self.moments: list[datetime.datetime] = []
        self.status = 200

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    @property
    def configuration(self) -> dict[str, dict[str, str]]:
        """What WAGTAILFRONTENDCACHE says of it."""
        return {"default": {"BACKEND": "cms.delivery.purging.Proxy", "LOCATION": self.address}}


class Answer(http.server.BaseHTTPRequestHandler):
    server: Cache

    def do_PURGE(self) -> None:
        self.server.moments.append(timezone.now())
        self.server.purged.append((self.command, self.headers["Host"], self.path))
        self.send_response(self.server.status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *args: object) -> None:
        pass


@contextmanager
def listening_cache() -> Iterator[Cache]:
    with Cache() as running:
        threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        try:
            yield running
        finally:
            running.shutdown()
