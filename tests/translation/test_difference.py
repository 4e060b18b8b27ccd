"""What changed between two texts, word by word, with nothing lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.translation.difference import difference

texts = st.lists(st.sampled_from(["die ", "Frist", " endet", ",", "\n", "Straße", " – ", "2026", "é", " "])).map(
    "".join
)


@given(old=texts | st.text(), new=texts | st.text())
def test_what_stayed_and_came_is_the_new_text_and_what_stayed_and_went_the_old_one(old, new):
    parts = difference(old, new)
    assert "".join(text for text, kind in parts if kind != "delete") == new
    assert "".join(text for text, kind in parts if kind != "insert") == old
    assert all(text for text, _kind in parts)


def test_a_changed_word_stands_as_one_that_went_and_one_that_came():
    assert difference("Die Frist endet im Mai.", "Die Frist endet im Juni.") == [
        ("Die Frist endet im ", "equal"),
        ("Mai", "delete"),
        ("Juni", "insert"),
        (".", "equal"),
    ]


def test_changed_words_beside_each_other_are_one_change():
    assert difference("Die alte Frist gilt", "Die neue Regel gilt") == [
        ("Die ", "equal"),
        ("alte Frist", "delete"),
        ("neue Regel", "insert"),
        (" gilt", "equal"),
    ]


@pytest.mark.parametrize(("old", "new", "kinds"), [("", "", []), ("x", "", ["delete"]), ("", "x", ["insert"])])
def test_nothing_differs_from_nothing(old, new, kinds):
    assert [kind for _text, kind in difference(old, new)] == kinds
