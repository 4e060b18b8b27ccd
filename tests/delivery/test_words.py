"""In which language every word of a document is: all shapes of all registered page types say it."""

import re

import pytest
from pydantic import BaseModel

from cms.content.schemas import InOtherLanguages, LicenceShape, PageLink, Words
from cms.delivery import registry
from cms.delivery.search_text import marks
from cms.delivery.words import words_in
from press.schemas import ReleaseDocument
from tests.delivery import html_documents as documents
from tests.shapes import Example

EXAMPLES = [Example(presenter.document) for presenter in registry.presenters()]
SHAPES = sorted(
    {shape for example in EXAMPLES for shape, _field in example.words.values()}, key=lambda shape: shape.__name__
)


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.__name__)
def test_what_is_something_of_its_own_says_its_language_and_no_language_stands_without_words(shape):
    fields = set(shape.model_fields)
    assert "id" not in fields or "locale" in fields or shape is LicenceShape, "licences have names of their own"
    of_words = {name for name, mark in marks(shape, Words).items() if mark is not None}
    assert {name.removesuffix("_locale") for name in fields if name.endswith("_locale")} <= of_words
    assert "locale" not in fields or of_words, "what says its language has words of it"


def links(value, *, of_itself=False):
    """Every link to a page in a document, with whether it leads to the page itself in another language."""
    if isinstance(value, PageLink):
        yield value, of_itself
    elif isinstance(value, BaseModel):
        marked = marks(type(value), InOtherLanguages)
        for name in type(value).model_fields:
            yield from links(getattr(value, name), of_itself=of_itself or marked[name] is not None)
    elif isinstance(value, list):
        for item in value:
            yield from links(item, of_itself=of_itself)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: type(example.shape).__name__)
def test_the_title_of_every_page_that_is_linked_is_found_in_the_language_of_that_page(example):
    said = {(one.words, one.locale) for one in words_in(example.shape)}
    found = list(links(example.shape))
    assert {of_itself for _link, of_itself in found} == {True, False}
    assert [link for link, of_itself in found if ((link.title, link.locale) in said) == of_itself] == []


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: type(example.shape).__name__)
def test_all_words_are_found_with_the_language_nearest_to_them(example):
    found = {said.words: said for said in words_in(example.shape)}
    wanted = {word for word, (shape, field) in example.words.items() if marks(shape, Words)[field] is not None}
    wanted -= {link.title for link, of_itself in links(example.shape) if of_itself}
    assert {word for words in found for word in re.findall(r"wort\d+ende", words)} == wanted
    assert all(said.locale for said in found.values())


def test_a_neighbour_is_nearer_than_the_shape_and_the_shape_than_the_document():
    contact = {**documents.CONTACT.model_dump(), "locale": "fr"}
    contact["organisation"] |= {"locale": "uk"}
    document = ReleaseDocument.model_validate({**documents.release(), "press_contact": contact})
    said = {(one.place, one.words): one.locale for one in words_in(document)}
    assert said["press_contact", "Presse"] == "fr"
    assert said["press_contact", "Agentur"] == "uk"
    assert said["lead", "Vorspann"] == "de"


def test_what_says_its_language_between_the_tags_is_told_apart():
    html = '<p>Mehr bei <a href="/en/target/" hreflang="en" lang="en">Target</a> und <a href="/de/ziel/">Ziel</a>.</p>'
    body = [{"type": "rich_text", "html": html}]
    document = ReleaseDocument.model_validate({**documents.release(), "body": body})
    said = {one.words: one.locale for one in words_in(document) if one.place == "body"}
    assert said == {"Mehr bei und Ziel.": "de", "Target": "en"}
