"""What was translated once is offered for words that are like it."""

import time

import pytest
from django.db import connection
from wagtail.models import Locale

from cms.content.models import Topic
from cms.delivery import publications
from cms.translation import editing, memory, rebuilding
from cms.translation.localize import String, StringTranslation
from cms.translation.models import Job
from tests.translation.desk import ask, said, translate

pytestmark = pytest.mark.databases


@pytest.fixture
def german(newsroom):
    return Locale.objects.get(language_code="de")


def known(newsroom, locale, original, translation, **fields):
    """Have the memory know a translation of a lead."""
    job = ask(newsroom.release(title=f"Meldung über {original[:20]}", lead=original), locale)
    translate(job, lead=translation)
    if fields:
        StringTranslation.objects.filter(translation_of__data=original, context__path="lead").update(**fields)
    return job


def test_words_that_are_alike_are_offered_the_best_first(newsroom, german, english):
    known(newsroom, english, "Die Beratung beginnt am Montag.", "Advice starts on Monday.")
    known(newsroom, english, "Die Beratung beginnt am Dienstag um zehn.", "Advice starts on Tuesday at ten.")
    known(newsroom, english, "Etwas ganz anderes steht in diesem Satz.", "Something else.")
    text = "Die Beratung beginnt am Dienstag."
    found = memory.matches([text], german, english)
    assert list(found) == [text]
    assert [match.translation for match in found[text]] == [
        "Advice starts on Monday.",
        "Advice starts on Tuesday at ten.",
    ]
    best = found[text][0]
    assert 75 < best.score < 100
    assert ("Montag", "delete") in best.difference and ("Dienstag", "insert") in best.difference


def test_the_same_words_are_alike_to_a_hundred_percent_and_other_markup_is_not_the_same(newsroom, german, english):
    known(newsroom, english, "Die Beratung beginnt.", "Advice starts.")
    same, marked = "Die Beratung beginnt.", "Die <b>Beratung</b> beginnt."
    found = memory.matches([same, marked], german, english)
    assert [match.score for match in found[same]] == [100]
    assert [match.score for match in found[marked]] == [99]
    assert found[marked][0].difference == [("Die Beratung beginnt.", "equal")]


@pytest.mark.parametrize(
    "fields",
    [{"translation_type": editing.MACHINE}, {"has_error": True}, {"tool_name": editing.KEPT}],
    ids=["machine", "error", "kept"],
)
def test_only_what_people_have_translated_is_offered(newsroom, german, english, fields):
    known(newsroom, english, "Die Beratung beginnt am Montag.", "Advice starts on Monday.", **fields)
    assert memory.matches(["Die Beratung beginnt am Dienstag."], german, english) == {
        "Die Beratung beginnt am Dienstag.": []
    }


@pytest.mark.parametrize(
    ("fields", "filled"),
    [({}, 1), ({"translation_type": editing.MACHINE}, 0), ({"has_error": True}, 0), ({"tool_name": editing.KEPT}, 0)],
    ids=["people", "machine", "error", "kept"],
)
def test_only_what_people_have_translated_stands_at_once_for_the_same_words(newsroom, english, fields, filled):
    known(newsroom, english, "Die Beratung beginnt am Montag.", "Advice starts on Monday.", **fields)
    other = ask(newsroom.release(title="Zweite Meldung", lead="Die Beratung beginnt am Montag."), english)
    StringTranslation.objects.filter(translation_type=editing.MANUAL, tool_name=memory.MEMORY).delete()
    assert memory.fill_in(other) == filled


def test_another_language_is_not_offered(newsroom, german, english):
    known(newsroom, english, "Die Beratung beginnt am Montag.", "Advice starts on Monday.")
    french = Locale.objects.create(language_code="fr")
    assert memory.matches(["Die Beratung beginnt am Montag."], german, french)["Die Beratung beginnt am Montag."] == []
    assert memory.matches(["Die Beratung beginnt am Montag."], english, german)["Die Beratung beginnt am Montag."] == []


def test_of_one_original_only_the_newest_translation_is_offered_and_no_more_than_asked_for(newsroom, german, english):
    for day in ("Montag", "Dienstag", "Mittwoch", "Freitag"):
        known(newsroom, english, f"Die Beratung beginnt am {day}.", f"Advice starts on {day}.")
    assert (
        len(memory.matches(["Die Beratung beginnt am Sonntag."], german, english)["Die Beratung beginnt am Sonntag."])
        == 3
    )
    assert (
        len(
            memory.matches(["Die Beratung beginnt am Sonntag."], german, english, limit=1)[
                "Die Beratung beginnt am Sonntag."
            ]
        )
        == 1
    )


def page(newsroom):
    return newsroom.release(title="Die Beratung beginnt am Montag.")


def snippet(newsroom):
    return Topic.objects.create(title="Die Beratung beginnt am Montag.", locale=newsroom.de)


def delete(text, *locales):
    with publications.unit():
        for one in type(text).objects.filter(translation_key=text.translation_key, locale__in=locales):
            one.delete()


@pytest.mark.parametrize("gone", ["translation", "original", "both", "job"])
@pytest.mark.parametrize("make", [page, snippet])
def test_words_outlive_the_text_that_they_were_written_for(newsroom, german, english, make, gone):
    text = make(newsroom)
    job = ask(text, english)
    translate(job, title="Advice starts on Monday.")
    if make is snippet:
        text.copy_for_translation(english).save()
    if gone == "job":
        job.delete()
    else:
        delete(text, *{"translation": [english], "original": [german], "both": [english, german]}[gone])
    assert not Job.objects.filter(key=text.translation_key).exists()
    [match] = memory.matches(["Die Beratung beginnt am Dienstag."], german, english)[
        "Die Beratung beginnt am Dienstag."
    ]
    assert match.translation == "Advice starts on Monday."
    other = ask(newsroom.release(title="Zweite Meldung", lead="Die Beratung beginnt am Montag."), english)
    assert said(other, "lead") == "Advice starts on Monday."


def test_a_translation_asked_for_again_has_the_words_it_had(newsroom, german, english):
    text = page(newsroom)
    translate(ask(text, english), title="Advice starts on Monday.")
    delete(text, english)
    assert said(ask(text, english), "title") == "Advice starts on Monday."


def test_what_is_left_of_deleted_texts_hinders_no_rebuilding(newsroom, german, english):
    text = page(newsroom)
    translate(ask(text, english), title="Advice starts on Monday.")
    delete(text, german, english)
    rebuilding.take_leftovers_apart()
    assert StringTranslation.objects.filter(data="Advice starts on Monday.").exists()


def test_all_texts_cost_one_query(newsroom, german, english, django_assert_num_queries):
    known(newsroom, english, "Die Beratung beginnt am Montag.", "Advice starts on Monday.")
    texts = [f"Die Beratung beginnt am {day}. {'Und mehr. ' * day}" for day in range(30)]
    with django_assert_num_queries(1):
        found = memory.matches(texts, german, english)
    assert len(found) == 30
    with django_assert_num_queries(0):
        assert memory.matches([], german, english) == {}


def test_a_large_memory_is_looked_through_in_bounded_time(
    newsroom, german, english, record_property, django_assert_num_queries
):
    known(newsroom, english, "Eins.", "One.")
    String.objects.update(locale=english)
    StringTranslation.objects.update(locale=german)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE wagtail_localize_string, wagtail_localize_stringtranslation")
    originals = [f"Satz {number} über die Beratung in der Stadt und im Kreis {number % 97}." for number in range(6000)]
    strings = String.objects.bulk_create(
        String(locale=german, data=text, data_hash=String._get_data_hash(text)) for text in originals
    )
    StringTranslation.objects.bulk_create(
        StringTranslation(translation_of=string, locale=english, data=f"[{string.data}]", translation_type="manual")
        for string in strings
    )
    texts = [f"Satz {number} über eine Beratung in der Stadt und im Kreis {number}." for number in range(50)]
    started = time.perf_counter()
    with django_assert_num_queries(1):
        found = memory.matches(texts, german, english)
    took = time.perf_counter() - started
    record_property("memory: 50 texts among 6,000 translations", f"{took:.2f} s")
    assert all(len(matches) == 3 for matches in found.values())
    assert took < 5
