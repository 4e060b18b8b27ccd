"""A mail server of a test's own on the loopback interface: as much of RFC 5321 as a client needs, and where it is asked
for an account (RFC 4954) and encryption, STARTTLS (RFC 3207) or from the first byte on."""

from __future__ import annotations

import base64
import socketserver
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any


class Server(socketserver.ThreadingTCPServer):
    """`messages` holds what was taken, as sender, recipients and source, `secure` of each if it came encrypted, and
    `answer` is what RCPT is answered with. With an `account`, user and password, it takes nothing from anybody else."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(
        self, certificate: Path | None = None, *, at_once: bool = False, account: tuple[str, str] | None = None
    ) -> None:
        super().__init__(("127.0.0.1", 0), Conversation)
        self.messages: list[tuple[str, list[str], bytes]] = []
        self.secure: list[bool] = []
        self.answer = "250 OK"
        self.at_once, self.account, self.context = at_once, account, None
        if certificate is not None:
            self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            self.context.load_cert_chain(certificate)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Whoever does not trust the certificate goes away."""

    @property
    def port(self) -> int:
        return self.server_address[1]


class Conversation(socketserver.StreamRequestHandler):
    server: Server

    def handle(self) -> None:
        sender, recipients = "", []
        self.is_known = self.server.account is None
        if self.server.at_once:
            self._encrypt()
        self._say("220 test")
        while line := self.rfile.readline():
            verb, _space, rest = line.decode().strip().partition(" ")
            address = rest.partition("<")[2].partition(">")[0]
            match verb.upper():
                case "EHLO" | "STARTTLS" | "AUTH":
                    self._agree(verb.upper(), rest)
                case "MAIL" if not self.is_known:
                    self._say("530 5.7.0 Authentication required")
                case "MAIL":
                    sender, recipients = address, []
                    self._say("250 OK")
                case "RCPT":
                    self._say(self.server.answer)
                    recipients.append(address)
                case "DATA":
                    self._say("354 Go on")
                    self.server.messages.append((sender, recipients, self._data()))
                    self.server.secure.append(isinstance(self.connection, ssl.SSLSocket))
                    self._say("250 OK")
                case "QUIT":
                    self._say("221 Bye")
                    return
                case _:
                    self._say("250 OK")

    def _agree(self, verb: str, rest: str) -> None:
        """Whether the conversation is encrypted, and who is speaking."""
        if verb == "AUTH":
            self._log_in(rest)
        elif verb == "STARTTLS":
            self._say("220 Go on")
            self._encrypt()
        else:
            self._say("\r\n".join(["250-test", *self._offers(), "250 HELP"]))

    def _offers(self) -> list[str]:
        is_secure = isinstance(self.connection, ssl.SSLSocket)
        starts = ["250-STARTTLS"] if self.server.context and not is_secure else []
        return [*starts, *(["250-AUTH PLAIN"] if self.server.account else [])]

    def _encrypt(self) -> None:
        self.connection = self.server.context.wrap_socket(self.connection, server_side=True)
        self.rfile, self.wfile = self.connection.makefile("rb"), self.connection.makefile("wb", buffering=0)

    def _log_in(self, said: str) -> None:
        _nobody, user, password = base64.b64decode(said.partition(" ")[2]).decode().split("\0")
        self.is_known = (user, password) == self.server.account
        self._say("235 2.7.0 Welcome" if self.is_known else "535 5.7.8 Wrong user or password")

    def _data(self) -> bytes:
        lines = []
        while line := self.rfile.readline():
            if line == b".\r\n":
                break
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        return b"".join(lines)

    def _say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())


@contextmanager
def mail_server(certificate: Path | None = None, **options: Any) -> Iterator[Server]:
    with Server(certificate, **options) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        try:
            yield server
        finally:
            server.shutdown()
