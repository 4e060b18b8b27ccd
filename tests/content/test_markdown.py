"""HTML as Markdown: it says the same, as any reader of Markdown shows."""

import re

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from cms.content.markdown import markdown_of

READER = MarkdownIt("commonmark").enable("table")


def words(html):
    return " ".join(BeautifulSoup(html, "html.parser").get_text(" ").split())


def read(html):
    """The HTML that a reader of Markdown makes of ours."""
    return BeautifulSoup(READER.render(markdown_of(html)), "html.parser")


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("", ""),
        ("<h1>Eins</h1><h2>Zwei</h2><p>Text</p>", "# Eins\n\n## Zwei\n\nText"),
        ("<p>So <strong>stark</strong> und <em>betont</em></p>", "So **stark** und *betont*"),
        ("<ul><li>Erstens</li><li>Zweitens</li></ul>", "- Erstens\n- Zweitens"),
        ("<ol><li>Erstens</li><li>Zweitens</li></ol>", "1. Erstens\n2. Zweitens"),
        ("<p>Weg 1<br>Stadt</p>", "Weg 1\\\nStadt"),
        ('<p><a href="/de/presse/">Presse</a></p>', "[Presse](http://testserver/de/presse/)"),
        ('<p><a href="https://example.org/a(b)">Dort</a></p>', "[Dort](https://example.org/a%28b%29)"),
        ('<p><a href="mailto:a@example.org">Post</a></p>', "[Post](mailto:a@example.org)"),
        ('<p><a href="http://[kaputt">Dort</a></p>', "[Dort](http://[kaputt)"),
        ("<dl><dt>Tag</dt><dd>1. Juli</dd></dl>", "**Tag**\n\n1\\. Juli"),
        ("<form><button>Filtern</button></form><p>Text</p>", "Text"),
        ('<p><span aria-hidden="true">→</span>Text</p>', "Text"),
        ("<aside>Neben</aside><main>Text</main>", "Neben\n\nText"),
    ],
)
def test_it_writes(html, markdown):
    assert markdown_of(html) == markdown


def test_a_quote_says_whose_it_is():
    html = "<figure><blockquote><p>„So ist es.“</p></blockquote><figcaption>Kim Muster, Leitung</figcaption></figure>"
    assert markdown_of(html) == "> „So ist es.“\n\n— Kim Muster, Leitung"


def test_a_picture_has_its_description_and_its_credit():
    html = '<figure><img src="/b.webp" alt="Ein [Bild]"><figcaption>Foto: Muster</figcaption></figure>'
    assert markdown_of(html) == "![Ein \\[Bild\\]](http://testserver/b.webp)\n\nFoto: Muster"
    assert read(html).img["alt"] == "Ein [Bild]" and markdown_of('<img src="/b.webp" alt="">') == ""


def test_a_table_stays_one():
    html = "<table><tr><th>Ort</th><th>Zahl</th></tr><tr><td>A|B</td><td>3</td></tr></table>"
    assert [[cell.text for cell in row.find_all(["th", "td"])] for row in read(html).find_all("tr")] == [
        ["Ort", "Zahl"], ["A|B", "3"],
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    ["1. Juli", "# kein Titel", "- kein Punkt", "+ plus", "> kein Zitat", "*nicht betont*", "_auch nicht_", "`x`",
     "[a](b)", "<b>", "&lt;", "~~~", "---", "===", "a | b", "\\*", "![x](y)", "3) drei", "A & B", "x_y_z", "~~weg~~"],
)  # fmt: skip
@pytest.mark.parametrize("around", ["<p>{}</p>", "<h2>{}</h2>", "<ul><li>{}</li></ul>", "<p>Vor<br>{}</p>"])
def test_no_sign_of_a_text_is_taken_for_a_mark(text, around):
    html = around.format(text.replace("&", "&amp;").replace("<", "&lt;"))
    found = read(html)
    assert words(str(found)) == words(html)
    assert {tag.name for tag in found.find_all()} == {tag.name for tag in BeautifulSoup(html, "html.parser").find_all()}


@pytest.mark.proof
@given(
    st.lists(st.text("ab1.) #-+>*_`[]()<&~=|\\!;:", min_size=1, max_size=12).filter(str.strip), min_size=1, max_size=4)
)
def test_whatever_signs_there_are_the_words_stay(texts):
    escaped = [" ".join(text.split()).replace("&", "&amp;").replace("<", "&lt;") for text in texts]
    html = "".join(f"<p>{text}</p>" for text in escaped)
    found = read(html)
    assert [words(str(part)) for part in found.find_all("p")] == [words(f"<p>{text}</p>") for text in escaped]
    assert {tag.name for tag in found.find_all()} == {"p"}


def test_links_count_from_where_they_stand():
    assert (
        markdown_of('<a href="?page=2">Weiter</a>', "https://a.example/de/") == "[Weiter](https://a.example/de/?page=2)"
    )


def test_no_line_ends_in_blanks_and_no_gap_is_wider_than_a_line():
    written = markdown_of("<div>\n <p> a </p>\n\n<div><p>b </p></div><ul><li><p>c</p></li></ul>\n</div>")
    assert not re.search(r"[ \t]$|\n{3}", written, re.MULTILINE)
