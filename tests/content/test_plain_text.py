"""From HTML to text: what a reader sees, in one line or in lines."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.content.plain_text import plain_text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("", ""),
        ("Nur  Worte\n", "Nur Worte"),
        ("<p>Eins</p><p>Zwei</p>", "Eins Zwei"),
        ("<h2>Titel</h2>Text", "Titel Text"),
        ("Eins<br/>Zwei", "Eins Zwei"),
        ("<ul><li>Eins</li><li>Zwei</li></ul>", "Eins Zwei"),
        ("zusammen<b>ge</b><i>setzt</i>", "zusammengesetzt"),
        ('<a id="a1">Hilfe</a> &amp; Rat', "Hilfe & Rat"),
        ("Ein &lt;b&gt;Tag&lt;/b&gt;", "Ein <b>Tag</b>"),
        ("10&nbsp;%", "10 %"),
        ("<p>&nbsp;</p><hr>", ""),
        ("<script>alert(1)</script><style>p {}</style><!-- nichts -->Text", "Text"),
        ("a < b", "a < b"),
        ("Ende <b", "Ende <b"),
        ("R&D", "R&D"),
    ],
)
def test_the_words_are_those_a_reader_sees(html, text):
    assert plain_text(html) == text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("Nur  Worte\n", "Nur Worte"),
        ("<p>Eins</p>\n<p>Zwei</p>", "Eins\n\nZwei"),
        ("<p>Eins<br>Zwei</p>", "Eins\nZwei"),
        ("<ul><li>Eins</li><li>Zwei</li></ul>", "• Eins\n• Zwei"),
        ("<table><tr><td>Eins</td><td>Zwei</td></tr><tr><td>Drei</td></tr></table>", "Eins\nZwei\n\nDrei"),
        ("<title>Fenster</title><div><h1>Titel</h1><p>Eine\nZeile</p></div>", "Titel\n\nEine Zeile"),
        ("</title>Text</script>", "Text"),
    ],
)
def test_with_lines_blocks_and_items_stand_apart(html, text):
    assert plain_text(html, lines=True) == text


PIECES = st.lists(
    st.sampled_from(["<p>", "</p>", "<li>", "<br>", "<b>", "</b>", "Wort", " ", "\n", "&amp;", "<", "&", "<!--", "•"])
)


@given(PIECES)
def test_lines_change_no_word(pieces):
    html = "".join(pieces)
    words = [plain_text(html, lines=lines).replace("•", " ").split() for lines in (True, False)]
    assert words[0] == words[1]
