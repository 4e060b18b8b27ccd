"""What the shapes of all registered page types say of their fields: which are searched, and that no other is."""

import re

import pytest

from cms.delivery import registry
from cms.delivery.search_text import marks, plain_text, search_text
from tests.shapes import Example

# What such a field holds is an address, a date, a code or about a picture: nobody searches for it.
NEVER = re.compile(
    r"(^|_)(id|type|kind|state|status|locale|path|url|website|email|phone|filename|date|at|until|due|street|city"
    r"|postal_code|alt|caption|credit|licence|lists)$"
)

EXAMPLES = [Example(presenter.document) for presenter in registry.presenters()]


@pytest.fixture(params=EXAMPLES, ids=lambda example: type(example.shape).__name__)
def example(request):
    return request.param


def test_every_searchable_field_is_searched_and_no_other(example):
    said = set(re.findall(r"wort\d+ende", search_text(example.shape)))
    wanted = {word for word, (shape, field) in example.words.items() if marks(shape)[field] is not None}
    assert said == wanted
    assert said


def test_no_address_date_or_code_is_searchable(example):
    places = set(example.words.values())
    assert [place for place in places if NEVER.search(place[1]) and marks(place[0])[place[1]] is not None] == []


def test_all_html_and_every_text_of_a_block_is_searchable(example):
    for shape, field in set(example.words.values()):
        mark = marks(shape)[field]
        if field == "html":
            assert mark is not None and mark.html, f"{shape.__name__}.{field}"
        elif shape.__name__.endswith("Block") and not NEVER.search(field):
            assert mark is not None, f"{shape.__name__}.{field}"


def test_html_is_searched_without_its_tags():
    shape = next(found for found in EXAMPLES if any(field == "html" for _shape, field in found.words.values())).shape
    block = next(block for block in shape.body if block.type == "rich_text")
    marked = block.model_copy(update={"html": "<p>Ein <b>Wort</b></p><p title='nie'>noch &amp; eins</p>"})
    assert search_text(marked) == "Ein Wort noch & eins"


@pytest.mark.parametrize("tag", ["a", "b", "strong", "i", "em", "sub", "sup"])
def test_markup_within_a_word_does_not_part_it(tag):
    assert plain_text(f"<p>CO<{tag}>2</{tag}>-Preis</p><p>steigt</p>") == "CO2-Preis steigt"
