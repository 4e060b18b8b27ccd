"""The words around a match, of a text that is at hand."""

import pytest

from search.excerpts import LENGTH, excerpt, pattern


def marked(text, *terms):
    return [part for part, is_match in excerpt(text, pattern(terms)) if is_match]


@pytest.mark.parametrize(
    ("text", "terms", "expected"),
    [
        ("Die Beratung hilft.", ["beratung"], ["Beratung"]),
        ("Die Beratungsstelle hilft.", ["beratung"], ["Beratungsstelle"]),
        ("Eine Vorberatung.", ["beratung"], []),
        ("Fachkräfte, Fachkrafte", ["fachkrafte"], ["Fachkräfte", "Fachkrafte"]),
        ("FACHKRÄFTE", ["fachkräfte"], ["FACHKRÄFTE"]),
        ("Das Haus und der Hausbau", ["haus", "der"], ["Haus", "der"]),
        ("snake_case", ["case"], ["case"]),
        ("Київ, Йосип", ["йосип"], ["Йосип"]),
        ("", ["x"], []),
    ],
)
def test_words_are_marked_as_they_were_found(text, terms, expected):
    assert marked(text, *terms) == expected


def test_the_match_stands_among_its_words_and_dots_say_that_there_are_more():
    parts = excerpt("davor " * 100 + "Treffer " + "danach " * 100, pattern(["treffer"]))
    text = "".join(part for part, _is_match in parts)
    assert text.startswith("…davor ") and text.endswith(" danach…")
    assert "davor Treffer danach" in text
    assert len(text) < LENGTH + 20


def test_the_parts_make_up_the_text():
    assert excerpt("Eins, zwei.", pattern(["zwei"])) == [("Eins, ", False), ("zwei", True), (".", False)]
    assert excerpt("Eins, zwei.", pattern(["drei"])) == [("Eins, zwei.", False)]
