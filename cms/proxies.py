"""Where a request came from: what a known proxy says of it, and whose address it is."""

from collections.abc import Mapping
from functools import lru_cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from typing import Any

from django.conf import settings

KEPT = 10_000  # addresses of which is known what they are


def is_trusted(address: str) -> bool:
    """True for the address of a proxy of ours (the setting TRUSTED_PROXIES)."""
    return is_within(address, tuple(settings.TRUSTED_PROXIES))


@lru_cache(KEPT)
def is_within(address: str, networks: tuple[IPv4Network | IPv6Network, ...]) -> bool:
    """True for an address of one of the networks."""
    found = _parsed(address)
    return found is not None and any(found in network for network in networks)


def comes_from_proxy(meta: Mapping[str, Any]) -> bool:
    """True for a request whose sender may say for whom it asks; a socket of this machine has no address."""
    return is_trusted(meta.get("REMOTE_ADDR") or "127.0.0.1")


def client_of(meta: Mapping[str, Any]) -> str:
    """The address of who asks: the last one that trusted proxies name and that is none of theirs, else the sender's."""
    sender = str(meta.get("REMOTE_ADDR", ""))
    if not comes_from_proxy(meta):
        return sender
    passed = [one.strip() for one in meta.get("HTTP_X_FORWARDED_FOR", "").split(",")]
    client = next((one for one in reversed(passed) if not is_trusted(one)), "")
    return client if _parsed(client) else sender


@lru_cache(KEPT)
def network_of(address: str) -> str:
    """Whom limits take an address for: itself, of IPv6 the network (/64), of which one house has all; empty for what is
    none."""
    found = _parsed(address)
    if isinstance(found, IPv6Address):
        return str(IPv6Address(int(found) >> 64 << 64))
    return str(found or "")


def _parsed(text: str) -> IPv4Address | IPv6Address | None:
    """The address, of IPv4 also where a socket of both kinds writes it as one of IPv6 (RFC 4291, 2.5.5.2)."""
    try:
        found = ip_address(text)
    except ValueError:
        return None
    return found.ipv4_mapped or found if isinstance(found, IPv6Address) else found
