"""What the agency says that words are called as well: in force at once, in all that a search does."""

import pytest
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError

from search.asking import Level, understood
from search.models import Synonym
from tests.factories import in_days

pytestmark = pytest.mark.databases("search.engine", "search.lexicon")

PAGE, API = "/de/suche/", "/api/v1/search"


def found(client, words, locale="de"):
    return [item["title"] for item in client.get(API, {"q": words, "locale": locale}).json()["items"]]


def synonym(words, also, *, both_ways=True, language="de"):
    made = Synonym(words=words, also=also, both_ways=both_ways, language=language)
    made.full_clean()
    made.save()
    return made


def paragraph(text):
    return [("rich_text", f"<p>{text}</p>")]


def test_a_word_that_no_text_has_finds_what_it_is_called_otherwise(client, newsroom):
    newsroom.release(title="Bürgergeld steigt")
    assert found(client, "Stütze") == []
    synonym("Stütze", "Bürgergeld")
    assert found(client, "Stütze") == found(client, "stuetze") == ["Bürgergeld steigt"]
    meta = client.get(API, {"q": "Stütze", "locale": "de"}).json()["meta"]
    assert (meta["meant"], meta["some"]) == (None, False)


def test_what_is_no_more_said_finds_nothing_more(client, newsroom):
    newsroom.release(title="Bürgergeld steigt")
    one = synonym("Stütze", "Bürgergeld")
    assert found(client, "Stütze")
    one.delete()
    assert found(client, "Stütze") == []


def test_it_holds_in_all_forms_of_either_side_and_in_compounds(client, newsroom):
    newsroom.release(title="Neue Kindergärten")
    newsroom.release(title="Ein Waldkindergarten", body=paragraph("Kinder im Wald: ein Kindergarten."))
    synonym("Kita", "Kindergarten")
    assert found(client, "Kitas") == found(client, "KITA")
    assert set(found(client, "kita")) == {"Neue Kindergärten", "Ein Waldkindergarten"}


def test_it_is_read_both_ways_where_that_is_said_and_one_way_elsewhere(client, newsroom):
    newsroom.release(title="Stütze für Familien")
    one = synonym("Stütze", "Bürgergeld", both_ways=False)
    assert found(client, "Bürgergeld") == []
    one.both_ways = True
    one.save()
    assert found(client, "Bürgergeld") == ["Stütze für Familien"]


def test_several_words_stand_for_one_and_one_for_several(client, newsroom):
    newsroom.release(title="Neues vom Arbeitsamt")
    newsroom.release(title="Die berufliche Bildung", body=paragraph("Mehr zur beruflichen Bildung."))
    newsroom.release(title="Bildung am Abend")
    synonym("Agentur für Arbeit", "Arbeitsamt")
    synonym("VET", "berufliche Bildung")
    assert found(client, "agentur für arbeit") == ["Neues vom Arbeitsamt"]
    assert found(client, "VET") == ["Die berufliche Bildung"]
    assert found(client, "arbeitsamt neues") == ["Neues vom Arbeitsamt"]


def test_other_words_of_the_same_search_are_looked_for_as_well(client, newsroom):
    newsroom.release(title="Bürgergeld steigt")
    newsroom.release(title="Bürgergeld sinkt")
    synonym("Stütze", "Bürgergeld")
    assert found(client, "Stütze steigt") == ["Bürgergeld steigt", "Bürgergeld sinkt"]


def test_the_excerpt_marks_what_was_found_by_it(client, newsroom):
    newsroom.release(title="Neues", body=paragraph("Ab Januar steigt das Bürgergeld für alle."))
    synonym("Stütze", "Bürgergeld")
    shown = client.get(PAGE, {"q": "Stütze"}).context["results"][0]
    assert ("Bürgergeld", True) in shown["excerpt_parts"]


def test_what_was_typed_stands_before_what_it_is_called_otherwise(client, newsroom):
    newsroom.release(title="Kita", embargo_until=None)
    newsroom.release(title="Kindergarten")
    synonym("Kita", "Kindergarten")
    assert found(client, "Kita") == ["Kita", "Kindergarten"]
    assert found(client, "Kindergarten") == ["Kindergarten", "Kita"]


def test_a_misspelt_word_is_called_otherwise_as_well(client, newsroom):
    newsroom.release(title="Kindergarten in Erfurt")
    newsroom.release(title="Tagesstätte in Jena")
    synonym("Kindergarten", "Tagesstätte")
    assert set(found(client, "Kindergrten")) == {"Kindergarten in Erfurt", "Tagesstätte in Jena"}


def test_it_holds_in_its_own_language_and_in_its_variants(client, newsroom):
    page = newsroom.release(title="Bürgergeld steigt")
    newsroom.translate(page, title="Benefit rises")
    synonym("dole", "benefit", language="en")
    assert found(client, "dole", "en") == ["Benefit rises"]
    assert found(client, "dole", "de") == []
    assert Level.SAME in {one.level for one in understood("dole", "en").groups[0].alternatives}


def test_very_many_names_of_one_thing_break_nothing(client, newsroom):
    words = [f"{first}{second}" for first in ("nord", "sued", "ost", "west") for second in "abcdefgh"]
    newsroom.release(title="Viele", body=paragraph(" ".join([*words, *(f"{word}turm turm" for word in words)])))
    for word in words:
        synonym("Stütze", word)
    assert found(client, "Stütze") == ["Viele"]
    assert len(understood("Stütze", "de").groups[0].alternatives) <= 201


def test_it_shows_nothing_that_is_not_public(client, newsroom):
    newsroom.release(title="Bürgergeld geheim", embargo_until=in_days(1))
    synonym("Stütze", "Bürgergeld")
    assert found(client, "Stütze") == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("words", "also", "field"),
    [
        ("Kita", "Kitas", "also"),
        ("Kita", "kita", "also"),
        ("?!", "Kita", "words"),
        ("Kita", "…", "also"),
        ("a b c d e f g h i j k l m", "Kita", "words"),
        ("x" * 1_000, "Kita", "words"),
        ("", "Kita", "words"),
    ],
)
def test_what_makes_no_sense_is_refused(words, also, field):
    with pytest.raises(ValidationError) as refused:
        synonym(words, also)
    assert set(refused.value.message_dict) == {field}
    assert len(refused.value.message_dict[field]) == 1


@pytest.mark.django_db
def test_nothing_is_said_twice():
    synonym("Kita", "Kindergarten")
    for words, also in (("Kitas", "Kindergärten"), ("Kindergarten", "Kita")):
        with pytest.raises(ValidationError) as refused:
            synonym(words, also)
        assert set(refused.value.message_dict) == {NON_FIELD_ERRORS}
    synonym("Kita", "Tagesstätte")
    synonym("Kita", "Kindergarten", language="en")
