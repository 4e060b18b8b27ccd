"""German dates in every form people write them, over a century."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.importer.dates import ORDINALS, WEEKDAYS, Day, find_dates, years_that_fit

MONTH_NAMES = (
    *("Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August"),
    *("September", "Oktober", "November", "Dezember"),
)
TODAY = datetime.date(2026, 11, 24)
ABBREVIATED = ("Jan.", "Feb.", "März", "Apr.", "Mai", "Jun.", "Jul.", "Aug.", "Sept.", "Okt.", "Nov.", "Dez.")


def found(text):
    return find_dates(text, today=TODAY)


def weekday(date):
    return WEEKDAYS[date.weekday()].capitalize()


def month(date):
    return MONTH_NAMES[date.month - 1]


FORMS = {
    "words": lambda date: f"{date.day}. {month(date)} {date.year}",
    "no space": lambda date: f"{date.day}.{month(date)} {date.year}",
    "weekday": lambda date: f"{weekday(date)}, {date.day}. {month(date)} {date.year}",
    "weekday, den": lambda date: f"{weekday(date)}, den {date.day}. {month(date)} {date.year}",
    "short weekday": lambda date: f"{weekday(date)[:2]}., {date.day}.{date.month}.{date.year}",
    "abbreviated": lambda date: f"{date.day}. {ABBREVIATED[date.month - 1]} {date.year}",
    "ordinal": lambda date: f"{ORDINALS[date.day]}en {month(date)} {date.year}",
    "digits": lambda date: f"{date.day}.{date.month}.{date.year}",
    "padded": lambda date: f"{date:%d.%m.%Y}",
    "spaced": lambda date: f"{date.day}. {date.month}. {date.year}",
    "iso": lambda date: date.isoformat(),
}
SHORT_FORMS = {
    "digits": lambda date: f"{date:%d.%m.%y}",
    "apostrophe": lambda date: f"{date.day}. {month(date)} ’{date:%y}",
    "at the end": lambda date: f"{date.day}. {month(date)} {date:%y}",
}
a_date = st.dates(datetime.date(1928, 1, 1), datetime.date(2027, 12, 31))


@given(a_date, st.sampled_from(sorted(FORMS)))
def test_every_form_says_its_date_wherever_it_stands(date, form):
    written = FORMS[form](date)
    for text in (written, f"Am {written} fand das Treffen statt.", f"(Erfurt, {written})", f"vom {written} an"):
        [one] = found(text)
        assert (one.value, one.days()) == (date, [date])
        assert text[one.start : one.end] == one.as_written
        assert not one.contradicts_weekday


@given(a_date, st.sampled_from(sorted(SHORT_FORMS)))
def test_a_year_of_two_digits_is_in_the_hundred_years_that_end_with_the_next(date, form):
    [one] = found(f"Am {SHORT_FORMS[form](date)}.")
    assert one.value == date


@given(a_date, st.integers(1, 40), st.sampled_from([" bis ", " bis zum ", " – ", "-", " und "]))
def test_a_range_says_both_its_ends(first, days, between):
    last = first + datetime.timedelta(days=days)
    begin = f"{first.day}." if (first.year, first.month) == (last.year, last.month) else f"{first.day}. {month(first)}"
    begin += f" {first.year}" if first.year != last.year else ""
    [one] = found(f"vom {begin}{between}{last.day}. {month(last)} {last.year} in Gera")
    assert one.days() == [first, last]


@given(a_date)
def test_a_date_without_a_year_names_the_years_that_fit(date):
    [one] = found(f"am heutigen {weekday(date)}, {date.day}. {month(date)}, in Erfurt")
    assert one.value is None
    assert (one.first.month, one.first.day, one.weekday) == (date.month, date.day, date.weekday())
    years = years_that_fit(one.first, one.weekday, today=TODAY)
    assert (date.year in years) == (date.year >= 1990 and date <= TODAY)
    for year in years:
        assert datetime.date(year, date.month, date.day).weekday() == date.weekday()


def test_the_years_of_a_monday():
    assert years_that_fit(Day(None, 11, 20), 0, today=TODAY) == [1995, 2000, 2006, 2017, 2023]
    assert years_that_fit(Day(None, 12, 1), None, today=TODAY) == list(range(1990, 2026))


@given(a_date, st.integers(1, 6))
def test_a_wrong_weekday_is_noticed(date, days):
    other = date + datetime.timedelta(days=days)
    [one] = found(f"{weekday(other)}, {date.day}. {month(date)} {date.year}")
    assert one.contradicts_weekday


@pytest.mark.parametrize(
    "text",
    [
        "31. Februar 2020",
        "am 32.1.2020 um",
        "Kapitel 1.2. Ergebnisse",
        "Die 3. Konferenz",
        "0361 5603-0",
        "99084 Erfurt",
        "Version 10.15.7",
        "Im Mai 2014",
        "",
    ],
)
def test_what_is_no_date_is_none(text):
    assert found(text) == []


def test_what_is_counted_behind_a_month_is_no_year():
    assert found("am 10. Juni 15 Uhr")[0].value is None
    assert found("am 10. Juni 40 Gäste")[0].value is None


@given(st.text(alphabet="0123456789. –-/JuniMaibszum\n,(", max_size=80))
def test_no_text_makes_the_parser_fail(text):
    for one in found(text):
        assert text[one.start : one.end] == one.as_written
