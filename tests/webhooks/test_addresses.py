"""Nothing is sent into a network that is not public, however its address is written and whatever a name stands for."""

import socket
import threading

import pytest

from cms.webhooks import addresses, checks
from cms.webhooks.addresses import RefusedError, is_public, place_of, reachable

NOT_PUBLIC = [
    "127.0.0.1", "127.1.2.3", "0.0.0.0",  # noqa: S104
    "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
    "192.0.2.1", "198.18.0.1", "198.51.100.7", "203.0.113.5", "224.0.0.1", "239.255.255.250", "240.0.0.1",
    "255.255.255.255", "192.0.0.1", "192.88.99.1",
    "::", "::1", "::ffff:127.0.0.1", "::ffff:8.8.8.8", "::ffff:a9fe:a9fe", "::127.0.0.1", "::8.8.8.8",
    "64:ff9b::7f00:1", "64:ff9b::808:808", "64:ff9b:1::7f00:1", "2002:7f00:1::", "2002:808:808::1", "2001::1",
    "2001:0:53aa:64c:0:fbff:f7f7:f7f7", "2001:db8::1", "3fff::1", "fe80::1", "fe80::1%1", "2a00:1450::1%1", "fec0::1",
    "fc00::1", "fd12:3456::1", "ff02::1", "ff0e::1", "100::1", "5f00::1", "4000::1",
]  # fmt: skip


@pytest.mark.parametrize("address", NOT_PUBLIC)
def test_an_address_that_is_not_of_the_internet_s_own_is_not_public(address):
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "193.99.144.80", "2a00:1450:4001:82a::200e", "2606:4700::1111"])
def test_an_address_of_the_internet_is_public(address):
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        "", "nothing", "https://", "https:///a", "http://example.org/", "ftp://example.org/", "file:///etc/passwd",
        "//example.org/", "https://example.org:8443/", "https://example.org:80/", "https://example.org:99999/",
        "https://example.org:x/", "https://kim@example.org/", "https://kim:secret@example.org/", "https://@example.org/",
        "https://example.org/#a", "https://example.org/#", "https://example.org/a b", "https://example.org/\n",
        "https://example.org\\@127.0.0.1/", "https://exa_mple.org/", "https://-example.org/", "https://example..org/",
        "https://[::1/", "https://[::1]x/", "https://[fe80::1%25eth0]/", "https://ex%61mple.org/", "https://①②⑦.0.0.1/",
        "https://mün.example/", "https://example.org/ä", f"https://{'a' * 64}.example/",
    ],
)  # fmt: skip
def test_what_is_no_plain_address_of_https_is_refused(address):
    with pytest.raises(RefusedError):
        reachable(place_of(address), 1)


def test_an_address_says_where_and_what():
    place = place_of("https://Example.org/hooks?a=b")
    assert place == addresses.Place(True, "example.org", 443, "/hooks?a=b")
    assert (place.name, place_of("https://[2A00:1450::1]").name) == ("example.org", "[2a00:1450::1]")


@pytest.fixture
def names(monkeypatch):
    """What names stand for, in place of the system's answer."""
    known: dict[str, list[str]] = {}

    def look_up(host, port, **options):
        if host not in known:
            raise socket.gaierror(socket.EAI_NONAME, "unknown")
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in known[host]]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    return known


@pytest.mark.parametrize("address", NOT_PUBLIC)
def test_a_name_that_stands_for_what_is_not_public_is_refused_also_beside_what_is(names, address):
    for known in ([address], ["8.8.8.8", address], [address, "8.8.8.8"]):
        names["example.org"] = known
        with pytest.raises(RefusedError):
            reachable(place_of("https://example.org/"), 1)


def test_a_name_that_stands_for_public_addresses_is_taken_with_all_of_them(names):
    names["example.org"] = ["8.8.8.8", "2a00:1450::1", "8.8.8.8"]
    assert reachable(place_of("https://example.org/"), 1) == ["8.8.8.8", "2a00:1450::1"]


@pytest.mark.parametrize("host", ["2130706433", "0x7f000001", "0177.0.0.1", "127.1", "localhost", "127.0.0.1", "[::1]"])
def test_other_ways_to_write_this_machine_are_refused(host):
    with pytest.raises(RefusedError):
        reachable(place_of(f"https://{host}/"), 5)


def test_a_name_that_nobody_knows_is_refused(names):
    with pytest.raises(RefusedError):
        reachable(place_of("https://nowhere.example/"), 1)


def test_nobody_waits_for_a_name_for_longer_than_said(monkeypatch):
    asked = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **options: asked.wait(5) and [])
    with pytest.raises(TimeoutError):
        reachable(place_of("https://example.org/"), 0.05)
    asked.set()


@pytest.mark.parametrize(
    ("address", "known", "is_taken"),
    [
        ("http://localhost:8000/", ["127.0.0.1", "::1"], True),
        ("https://localhost:8443/", ["127.0.0.1"], True),
        ("http://localhost:8000/", ["127.0.0.1", "8.8.8.8"], False),
        ("http://example.org/", ["8.8.8.8"], False),
        ("https://example.org:8443/", ["8.8.8.8"], False),
        ("https://example.org/", ["127.0.0.2"], False),
        ("https://example.org/", ["10.0.0.1"], False),
        ("https://example.org/", ["::ffff:127.0.0.1"], False),
    ],
)
def test_where_loopback_is_allowed_nothing_else_is(settings, names, address, known, is_taken):
    settings.WEBHOOKS_ALLOW_LOOPBACK = True
    names[place_of(address).host] = known
    if is_taken:
        assert reachable(place_of(address), 1) == known
    else:
        with pytest.raises(RefusedError):
            reachable(place_of(address), 1)


def test_a_check_warns_of_it_where_the_site_is_public(settings):
    assert checks.loopback_is_for_tests(None) == []
    settings.WEBHOOKS_ALLOW_LOOPBACK = True
    assert [found.id for found in checks.loopback_is_for_tests(None)] == ["webhooks.W001"]
