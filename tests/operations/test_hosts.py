"""Who is asked by another host than its links name says so, once."""

import pytest

from cms.operations.hosts import Noticing
from tests.wsgi import ask


@pytest.fixture
def site(settings):
    settings.PUBLIC_URL, settings.ALLOWED_HOSTS = "https://presse.example", [".example", "127.0.0.1"]

    def behind(environ, start_response):
        start_response("200 OK", [])
        return [b"there"]

    return Noticing(behind)


def test_the_host_of_the_links_is_nothing_to_be_told(site, caplog):
    assert ask(site, "/de/", host="presse.example").body == b"there"
    assert caplog.records == []


def test_another_host_is_told_once(site, caplog):
    for host in ("alt.example", "alt.example", "neu.example"):
        assert ask(site, "/de/", host=host).body == b"there"
    [record] = caplog.records
    assert "alt.example" in record.getMessage() and "PUBLIC_URL" in record.getMessage()


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "elsewhere.invalid", "", "bad host\n"])
def test_this_machine_and_hosts_that_are_refused_are_nothing_to_be_told(site, caplog, host):
    ask(site, "/de/", host=host)
    assert caplog.records == []
