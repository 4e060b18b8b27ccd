"""Questions to a WSGI application, as a server puts them."""

from typing import Any, NamedTuple
from urllib.parse import unquote
from wsgiref.util import setup_testing_defaults


class Answered(NamedTuple):
    """What came back: the status, the headers by their names in small letters, and the body."""

    status: int
    headers: dict[str, str]
    body: bytes


def ask(application: Any, address: str, *, method: str = "GET", **headers: str) -> Answered:
    """The application's answer; headers are named as in `accept_encoding="br"`."""
    path, _mark, query = address.partition("?")
    environ: dict[str, Any] = {
        "REQUEST_METHOD": method,
        "PATH_INFO": unquote(path),
        "QUERY_STRING": query,
        "HTTP_HOST": "testserver",
        "REMOTE_ADDR": "127.0.0.1",
    }
    environ |= {f"HTTP_{name.upper()}": value for name, value in headers.items()}
    setup_testing_defaults(environ)
    head: list[Any] = []
    chunks = application(environ, lambda status, named, exc_info=None: head.extend((status, named)))
    try:
        body = b"".join(chunks)
    finally:
        if hasattr(chunks, "close"):
            chunks.close()
    return Answered(int(head[0][:3]), {name.lower(): value for name, value in head[1]}, body)
