"""From bytes to lines and paragraphs: encodings, debris, what is refused."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.importer.layout import join, paragraphs
from cms.importer.read import MAX_LINE, RefusedError, read, read_file

WORDS = "Fachkräfte für Thüringen – „Straße“"


def texts(data: bytes) -> list[str]:
    return [paragraph.text for paragraph in paragraphs(read(data).lines).paragraphs]


@pytest.mark.parametrize(
    ("encoding", "mark", "said"),
    [
        ("utf-8", b"", None),
        ("utf-8", codecs.BOM_UTF8, None),
        ("cp1252", b"", "Windows-1252"),
        ("utf-16-le", codecs.BOM_UTF16_LE, "UTF-16"),
        ("utf-16-be", codecs.BOM_UTF16_BE, "UTF-16"),
    ],
)
def test_an_encoding_is_recognised_and_told(encoding, mark, said):
    text = read(mark + WORDS.encode(encoding))
    assert text.lines[0].text == WORDS
    assert [finding.details["encoding"] for finding in text.findings] == ([said] if said else [])


def test_latin_1_is_recognised():
    text = read("Fachkräfte für Thüringen".encode("latin-1"))
    assert text.lines[0].text == "Fachkräfte für Thüringen"
    assert [finding.details["encoding"] for finding in text.findings] == ["Latin-1"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b" \n\t \r\n", "empty"),
        ("\ufeff\n".encode(), "empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "binary"),
        ("Text".encode("utf-16-le"), "binary"),
        (b"\xff\xfeT", "binary"),
        (b"a" * 3_000_000, "long_line"),
        (b"Kopf\n" + b"wort " * (MAX_LINE // 4), "long_line"),
    ],
)
def test_what_is_no_text_is_refused_with_the_reason(data, code):
    with pytest.raises(RefusedError) as refused:
        read(data)
    assert refused.value.finding.code == code
    assert refused.value.finding.message


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(RefusedError) as refused:
        read_file(tmp_path / "fehlt.txt")
    assert refused.value.finding.code == "unreadable"


def test_html_is_reduced_to_what_a_reader_sees():
    html = """<!DOCTYPE html><html><head><title>Weg</title><style>p {}</style></head><body><script>weg()</script>
    <h1>Ein&nbsp;Titel</h1><p>Erster <b>Absatz</b> &amp; mehr.</p><ul><li>eins<li>zwei</ul></body>"""
    text = read(html.encode())
    found = paragraphs(text.lines).paragraphs
    assert [(one.text, one.is_item) for one in found] == [
        ("Ein Titel", False),
        ("Erster Absatz & mehr.", False),
        ("eins", True),
        ("zwei", True),
    ]
    assert [finding.code for finding in text.findings] == ["html"]


def test_html_may_leave_out_what_html_lets_it():
    lines = texts(b"<html><head><meta charset=utf-8><title>x</title><body><h1>Ja</h1><p>Nein.")
    assert lines == ["Ja", "Nein."]


def test_letters_in_parts_are_put_together():
    assert texts("Fachkra\u0308fte".encode()) == ["Fachkräfte"]


def test_moderators_end_with_their_line():
    lines = ["Moderation: Jan de Vries und Sabine Bauer", "Wohnungssuche", "weiter geht der Satz im Text"]
    spaced = "\n\n".join([*lines, *["der so", "gesetzt ist und", "weiter geht"]])
    assert texts(spaced.encode())[0] == lines[0]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\f"])
def test_every_line_end_ends_a_line(end):
    assert texts(f"Eins{end}{end}Zwei".encode()) == ["Eins", "Zwei"]


def test_broken_lines_are_joined_and_words_healed():
    text = "Die Werften an der Weser suchen Schweißer und finden Ingenieu-\nrinnen, die im ganzen Land Arbeits- \n\
und Ausbildungsplätze suchen. Mehr steht auf http://www.example.org/\nwerften/ und in der Rhein-\nMain-Zeitung.\n\nEnde"
    assert texts(text.encode()) == [
        "Die Werften an der Weser suchen Schweißer und finden Ingenieurinnen, die im ganzen Land Arbeits- und "
        "Ausbildungsplätze suchen. Mehr steht auf http://www.example.org/werften/ und in der Rhein-Main-Zeitung.",
        "Ende",
    ]


def test_bullets_of_every_kind_become_items():
    text = (
        "Die Themen\n\n• eins\n- zwei\n* drei\n\uf0b7 vier\n\nSchritte\n1. erstens\n2. zweitens\n\n3. Netzwerktreffen"
    )
    found = paragraphs(read(text.encode()).lines).paragraphs
    assert [one.text for one in found if one.is_item] == ["eins", "zwei", "drei", "vier", "erstens", "zweitens"]
    assert found[-1].text == "3. Netzwerktreffen"


def test_page_numbers_vanish():
    assert texts(b"Eins\n\nSeite 2 von 3\n\n- 3 -\n\nZwei") == ["Eins", "Zwei"]


@given(st.lists(st.text(alphabet="abc -/ÄB.", min_size=1, max_size=20), min_size=1, max_size=6))
def test_joining_loses_no_letter(lines):
    joined = join([line.strip() for line in lines])
    assert [one for one in joined if one.isalpha()] == [one for line in lines for one in line if one.isalpha()]


@given(st.binary(max_size=300))
def test_no_bytes_make_the_reader_fail(data):
    try:
        paragraphs(read(data).lines)
    except RefusedError as refused:
        assert refused.finding.message
