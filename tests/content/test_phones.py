"""Phone numbers: what is dialled, and which are the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.content.phones import dialled, e164, has_words, is_same, parts


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("0361 5603-0", "+4936156030"),
        ("(0361) 5603-0", "+4936156030"),
        ("03699 / 77 12 30", "+493699771230"),
        ("0361 – 12345", "+4936112345"),
        ("+49 (0)361 99", "+4936199"),
        ("(+49) 361 12345", "+4936112345"),
        ("+49 0361 123456", "+49361123456"),
        ("0049 (0) 361 123456", "+49361123456"),
        ("0176-12345678", "+4917612345678"),
        ("+33 1 23 45 67 89", "+33123456789"),
        ("+39 06 1234 5678", "+390612345678"),  # in Italy the zero is dialled
        ("0361 12345 (Zentrale)", "+4936112345"),
        ("٠٣٦١ ١٢٣٤٥", "+4936112345"),
        ("030 23125-0 (Mo–Fr 9–12)", "+4930231250"),
        ("030 23125-0 (9-12 und 13-16 Uhr)", "+4930231250"),
        ("030 23125-0 Mo-Fr 09-12 Uhr", "+4930231250"),
        ("Mo–Fr 09:00–12:00: 0361 12345", "+4936112345"),
        ("Tel. 03699 / 77 12 30", "+493699771230"),
        ("030/23125-0/-12", "+4930231250"),
    ],
)
def test_a_full_number_is_german_where_it_names_no_country(written, number):
    assert e164(written) == number
    assert dialled(written) == number


@pytest.mark.parametrize(
    ("written", "digits"),
    [
        ("", ""),
        ("auf Anfrage", ""),
        ("4410-0", "44100"),
        ("115", "115"),
        ("0361", "0361"),
        ("+999 12345678", "+99912345678"),
        ("+", "+"),
        ("0361 12345 67890 12345 67890", "036112345678901234567890"),
        ("115 #2", "1152"),
        ("115 (Mo–Fr 8–18 Uhr)", "115"),
        ("4410-0 (Mo–Fr 9–12)", "44100"),
        ("Mo–Fr 9–12 Uhr", ""),
    ],
)
def test_what_is_no_full_number_is_dialled_digit_by_digit(written, digits):
    assert e164(written) is None
    assert dialled(written) == digits


def test_a_number_is_the_same_however_it_is_written():
    assert is_same("03699 4410-0", "+49 (0)3699 / 44 100")
    assert is_same("115", "1 1 5")
    assert not is_same("03699 4410-0", "03699 4410-1")


@pytest.mark.parametrize(
    ("written", "numbers"),
    [
        ("030 23125-0 (Mo–Fr 9–12)", {"030 23125-0": "+4930231250"}),
        ("030 1234567 oder 0170 5678901", {"030 1234567": "+49301234567", "0170 5678901": "+491705678901"}),
        ("0361 123-45 und -46", {"0361 123-45": "+4936112345"}),
        ("030 23125-0 / 030 23125-11", {"030 23125-0": "+4930231250", "030 23125-11": "+49302312511"}),
        ("0361 12345, Fax: 0361 12346 (24 h)", {"0361 12345": "+4936112345", "0361 12346": "+4936112346"}),
        ("0361 12345 (mobil: 0170 5678901)", {"0361 12345": "+4936112345", "0170 5678901": "+491705678901"}),
        ("115", {"115": "115"}),
        ("auf Anfrage", {}),
        ("", {}),
    ],
)
def test_each_number_is_dialled_and_the_words_beside_it_are_not(written, numbers):
    found = parts(written)
    assert "".join(part.text for part in found) == written
    assert dict(part for part in found if part.number) == numbers


@pytest.mark.parametrize(
    ("written", "answer"),
    [
        ("030 23125-0 (Mo–Fr 9–12)", True),
        ("auf Anfrage", True),
        ("030 1234567 oder 0170 5678901", True),
        ("030 1234567 / 0170 5678901", False),
        ("+49 (0)361 1234-0", False),
        ("", False),
    ],
)
def test_it_is_known_whether_words_stand_beside_the_numbers(written, answer):
    assert has_words(written) is answer


@given(st.text(alphabet="0123456789 +()/-–.*#x\u0660ab"))
def test_no_writing_makes_it_fail(written):
    found = e164(written)
    assert found is None or (found.startswith("+") and found[1:].isascii() and found[1:].isdigit())
    assert set(dialled(written)) <= set("+0123456789")
    assert "".join(part.text for part in parts(written)) == written
