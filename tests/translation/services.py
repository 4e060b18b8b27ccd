"""Services that translate, as small servers on the loopback interface."""

from __future__ import annotations

import contextlib
import http.server
import json
import threading
from collections.abc import Iterator
from typing import Any


class Service(http.server.ThreadingHTTPServer):
    """Answers as it is told to; `asked` holds method, path, Authorization and body of every request."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answer)
        self.asked: list[tuple[str, str, str, Any]] = []
        self.status = 200
        self.raw: bytes | None = None
        self.glossaries: dict[str, Any] = {}
        self.wait = threading.Event()
        self.wait.set()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def questions(self, path: str = "translate") -> list[Any]:
        return [body for method, asked, _key, body in self.asked if asked.endswith(path) and method == "POST"]

    def said(self, path: str, body: Any) -> Any:
        """What DeepL and LibreTranslate say, in their shapes."""
        if path == "/v2/glossaries":
            return self._glossaries(body)
        if path == "/v2/translate":
            return {"translations": [{"text": shout(text)} for text in body["text"]]}
        return {"translatedText": [shout(text) for text in body["q"]]}

    def _glossaries(self, body: Any) -> Any:
        if body is None:
            return {"glossaries": list(self.glossaries.values())}
        made = {**body, "glossary_id": f"glossary-{len(self.glossaries) + 1}", "ready": True}
        self.glossaries[made["glossary_id"]] = made
        return made


class Answer(http.server.BaseHTTPRequestHandler):
    server: Service

    def do_GET(self) -> None:
        self._answer(None)

    def do_POST(self) -> None:
        self._answer(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))

    def _answer(self, body: Any) -> None:
        self.server.asked.append((self.command, self.path, self.headers.get("Authorization", ""), body))
        self.server.wait.wait(5)
        content = self.server.raw
        if content is None:
            content = json.dumps(self.server.said(self.path, body)).encode()
        self.send_response(self.server.status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        if self.server.status == 302:
            self.send_header("Location", f"{self.server.url}/elsewhere")
        self.end_headers()
        with contextlib.suppress(OSError):
            self.wfile.write(content)

    def log_message(self, *args: object) -> None:
        pass


def shout(html: str) -> str:
    """The text in capitals, its tags as they were."""
    pieces = html.replace(">", "<").split("<")
    return "".join(piece.upper() if number % 2 == 0 else f"<{piece}>" for number, piece in enumerate(pieces))


def serve() -> Iterator[Service]:
    with Service() as running:
        threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        yield running
        running.wait.set()
        running.shutdown()
