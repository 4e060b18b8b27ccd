"""How a text becomes words: alike for texts and for what is typed."""

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
