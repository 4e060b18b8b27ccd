"""Where a request came from, and how, is said by trusted proxies and nobody else."""

from ipaddress import ip_network

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from cms.middleware import SAID_BY_PROXIES, ProxyMiddleware

STRANGER = "203.0.113.9"


@pytest.fixture(autouse=True)
def behind_a_proxy(settings):
    settings.TRUSTED_PROXIES = [ip_network("127.0.0.0/8"), ip_network("10.0.0.0/8"), ip_network("::1")]
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")


def passed(**meta: str):
    """The request as the next middleware sees it."""
    request = RequestFactory().get("/", **meta)
    ProxyMiddleware(lambda request: HttpResponse())(request)
    return request


@pytest.mark.parametrize(
    ("peer", "secure"), [("127.0.0.1", True), ("10.1.2.3", True), ("::1", True), ("", True), (STRANGER, False)]
)
def test_a_proxy_that_is_trusted_says_whether_the_request_was_encrypted(peer, secure):
    assert passed(REMOTE_ADDR=peer, HTTP_X_FORWARDED_PROTO="https").is_secure() is secure


def test_nothing_that_a_stranger_says_as_if_a_proxy_is_left():
    request = passed(REMOTE_ADDR=STRANGER, **dict.fromkeys(SAID_BY_PROXIES, "198.51.100.1"))
    assert not [name for name in SAID_BY_PROXIES if name in request.META]
    assert request.META["REMOTE_ADDR"] == STRANGER


@pytest.mark.parametrize(
    ("named", "client"),
    [
        (STRANGER, STRANGER),
        (f"198.51.100.1, {STRANGER}, 10.0.0.2", STRANGER),  # what a client claims stands before what proxies add
        ("2001:db8::1", "2001:db8::1"),
        ("", "127.0.0.1"),
        ("10.0.0.2", "127.0.0.1"),
        (f"{STRANGER}, nonsense", "127.0.0.1"),
    ],
)
def test_the_client_is_the_last_address_named_that_is_no_proxy_s(named, client):
    assert passed(REMOTE_ADDR="127.0.0.1", HTTP_X_FORWARDED_FOR=named).META["REMOTE_ADDR"] == client


def test_it_comes_before_everybody_who_believes_it(settings):
    before = settings.MIDDLEWARE[: settings.MIDDLEWARE.index("cms.middleware.ProxyMiddleware")]
    assert before == ["cms.middleware.ErrorCachingMiddleware"]  # which looks at answers only
