"""What tests of work in slices ask: how much each unit held, and what a browser does that is told to go on."""

import re
from html import unescape
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from cms.delivery import slices, store

SLICE = 2  # in tests, so that few pages are many


@pytest.fixture
def one_turn(monkeypatch) -> None:
    """However slow the machine is, all slices are as large as they may be and done in one turn, unless a test says
    otherwise."""
    for name, seconds in (("TURN", 600), ("GOAL", 600), ("REST", 0)):
        monkeypatch.setattr(slices, name, seconds)
    monkeypatch.setattr(slices, "FIRST", slices.SLICE)


@pytest.fixture
def small_slices(monkeypatch) -> None:
    monkeypatch.setattr(slices, "SLICE", SLICE)
    monkeypatch.setattr(slices, "FIRST", SLICE)


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


def form_to_go_on(response: HttpResponse) -> tuple[str, dict[str, Any]]:
    """The address and the fields by which the browser goes on."""
    page = unescape(response.content.decode())
    [address] = re.findall(r'action="([^"]+)" id="go-on"', page)
    fields: dict[str, Any] = {}
    for name, value in re.findall(r'<textarea name="([^"]+)" hidden>\n([^<]*)</textarea>', page):
        fields.setdefault(name, []).append(value)
    return address, {name: values[0] if len(values) == 1 else values for name, values in fields.items()}


def go_on(client: Client, response: HttpResponse) -> Any:
    address, fields = form_to_go_on(response)
    return client.post(address, fields)
