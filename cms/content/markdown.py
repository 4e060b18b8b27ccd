"""Markdown (CommonMark 0.31, with the tables of GitHub) of the HTML that is published."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urljoin

from bs4 import BeautifulSoup, Tag
from django.conf import settings
from markdownify import ATX, BACKSLASH, MarkdownConverter

MOST_LEVELS = 60

# What would be a mark anywhere in a line, and what would be one at its beginning.
ANYWHERE = re.compile(r"([\\*_`\[\]<|]|~(?=~)|&(?=#?\w+;))")
AT_THE_BEGINNING = re.compile(r"^(\s*)(#{1,6}(?=\s|$)|[-+](?=\s|$)|[>=]|-{3,}|~{3,})", re.MULTILINE)
NUMBER_OF_A_LIST = re.compile(r"^(\s*\d{1,9})([.)])(?=\s|$)", re.MULTILINE)
# What an address in round brackets cannot have.
IN_ADDRESSES = {ord(sign): f"%{ord(sign):02X}" for sign in " ()<>\\"}
BLANK_LINES = re.compile(r"\n{3,}")
TAIL = re.compile(r"[ \t]+$", re.MULTILINE)


def markdown_of(html: str, base: str = "") -> str:
    """The HTML as Markdown, with absolute links: relative ones count from `base`, or else from the site's address."""
    converter = _Converter(base or f"{settings.PUBLIC_URL}/", heading_style=ATX, bullets="-", newline_style=BACKSLASH)
    written: str = converter.convert_soup(_flat(BeautifulSoup(html, "html.parser")))
    return BLANK_LINES.sub("\n\n", TAIL.sub("", written)).strip()


def _flat(soup: BeautifulSoup) -> BeautifulSoup:
    """The same without what is nested deeper than anybody reads: the library calls itself for each level."""
    depths = {id(soup): 0}
    elements = soup.find_all(True)
    for element in elements:
        depths[id(element)] = depths[id(element.parent)] + 1
    for element in elements:
        if depths[id(element)] > MOST_LEVELS:
            element.unwrap()
    return soup


def escaped(text: str) -> str:
    """The text so that Markdown takes no sign in it for a mark."""
    text = AT_THE_BEGINNING.sub(r"\1\\\2", ANYWHERE.sub(r"\\\1", text))
    return NUMBER_OF_A_LIST.sub(r"\1\\\2", text)


def link(text: str, address: str) -> str:
    """A link to an absolute address."""
    return f"[{escaped(text)}]({address.translate(IN_ADDRESSES)})"


def resolved(address: str, base: str) -> str:
    """The address as it counts from another one; what is none, as editors may have written it, stays as it is."""
    try:
        return urljoin(base, address)
    except ValueError:
        return address


class _Converter(MarkdownConverter):
    """What our pages need beside what the library knows: each method is asked for the element of its name."""

    def __init__(self, base: str, **options: Any) -> None:
        super().__init__(**options)
        self.base = base

    def escape(self, text: str, parent_tags: set[str]) -> str:
        return escaped(text)

    def process_tag(self, node: Tag, parent_tags: set[str] | None = None) -> str:
        if node.name != BeautifulSoup.ROOT_TAG_NAME and node.get("aria-hidden") == "true":
            return ""
        written: str = super().process_tag(node, parent_tags)
        return written

    def convert_a(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        el["href"] = self._address(el.get("href"))
        written: str = super().convert_a(el, text, parent_tags)
        return written

    def convert_img(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """The picture with its description; none for decoration."""
        description = str(el.get("alt") or "").strip()
        return f"![{escaped(description)}]({self._address(el.get('src'))})" if description else ""

    def convert_dt(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """Definition lists are none of CommonMark's: a term is strong, and its definition a paragraph."""
        return f"\n\n**{text.strip()}**\n\n" if text.strip() else ""

    def convert_figcaption(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """Behind a quote, who said it."""
        is_of_quote = el.parent is not None and el.parent.find("blockquote") is not None
        line = " ".join(text.split())
        return f"\n\n{'— ' if is_of_quote else ''}{line}\n\n" if line else ""

    def convert_block(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        written: str = self.convert_div(el, text, parent_tags)
        return written

    convert_dd = convert_main = convert_header = convert_aside = convert_figure = convert_address = convert_block
    convert_details = convert_summary = convert_nav = convert_video = convert_block

    def convert_form(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return ""

    def _address(self, written: Any) -> str:
        return resolved(str(written or ""), self.base).translate(IN_ADDRESSES)
