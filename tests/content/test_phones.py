"""Phone numbers: what is dialled, and which are the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.content.phones import dialled, e164, is_same


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
    ],
)
def test_what_is_no_full_number_is_dialled_digit_by_digit(written, digits):
    assert e164(written) is None
    assert dialled(written) == digits


def test_a_number_is_the_same_however_it_is_written():
    assert is_same("03699 4410-0", "+49 (0)3699 / 44 100")
    assert is_same("115", "1 1 5")
    assert not is_same("03699 4410-0", "03699 4410-1")


@given(st.text(alphabet="0123456789 +()/-–.*#x\u0660ab"))
def test_no_writing_makes_it_fail(written):
    found = e164(written)
    assert found is None or (found.startswith("+") and found[1:].isascii() and found[1:].isdigit())
    assert set(dialled(written)) <= set("+0123456789")
