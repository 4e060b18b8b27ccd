"""Facts in running texts: what stands beside the words is the original's, in its order, and the words stay."""

import pytest
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock

from cms.content.blocks import body_blocks
from cms.translation.streams import MISSING, files_in, with_facts, without_words

BODY = blocks.StreamBlock(body_blocks())
PICTURE = {"alt_text": "", "caption": "", "credit": "", "licence": "", "decorative": False}


def text(words, key):
    return {"type": "rich_text", "value": f"<p>{words}</p>", "id": key}


def quote(words, person, key):
    return {"type": "quote", "value": {"text": words, "person": person}, "id": key}


def picture(image, key, **words):
    return {"type": "image", "value": {**PICTURE, "image": image, **words}, "id": key}


def files(*keys, key="f"):
    items = [{"type": "item", "value": file, "id": f"{key}{file}"} for file in keys]
    return {"type": "documents", "value": {"files": items}, "id": key}


def merged(original, translation):
    return with_facts(BODY, original, translation)


def test_words_stay_and_what_is_no_words_is_the_originals():
    original = [quote("Gut.", 7, "a"), picture(3, "b", caption="Haus")]
    translation = [quote("Good.", 1, "a"), picture(2, "b", caption="House")]
    assert merged(original, translation) == [quote("Good.", 7, "a"), picture(3, "b", caption="House")]


def test_what_is_in_line_already_stays_as_it_is():
    original = [text("Eins", "a"), quote("Gut.", 7, "b"), files(1, 2)]
    translation = [text("One", "a"), quote("Good.", 7, "b"), files(1, 2)]
    assert merged(original, translation) == translation
    assert merged(original, merged(original, translation)) == translation


def test_the_order_is_the_originals():
    original = [quote("B", 2, "b"), text("A", "a")]
    translation = [text("A en", "a"), quote("B en", 2, "b")]
    assert [item["id"] for item in merged(original, translation)] == ["b", "a"]


def test_a_picture_without_words_comes_and_one_that_is_gone_goes():
    assert merged([text("A", "a"), picture(3, "p")], [text("A en", "a")]) == [text("A en", "a"), picture(3, "p")]
    assert merged([text("A", "a")], [text("A en", "a"), picture(3, "p", caption="House")]) == [text("A en", "a")]


def test_a_picture_that_comes_brings_no_words_of_the_original():
    [found] = merged([picture(3, "p", caption="Haus", alt_text="Ein Haus")], [])
    assert found["value"]["image"] == 3 and found["value"]["caption"] == found["value"]["alt_text"] == ""


@pytest.mark.parametrize("item", [text("Neu", "n"), quote("Neu", 7, "n")], ids=["text", "quote"])
def test_what_says_nothing_without_words_waits_for_its_translation(item):
    assert merged([text("A", "a"), item], [text("A en", "a")]) == [text("A en", "a")]


def test_words_that_only_the_translation_has_stay_behind_what_they_followed():
    original = [text("A", "a"), picture(3, "p")]
    translation = [text("Note", "n"), text("A en", "a"), text("More", "m"), picture(3, "p")]
    assert [item["id"] for item in merged(original, translation)] == ["n", "a", "m", "p"]


def test_files_of_a_list_are_the_originals():
    assert merged([files(1, 2)], [files(2, 3)]) == [files(1, 2)]


def test_files_that_were_stored_as_bare_values_are_files_as_well():
    bare = {"type": "documents", "value": {"files": [1, 2]}, "id": "f"}
    [found] = merged([bare], [])
    assert files_in(BODY, [found]) == files_in(BODY, [bare]) == [1, 2]
    assert merged([bare], [found]) == [found]


def test_answers_of_an_interview_keep_their_words_and_its_person_is_the_originals():
    def interview(question, person):
        item = {"type": "item", "value": {"question": question, "answer": "<p>Ja</p>"}, "id": "q"}
        return {"type": "interview", "value": {"person": person, "answers": [item]}, "id": "i"}

    assert merged([interview("Warum?", 7)], [interview("Why?", None)]) == [interview("Why?", 7)]


def test_written_by_hand_blocks_are_known_by_their_facts():
    original = [quote("Gut.", 7, "a"), picture(3, "b"), quote("Neu.", 8, "c")]
    translation = [quote("New.", 8, "x"), picture(3, "y", caption="House"), quote("Good.", 7, "z")]
    found = merged(original, translation)
    assert [(item["id"], item["value"].get("text")) for item in found] == [("z", "Good."), ("y", None), ("x", "New.")]


def test_written_by_hand_text_stays_where_the_original_has_another_number_of_blocks():
    original = [text("A", "a"), text("B", "b"), picture(3, "p")]
    found = merged(original, [text("A and B", "x")])
    assert [item["id"] for item in found] == ["x", "p"]


def test_blocks_of_types_that_are_no_more_are_left_to_the_translation():
    old = {"type": "gone", "value": 1, "id": "o"}
    assert merged([old, text("A", "a")], [text("A en", "a")]) == [text("A en", "a")]
    assert old in merged([text("A", "a")], [text("A en", "a"), old])


def test_a_stream_of_words_only_is_not_touched():
    words = blocks.StreamBlock([("rich_text", blocks.RichTextBlock())])
    assert with_facts(words, [text("A", "a")], [text("X", "x"), text("Y", "y")]) == [text("X", "x"), text("Y", "y")]


@pytest.mark.parametrize(("original", "translation"), [(None, None), ([], None), (None, [])])
def test_nothing_is_nothing(original, translation):
    assert merged(original, translation) == []


def test_without_words_a_needed_one_is_missing_and_an_optional_one_is_empty():
    assert without_words(BODY.child_blocks["quote"], {"text": "Gut.", "person": 7}) is MISSING
    assert without_words(BODY.child_blocks["image"], {"image": 3, "caption": "Haus"})["caption"] == ""
    assert without_words(blocks.ListBlock(DocumentChooserBlock()), []) == []
