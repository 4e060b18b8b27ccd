"""In which language every word of a document is: all shapes of all registered page types say it."""

import re

import pytest

from cms.content.schemas import Words
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
    assert "id" not in fields or "locale" in fields
    of_words = {name for name, mark in marks(shape, Words).items() if mark is not None}
    assert {name.removesuffix("_locale") for name in fields if name.endswith("_locale")} <= of_words


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: type(example.shape).__name__)
def test_all_words_are_found_with_the_language_nearest_to_them(example):
    found = {said.words: said for said in words_in(example.shape)}
    wanted = {word for word, (shape, field) in example.words.items() if marks(shape, Words)[field] is not None}
    assert {word for words in found for word in re.findall(r"wort\d+ende", words)} == wanted
    assert all(said.locale for said in found.values())


def test_a_neighbour_is_nearer_than_the_shape_and_the_shape_than_the_document():
    contact = {**documents.CONTACT.model_dump(), "locale": "fr", "organisation_locale": "uk"}
    document = ReleaseDocument.model_validate({**documents.release(), "press_contact": contact})
    said = {(one.place, one.words): one.locale for one in words_in(document)}
    assert said["press_contact", "Presse"] == "fr"
    assert said["press_contact", "Agentur"] == "uk"
    assert said["lead", "Vorspann"] == "de"
