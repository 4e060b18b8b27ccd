"""What tests of work in slices ask: how much each unit held, and what a browser does that is told to go on."""

import re
from html import unescape
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from cms.delivery import slices, store


@pytest.fixture
def one_turn(monkeypatch) -> None:
    """However slow the machine is, all slices are done in one turn, unless a test says otherwise."""
    monkeypatch.setattr(slices, "TURN", 600)


@pytest.fixture
def units(monkeypatch) -> list[int]:
    """How many pages were published in each unit."""
    found: list[int] = []
    flush = store.Unit.flush

    def counted(self: store.Unit) -> None:
        found.append(sum(kind == "page" for kind, _value in self.touched))
        flush(self)

    monkeypatch.setattr(store.Unit, "flush", counted)
    return found


def form_to_go_on(response: HttpResponse) -> tuple[str, dict[str, str]]:
    """The address and the fields by which the browser goes on."""
    page = unescape(response.content.decode())
    [address] = re.findall(r'action="([^"]+)" id="go-on"', page)
    return address, dict(re.findall(r'<textarea name="([^"]+)" hidden>\n([^<]*)</textarea>', page))


def go_on(client: Client, response: HttpResponse) -> Any:
    address, fields = form_to_go_on(response)
    return client.post(address, fields)
