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
    """Words without markup; `place` is the field of the document that they stand in, however deep, and `fact` the
    field further in that says a language of its own, such as a telephone number; empty where there is none."""

    place: str
    words: str
    locale: str
    fact: str = ""


def words_in(document: BaseModel) -> Iterator[Said]:
    """All words of the document in the order of its fields, but for those of the page itself in other languages."""
    for name, said in _of_shape(document, ""):
        yield said._replace(place=name)


def _of_shape(shape: BaseModel, locale: str) -> Iterator[tuple[str, Said]]:
    own = getattr(shape, "locale", locale)
    elsewhere = marks(type(shape), InOtherLanguages)
    for name, mark in marks(type(shape), Words).items():
        if elsewhere[name] is None:
            says_itself = f"{name}_locale" in type(shape).model_fields
            language = getattr(shape, f"{name}_locale") if says_itself else own
            for said in _said(getattr(shape, name), mark, language or ""):
                yield name, said._replace(fact=name) if says_itself and not said.fact else said


def _said(value: Any, mark: Words | None, locale: str) -> Iterator[Said]:
    if isinstance(value, BaseModel):
        for _name, said in _of_shape(value, locale):
            yield said
    elif isinstance(value, list):
        for item in value:
            yield from _said(item, mark, locale)
    elif mark is not None and value and locale:
        found = _of_html(value, locale) if mark.html else [(value, locale)]
        for words, language in found:
            yield Said("", words, language)


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
