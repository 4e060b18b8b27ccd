"""The words around a match, of a text that is at hand."""

import pytest

from search import lexicon
from search.asking import understood
from search.excerpts import LENGTH, excerpt

pytestmark = pytest.mark.django_db


def cut(text, typed, language="de"):
    lexicon.learn([(language, text)])
    return excerpt(text, understood(typed, language), language)


def marked(text, typed):
    return [part for part, is_match in cut(text, typed) if is_match]


@pytest.mark.parametrize(
    ("text", "typed", "expected"),
    [
        ("Die Beratung hilft.", "beratung", ["Beratung"]),
        ("Die Beratung in der Beratungsstelle. Eine Stelle.", "beratung", ["Beratung", "Beratungsstelle"]),
        ("Die Beratungsstelle hilft.", "beratungsst", ["Beratungsstelle"]),
        ("Beratung, Vor-Ort-Beratung", "rat", []),
        ("Fachkräfte, Fachkraefte, Fachkraft", "fachkrafte", ["Fachkräfte", "Fachkraefte", "Fachkraft"]),
        ("FACHKRÄFTE", "fachkräfte", ["FACHKRÄFTE"]),
        ("Das Haus und der Garten", "haus der", ["Haus"]),
        ("Am 10. Juni 2015, am 11.6.2015", "10.06.2015", ["10. Juni 2015"]),
        ("Am 10. Juni, am 11. Juni", "10.06.2015", ["10. Juni"]),
        ("Pendler:innen und Pendler", "pendlerinnen", ["Pendler:innen", "Pendler"]),
        ("snake_case", "case", ["case"]),
        ("", "x", []),
    ],
)
def test_what_stands_for_what_was_typed_is_marked_as_it_is_written(text, typed, expected):
    assert marked(text, typed) == expected


def test_the_match_stands_among_its_words_and_dots_say_that_there_are_more():
    parts = cut("davor " * 100 + "Treffer " + "danach " * 100, "treffer")
    text = "".join(part for part, _is_match in parts)
    assert text.startswith("…davor ") and text.endswith(" danach…")
    assert "davor Treffer danach" in text
    assert len(text) < LENGTH + 20


def test_the_parts_make_up_the_text():
    assert cut("Eins, zwei.", "zwei") == [("Eins, ", False), ("zwei", True), (".", False)]
    assert cut("Eins, zwei.", "drei") == [("Eins, zwei.", False)]
