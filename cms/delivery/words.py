"""The words of a document, each with the language it is in and the field of the document it stands in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from bs4 import BeautifulSoup
from pydantic import BaseModel

from cms.content.plain_text import plain_text
from cms.content.schemas import InOtherLanguages, Words
from cms.delivery.search_text import marks


class Said(NamedTuple):
    """Words without markup; `place` is the field of the document that they stand in, however deep."""

    place: str
    words: str
    locale: str


def words_in(document: BaseModel) -> Iterator[Said]:
    """All words of the document in the order of its fields, but for those of the page itself in other languages."""
    for name, words, locale in _of_shape(document, ""):
        yield Said(name, words, locale)


def _of_shape(shape: BaseModel, locale: str) -> Iterator[tuple[str, str, str]]:
    own = getattr(shape, "locale", locale)
    elsewhere = marks(type(shape), InOtherLanguages)
    for name, mark in marks(type(shape), Words).items():
        if elsewhere[name] is None:
            for words, language in _said(getattr(shape, name), mark, getattr(shape, f"{name}_locale", own)):
                yield name, words, language


def _said(value: Any, mark: Words | None, locale: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, BaseModel):
        for _name, words, language in _of_shape(value, locale):
            yield words, language
    elif isinstance(value, list):
        for item in value:
            yield from _said(item, mark, locale)
    elif mark is not None and value and locale:
        yield from _of_html(value, locale) if mark.html else [(value, locale)]


def _of_html(html: str, locale: str) -> Iterator[tuple[str, str]]:
    """The words between the tags; apart from them those of elements that say a language of their own."""
    if " lang=" not in html:
        yield plain_text(html), locale
        return
    soup = BeautifulSoup(html, "html.parser")
    marked = [(plain_text(str(found)), str(found["lang"])) for found in soup.find_all(lang=True)]
    for found in soup.find_all(lang=True):
        found.extract()
    if rest := plain_text(str(soup)):
        yield rest, locale
    yield from marked
