"""A piece of a page is rendered once for all pages that show it, and never shown for other values or in another
language."""

import pytest
from django.utils import translation

from cms.delivery import pieces

TEMPLATE = "includes/select.html"


def given(chosen="", text="Thema"):
    return {"name": "topic", "label": "<Themen>", "options": [("a", text, "")], "chosen": chosen}


@pytest.fixture(autouse=True)
def _forgotten(monkeypatch):
    monkeypatch.setattr(pieces, "_known", type(pieces._known)())
    monkeypatch.setattr(pieces, "_size", 0)


@pytest.fixture
def rendered(monkeypatch):
    """The templates that were rendered."""
    found, get = [], pieces.get_template
    monkeypatch.setattr(pieces, "get_template", lambda name: (found.append(name), get(name))[1])
    return found


def test_it_is_rendered_once_for_the_same_values(rendered):
    assert pieces.piece(TEMPLATE, given()) == pieces.piece(TEMPLATE, given())
    assert rendered == [TEMPLATE]


def test_other_values_and_other_languages_have_their_own():
    assert "selected" in pieces.piece(TEMPLATE, given(chosen="a")) and "selected" not in pieces.piece(TEMPLATE, given())
    with translation.override("fr"):
        french = pieces.piece(TEMPLATE, given())
    assert french != pieces.piece(TEMPLATE, given())


def test_what_is_no_markup_is_escaped():
    assert "&lt;Themen&gt;" in pieces.piece(TEMPLATE, given())


def test_those_shown_least_lately_go_first(monkeypatch, rendered):
    first = pieces.piece(TEMPLATE, given(text="Erstes"))
    monkeypatch.setattr(pieces, "KEPT", 2 * len(first) + 1)
    pieces.piece(TEMPLATE, given(text="Zweite"))
    pieces.piece(TEMPLATE, given(text="Erstes"))
    pieces.piece(TEMPLATE, given(text="Dritte"))
    assert len(rendered) == 3
    pieces.piece(TEMPLATE, given(text="Erstes"))
    assert len(rendered) == 3
    pieces.piece(TEMPLATE, given(text="Zweite"))
    assert len(rendered) == 4
