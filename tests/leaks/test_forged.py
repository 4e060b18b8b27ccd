"""What a request says of the host it came to is in no answer (row 38 of the fault matrix)."""

from itertools import islice

import pytest
from django.test import Client

from tests.factories import EventFactory, in_days
from tests.leaks.surfaces import SURFACES, Canaries

FORGED = "boese.example"
SAID = {"X-Forwarded-Host": FORGED, "Forwarded": f"host={FORGED}", "X-Host": FORGED, "X-Original-URL": f"//{FORGED}/"}


@pytest.fixture
def addresses(newsroom):
    """Some of every public address there is."""
    canaries = Canaries()
    release = newsroom.release(title="Meldung")
    newsroom.translate(release, title="News")
    event = EventFactory(parent=newsroom.events, title="Treffen", starts_at=in_days(3))
    canaries.pages = {"release": release, "event": event}
    canaries.words = {"release": ["Meldung"]}
    return [address for ask in SURFACES.values() for address in islice(ask(canaries), 4)]


@pytest.mark.parametrize("sender", ["203.0.113.9", "127.0.0.1"], ids=["anybody", "a proxy"])
def test_no_header_puts_another_host_into_an_answer(addresses, sender):
    client = Client(REMOTE_ADDR=sender)
    for address in addresses:
        response = client.get(address, headers=SAID)
        body = b"".join(response.streaming_content) if response.streaming else response.content
        assert FORGED.encode() not in body, address
        assert FORGED not in str(response.headers), address


def test_another_host_is_refused(addresses):
    for address in addresses:
        response = Client(raise_request_exception=False).get(address, headers={"Host": FORGED})
        # What is made without asking which host it is, such as a redirect to a path, names none.
        assert response.status_code == 400 or FORGED not in response.content.decode(errors="replace"), address
