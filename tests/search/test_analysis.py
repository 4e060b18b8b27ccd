"""How a text becomes words: alike for texts and for what is typed."""

from datetime import date

import pytest

from search.analysis import words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Fachkräfte", "fachkraefte"),
        ("FACHKRÄFTE", "fachkra\u0308fte"),
        ("Straße", "STRASSE"),
        ("Müller", "Mueller"),
        ("Größe", "groesse"),
        ("Café", "cafe"),
        ("Fach\u00adkräfte\u200b", "Fachkräfte"),
        ("Pendler:innen", "Pendlerinnen"),
        ("Pendler*innen", "PendlerInnen"),
        ("Pendler_innen", "Pendler/innen"),
        ("Pendler/-innen", "Pendler(innen)"),
        ("jede:r", "jeder"),
    ],
)
def test_spellings_of_one_word_are_one_word(one, other):
    assert words(one, "de") == words(other, "de")
    assert " " not in words(one, "de")


@pytest.mark.parametrize("word", ["neue", "Quelle", "Steuer", "Bauer"])
def test_letters_that_are_no_umlaut_stay(word):
    assert words(word, "de") == word.lower()


@pytest.mark.parametrize(
    "date", ["10.6.2015", "10.06.2015", "10. 6. 2015", "10. Juni 2015", "10. JUNI 2015", "2015-06-10", "10.6.15"]
)
def test_a_date_in_any_form_is_the_same_day(date):
    assert words(f"Am {date} war es.", "de").split()[-3:] == ["d20150610", "m201506", "t0610"]


def test_of_a_date_only_what_is_said_is_known():
    assert "m201506" in words("Juni 2015", "de") and "d2015" not in words("Juni 2015", "de")
    assert words("10. Juni", "de").split()[-1] == "t0610"
    assert words("Mai", "de") == "mai", "a name, or a word in a title"


@pytest.mark.parametrize(
    ("text", "day", "meant"),
    [
        ("Am 14. Oktober", date(2023, 10, 2), "d20231014"),
        ("Am 3. Januar", date(2023, 10, 2), "d20240103"),
        ("Am 20. Dezember", date(2024, 1, 8), "d20231220"),
        ("Am 29. Februar", date(2023, 11, 1), "d20240229"),
        ("Am 14. Oktober 2019", date(2023, 10, 2), "d20191014"),
    ],
)
def test_a_day_without_its_year_is_the_nearest_to_that_of_the_text(text, day, meant):
    assert meant in words(text, "de", day).split()


def test_abbreviations_that_are_spelt_like_words_which_say_nothing_are_kept_apart():
    assert words("Was sagt der WAS?", "de").split() == ["was", "sagt", "der", "was", "was0"]


def test_the_hour_is_no_clock():
    assert words("Um 10 Uhr, um 18.30 Uhr: die Uhr von 1900.", "de").split().count("uhr") == 1


def test_what_hyphens_join_is_found_by_its_parts_and_as_one_word():
    assert words("Fachkräfte-Gewinnung in Nord-Süd-Richtung", "de").split() == [
        "fachkraefte", "gewinnung", "in", "nord", "sued", "richtung", "fachkraeftegewinnung", "nordsuedrichtung",
    ]  # fmt: skip


def test_german_umlauts_are_typed_as_two_letters_in_german_only():
    assert words("blue", "en") == "blue"


def test_vowel_signs_and_forms_of_letters_make_no_difference_in_arabic():
    assert words("الْعَرَبِيَّة أحمد", "ar") == words("العربيه احمد", "ar")


def test_a_number_is_the_same_with_and_without_dots():
    assert words("1.240 Menschen", "de") == words("1240 Menschen", "de")
    assert words("3.4", "de") == "3 4"
