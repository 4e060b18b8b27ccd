"""The one way from HTML to text; `cms.plain_language.markup`, which needs every letter's place, reads it by itself."""

from __future__ import annotations

import re
from html.parser import HTMLParser

LINES = frozenset({"br", "td", "th"})
BLOCKS = LINES | {
    *("address", "article", "aside", "blockquote", "body", "caption", "dd", "div", "dl", "dt", "fieldset"),
    *("figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main"),
    *("nav", "ol", "p", "pre", "section", "table", "tr", "ul"),
}
SILENT = frozenset({"script", "style", "template", "noscript", "title"})


def plain_text(html: str, *, lines: bool = False) -> str:
    """The words of HTML, whole or a part, as a reader sees them: without tags, comments and what is never shown, with
    entities read and white space as one space; a space also where a block begins or ends.

    With `lines`, a cell or a break begins a line, any other block stands between blank lines, and an item begins with
    a bullet.
    """
    if not set(html) & set("<&"):
        return " ".join(html.split())
    parser = _Text(item="\n• " if lines else " ")
    parser.feed(html)
    parser.close()
    if not lines:
        return " ".join("".join(parser.parts).split())
    text = "\n".join(line.strip() for line in "".join(parser.parts).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", text).strip()


class _Text(HTMLParser):
    def __init__(self, *, item: str) -> None:
        super().__init__(convert_charrefs=True)
        self._item = item
        self.parts: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in SILENT:
            self._silent += 1
        elif tag == "li":
            self.parts.append(self._item)
        elif tag in BLOCKS:
            self.parts.append("\n" if tag in LINES else "\n\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in SILENT:
            self._silent = max(0, self._silent - 1)
        elif tag in BLOCKS - LINES - {"li"}:
            self.parts.append("\n\n")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.parts.append(re.sub(r"\s+", " ", data))
