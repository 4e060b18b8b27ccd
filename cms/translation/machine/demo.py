"""A machine that needs no service: for the demo and for tests."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from bs4 import BeautifulSoup, NavigableString

from cms import locales


class Demo:
    """Says the same words, marked with the language and with the glossary's terms, markup and links as they were."""

    name = "Demo"

    def can(self, source: str, target: str) -> bool:
        return locales.PLAIN_GERMAN not in {source, target} and source != target

    def translate(self, texts: Sequence[str], source: str, target: str, terms: Mapping[str, str]) -> list[str]:
        return [_translated(text, target, terms) for text in texts]


def _translated(html: str, target: str, terms: Mapping[str, str]) -> str:
    soup = BeautifulSoup(html, "html.parser")
    for number, piece in enumerate(list(soup.find_all(string=True))):
        said = str(piece)
        for term, text in terms.items():
            said = re.sub(rf"\b{re.escape(term)}\b", lambda _found, text=text: text, said)  # type: ignore[misc]
        piece.replace_with(NavigableString(said if number else f"[{target}] {said}"))
    return str(soup)
