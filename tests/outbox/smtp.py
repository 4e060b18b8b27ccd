"""A mail server of a test's own on the loopback interface: as much of RFC 5321 as a client needs."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager


class Server(socketserver.ThreadingTCPServer):
    """`messages` holds what was taken, as sender, recipients and source; `answer` is what RCPT is answered with."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Conversation)
        self.messages: list[tuple[str, list[str], bytes]] = []
        self.answer = "250 OK"

    @property
    def port(self) -> int:
        return self.server_address[1]


class Conversation(socketserver.StreamRequestHandler):
    server: Server

    def handle(self) -> None:
        sender, recipients = "", []
        self._say("220 test")
        for line in self.rfile:
            verb, _space, rest = line.decode().strip().partition(" ")
            address = rest.partition("<")[2].partition(">")[0]
            match verb.upper():
                case "MAIL":
                    sender, recipients = address, []
                    self._say("250 OK")
                case "RCPT":
                    self._say(self.server.answer)
                    recipients.append(address)
                case "DATA":
                    self._say("354 Go on")
                    self.server.messages.append((sender, recipients, self._data()))
                    self._say("250 OK")
                case "QUIT":
                    self._say("221 Bye")
                    return
                case _:
                    self._say("250 OK")

    def _data(self) -> bytes:
        lines = []
        for line in self.rfile:
            if line == b".\r\n":
                break
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        return b"".join(lines)

    def _say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())


@contextmanager
def mail_server() -> Iterator[Server]:
    with Server() as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        try:
            yield server
        finally:
            server.shutdown()
