"""A proxy before a real server that a test can have refuse, or accept and never answer."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress


class Between:
    """Listens on a port of its own and hands everything on, as long as `mode` is `open`."""

    def __init__(self, host: str, port: int) -> None:
        self.target = (host, port)
        self.mode = "open"
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.sockets: list[socket.socket] = []
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.listener.getsockname()[1]}"

    def become(self, mode: str) -> None:
        """`open`, `refusing` (each connection is closed at once) or `silent` (each is taken, and nothing comes of it);
        connections there are end, or become silent."""
        self.mode = mode
        if mode == "refusing":
            self.close_all()

    def close_all(self) -> None:
        while self.sockets:
            with suppress(OSError):
                one = self.sockets.pop()
                one.shutdown(socket.SHUT_RDWR)
                one.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                asking, _address = self.listener.accept()
                self.sockets.append(asking)
                if self.mode == "refusing":
                    self.close_all()
                    continue
                answering = socket.create_connection(self.target)
                self.sockets.append(answering)
                for source, to in ((asking, answering), (answering, asking)):
                    threading.Thread(target=self._hand_on, args=(source, to), daemon=True).start()

    def _hand_on(self, source: socket.socket, to: socket.socket) -> None:
        with suppress(OSError):
            while data := source.recv(65_536):
                if self.mode == "open":
                    to.sendall(data)


@contextmanager
def between(host: str, port: int) -> Iterator[Between]:
    proxy = Between(host, port)
    try:
        yield proxy
    finally:
        proxy.listener.close()
        proxy.close_all()
