"""Where events may be sent: to names and addresses of the public internet, by TLS at its port, and nowhere else."""

from __future__ import annotations

import queue
import re
import socket
import threading
from ipaddress import IPv6Address, IPv6Network, ip_address, ip_network
from typing import NamedTuple
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

HTTPS, HTTP = 443, 80
# What of IPv6 is given to networks of the internet, and what of all that stands for other addresses (6to4, Teredo), is
# for documentation or for no machine.
UNICAST = IPv6Network("2000::/3")
REFUSED = [
    ip_network(network) for network in ("2002::/16", "2001::/23", "2001:db8::/32", "3fff::/20", "192.88.99.0/24")
]
LOOPBACK = {ip_address("127.0.0.1"), ip_address("::1")}
NAME = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)(\.(?!-)[a-z0-9-]{1,63}(?<!-))*")


class RefusedError(Exception):
    """Nothing is sent there; the message says why, in words for people."""


class Place(NamedTuple):
    """What an address says: how, to which host and port, and what is asked for there."""

    is_secure: bool
    host: str
    port: int
    target: str

    @property
    def name(self) -> str:
        """The host as a request names it."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == (HTTPS if self.is_secure else HTTP) else f"{host}:{self.port}"


def place_of(address: str) -> Place:
    """What the address says; raises RefusedError for one to which nothing is ever sent."""
    if not re.fullmatch(r"[!-~]+", address) or "\\" in address:
        raise RefusedError(_("The address must not hold spaces or other characters than those of plain ASCII."))
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        raise RefusedError(_("This is not an address.")) from None
    if parts.scheme not in ({"https", "http"} if settings.WEBHOOKS_ALLOW_LOOPBACK else {"https"}):
        raise RefusedError(_("The address must start with https://."))
    if "@" in parts.netloc:
        raise RefusedError(_("The address must not hold a user name or password."))
    if parts.fragment or address.endswith("#"):
        raise RefusedError(_("The address must not hold a “#”."))
    host = parts.hostname or ""
    if not NAME.fullmatch(host) and not _is_ip(host):
        raise RefusedError(_("The address names no host."))
    is_secure = parts.scheme == "https"
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    usual = HTTPS if is_secure else HTTP
    place = Place(is_secure, host, usual if port is None else port, target)
    if not settings.WEBHOOKS_ALLOW_LOOPBACK:
        _check_way(place)
    return place


def reachable(place: Place, seconds: float) -> list[str]:
    """The IP addresses to connect to, looked up now, within that time.

    Raises RefusedError where there is none, or any of them is not one of the public internet, and TimeoutError.
    """
    found = _looked_up(place, seconds)
    addresses = [ip_address(address) for address in found]
    if settings.WEBHOOKS_ALLOW_LOOPBACK and LOOPBACK.issuperset(addresses):
        return found
    _check_way(place)
    if not all(is_public(address) for address in found):
        raise RefusedError(_("The host leads into a network that is not public."))
    return found


def is_public(address: str) -> bool:
    """True for an address of one machine in the public internet that stands for no other address."""
    found = ip_address(address)
    if found.is_multicast or found.is_reserved or found.is_unspecified or not found.is_global:
        return False
    if isinstance(found, IPv6Address) and (found not in UNICAST or found.scope_id):
        return False
    return not any(found in network for network in REFUSED)


def _check_way(place: Place) -> None:
    if not place.is_secure:
        raise RefusedError(_("The address must start with https://."))
    if place.port != HTTPS:
        raise RefusedError(_("Events are sent to port 443 only."))


def _is_ip(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def _looked_up(place: Place, seconds: float) -> list[str]:
    """What the name stands for, in the order in which to try it. Asked in a thread: the system knows no time-out."""
    answers: queue.SimpleQueue[list[str] | OSError | UnicodeError] = queue.SimpleQueue()

    def ask() -> None:
        try:
            found = socket.getaddrinfo(place.host, place.port, type=socket.SOCK_STREAM)
            answers.put(list(dict.fromkeys(str(sockaddr[0]) for *_rest, sockaddr in found)))
        except (OSError, UnicodeError) as error:
            answers.put(error)

    threading.Thread(target=ask, name="webhook name", daemon=True).start()
    try:
        found = answers.get(timeout=max(0.0, seconds))
    except queue.Empty:
        raise TimeoutError from None
    if isinstance(found, Exception) or not found:
        raise RefusedError(_("The host of the address is not found."))
    return found
