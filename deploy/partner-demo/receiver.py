#!/usr/bin/env python3
"""Hears from a newsroom what changed, brings the copy up to date and makes the site anew. Python 3.11, nothing else.

    NEWSROOM_SECRET=whsec_… python receiver.py newsroom.sqlite3 site --newsroom http://127.0.0.1:8000

An event is only the sign to look: what changed is read from the API, by `mirror.py` along the change feed. So it
matters neither in which order events come nor whether one is lost; without any it looks once an hour.
"""

from __future__ import annotations

import argparse
import base64
import binascii
import hashlib
import hmac
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
MIRROR = HERE.parent.parent / "clients" / "mirror.py"
LARGEST = 65_536  # bytes of a body
OLDEST = 300  # seconds
PATIENCE = 10  # seconds that a sender may take to say something
WITHOUT_EVENTS, AFTER_FAILURE = 3_600.0, 60.0  # seconds


def verified(headers: Mapping[str, str], body: bytes, secret: str) -> Any:
    """The event; `headers` by their names in small letters. Raises ValueError for what is not from the newsroom, or
    older than five minutes."""
    name, at = headers.get("webhook-id", ""), headers.get("webhook-timestamp", "")
    key = base64.b64decode(secret.removeprefix("whsec_"))
    digest = hmac.digest(key, f"{name}.{at}.".encode() + body, hashlib.sha256)
    wanted = b"v1," + base64.b64encode(digest)
    given = headers.get("webhook-signature", "").split(" ")
    if not any(hmac.compare_digest(wanted, one.encode()) for one in given):
        raise ValueError("signature")
    if abs(time.time() - int(at)) > OLDEST:
        raise ValueError("timestamp")
    return json.loads(body)


def server(port: int, secret: str, news: threading.Event) -> ThreadingHTTPServer:
    """A server that sets `news` at each event of the newsroom, and answers before anything is done about it."""

    class Handler(BaseHTTPRequestHandler):
        timeout = PATIENCE

        def do_POST(self) -> None:
            self.send_response(self._take())
            self.send_header("Content-Length", "0")
            self.end_headers()

        def _take(self) -> HTTPStatus:
            length = self.headers.get("Content-Length", "")
            if not (length.isascii() and length.isdigit()):
                return HTTPStatus.LENGTH_REQUIRED
            if int(length) > LARGEST:
                return HTTPStatus.REQUEST_ENTITY_TOO_LARGE
            try:
                headers = {name.lower(): value for name, value in self.headers.items()}
                event = verified(headers, self.rfile.read(int(length)), secret)
            except ValueError as error:
                print(f"Refused: {error}", flush=True)
                return HTTPStatus.UNAUTHORIZED
            print(f"Event: {event.get('type')}", flush=True)
            news.set()
            return HTTPStatus.NO_CONTENT

        def log_message(self, *args: Any) -> None:
            """Nothing: what comes is told above."""

    return ThreadingHTTPServer(("127.0.0.1", port), Handler)


def follow(mirror: Path, site: Path, newsroom: str, base: str) -> bool:
    """Bring the copy up to date and make the site of it; False where one of them failed, which the next time mends."""
    commands = [
        [str(MIRROR), f"{newsroom}/api/v1", str(mirror)],
        [str(HERE / "build.py"), str(mirror), str(site), "--newsroom", newsroom, "--base", base],
    ]
    return all(subprocess.run([sys.executable, *command], check=False).returncode == 0 for command in commands)  # noqa: S603 # its own programs


def main() -> int:
    parser = argparse.ArgumentParser(description="Follow a newsroom: take its webhooks and keep a site up to date.")
    parser.add_argument("mirror", type=Path, help="the SQLite file that mirror.py keeps; made where there is none")
    parser.add_argument("site", type=Path, help="the folder that build.py writes")
    parser.add_argument("--newsroom", required=True, help="where the newsroom is, such as https://newsroom.example")
    parser.add_argument("--base", default="http://127.0.0.1:8100", help="where the site will be")
    parser.add_argument("--port", type=int, default=8101, help="where events are taken, on this machine")
    given = parser.parse_args()
    secret = os.environ.get("NEWSROOM_SECRET", "")
    try:
        known = bool(base64.b64decode(secret.removeprefix("whsec_"), validate=True))
    except binascii.Error:
        known = False
    if not known:
        parser.error("NEWSROOM_SECRET is the secret of the webhook, whsec_…")
    news = threading.Event()
    listening = server(given.port, secret, news)
    threading.Thread(target=listening.serve_forever, daemon=True).start()
    try:
        while True:
            news.clear()
            done = follow(given.mirror, given.site, given.newsroom.rstrip("/"), given.base)
            news.wait(WITHOUT_EVENTS if done else AFTER_FAILURE)
    except KeyboardInterrupt:
        return 0
    finally:
        listening.shutdown()


if __name__ == "__main__":
    sys.exit(main())
