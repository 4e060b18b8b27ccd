"""Who is told from outside, on the loopback interface: a cache that notes what it is asked to forget, and when, and a
receiver of events."""

from __future__ import annotations

import datetime
import http.server
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

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


class Call(NamedTuple):
    """One request that a receiver of events was sent."""

    path: str
    headers: dict[str, str]
    body: bytes
    at: datetime.datetime


class Receiver(http.server.ThreadingHTTPServer):
    """A receiver of events, which notes what it is sent and answers `status` with `headers` and `text`, or `behave`s
    as it is told; with `certificate` by TLS, and `names` says by which names it was asked then."""

    daemon_threads = True

    def __init__(self, certificate: Path | None = None, host: str = "127.0.0.1") -> None:
        self.address_family = socket.AF_INET6 if ":" in host else socket.AF_INET
        super().__init__((host, 0), Listen)
        self.calls: list[Call] = []
        self.names: list[str | None] = []
        self.status, self.headers, self.text = 204, dict[str, str](), b""
        self.behave: Callable[[http.server.BaseHTTPRequestHandler], None] | None = None
        self.ended = threading.Event()
        self.is_secure = certificate is not None
        if certificate is not None:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate)
            context.sni_callback = lambda _socket, name, _context: self.names.append(name)
            self.socket = context.wrap_socket(self.socket, server_side=True)

    @property
    def port(self) -> int:
        return self.server_address[1]

    @property
    def address(self) -> str:
        return f"http{'s' if self.is_secure else ''}://localhost:{self.port}/hook?from=treffpunkt"

    def handle_error(self, request: object, client_address: object) -> None:
        """Whoever asks may go away amid an answer."""


class Listen(http.server.BaseHTTPRequestHandler):
    server: Receiver

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.server.calls.append(Call(self.path, headers, body, timezone.now()))
        if self.server.behave is not None:
            self.server.behave(self)
            return
        self.send_response(self.server.status)
        for name, value in self.server.headers.items():
            self.send_header(name, value)
        if self.server.status != http.HTTPStatus.NO_CONTENT:
            self.send_header("Content-Length", str(len(self.server.text)))
        self.end_headers()
        if self.server.status != http.HTTPStatus.NO_CONTENT:
            self.wfile.write(self.server.text)

    def log_message(self, *args: object) -> None:
        pass


@contextmanager
def listening(receiver: Receiver) -> Iterator[Receiver]:
    """Let the receiver answer as long as the context lasts; `ended` is set at its end, for who hangs until then."""
    with receiver:
        threading.Thread(target=receiver.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        try:
            yield receiver
        finally:
            receiver.ended.set()
            receiver.shutdown()
