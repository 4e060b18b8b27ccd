"""One request to somebody else's machine: to the address that was checked, within a time, and followed nowhere."""

from __future__ import annotations

import socket
import ssl
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from http.client import HTTPConnection, HTTPException, HTTPResponse
from typing import NamedTuple

from django.utils.translation import gettext as _

from cms.webhooks.addresses import Place, RefusedError, place_of, reachable

SECONDS = 15.0  # for all of it: name, connection, request and answer
MAX_BODY = 2_000  # bytes that are read of an answer that is no success, to be shown
SUCCESS = range(200, 300)


class SendingError(Exception):
    """There was no answer; the message says why, in words for people."""


class Answer(NamedTuple):
    """What the receiver answered: the status, when to come again, and the beginning of what it said of a failure."""

    status: int
    retry_after: str
    text: str


def post(address: str, headers: Mapping[str, str], body: bytes) -> Answer:
    """Send the body; raises SendingError where there is no answer in time, or the address is one to send nothing to."""
    deadline = time.monotonic() + SECONDS
    try:
        place = place_of(address)
        sock = _connected(place, reachable(place, SECONDS), deadline)
        with sock, _cut_off(sock, deadline):
            connection = HTTPConnection(place.host, place.port)
            connection.sock = sock
            connection.request("POST", place.target, body, {"Host": place.name, **headers})
            with connection.getresponse() as response:
                # What was cut off amid its headers reads like one without them.
                if time.monotonic() >= deadline:
                    raise TimeoutError
                return Answer(response.status, response.headers.get("Retry-After", ""), _beginning(response))
    except RefusedError as error:
        raise SendingError(str(error)) from error
    except (OSError, HTTPException, ValueError) as error:
        raise SendingError(_what(error, is_late=time.monotonic() >= deadline)) from error


def _connected(place: Place, ips: list[str], deadline: float) -> socket.socket:
    """A connection to the first of the addresses that takes it; with TLS the certificate fits the host's name."""
    failure: OSError = TimeoutError()
    for ip in ips:
        try:
            sock = socket.create_connection((ip, place.port), timeout=_left(deadline))
        except OSError as error:
            failure = error
            continue
        try:
            sock.settimeout(_left(deadline))
            if place.is_secure:
                return ssl.create_default_context().wrap_socket(sock, server_hostname=place.host)
        except BaseException:
            sock.close()
            raise
        return sock
    raise failure


def _left(deadline: float) -> float:
    """The seconds that are left; raises TimeoutError where there are none."""
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


@contextmanager
def _cut_off(sock: socket.socket, deadline: float) -> Iterator[None]:
    """End the conversation at the deadline, however slowly it goes on: a time-out holds for one step of it only."""

    def cut() -> None:
        with suppress(OSError):  # closed meanwhile
            # Of the socket below, also with TLS: another thread reads from it.
            socket.socket.shutdown(sock, socket.SHUT_RDWR)

    timer = threading.Timer(_left(deadline), cut)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _beginning(response: HTTPResponse) -> str:
    """What is said of a failure, as far as it is shown; nothing is read of a success."""
    if response.status in SUCCESS:
        return ""
    try:
        said = response.read(MAX_BODY)
    except (OSError, HTTPException):
        return ""
    return " ".join("".join(c if c.isprintable() else " " for c in said.decode(errors="replace")).split())


def _what(error: Exception, *, is_late: bool) -> str:
    if is_late or isinstance(error, TimeoutError):
        return _("No answer within %(seconds)d seconds.") % {"seconds": SECONDS}
    if isinstance(error, ssl.SSLError):
        return _("The connection is not secure: %(error)s") % {"error": error}
    if isinstance(error, OSError) and not isinstance(error, HTTPException):
        return _("The receiver takes no connection, or ended it.")
    return _("The receiver hung up, or answered something that is not HTTP.")
