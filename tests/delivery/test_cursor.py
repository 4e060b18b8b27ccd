"""Cursors: what a list gave leads back to its place, and nothing else is one."""

import datetime

import pytest

from cms.delivery.api.cursor import EPOCH, LARGEST_ID, Position, decode, encode

MICROSECOND = datetime.timedelta(microseconds=1)


@pytest.mark.parametrize("number", [0, 7, LARGEST_ID])
@pytest.mark.parametrize(
    "sort_at",
    [
        EPOCH,
        EPOCH - MICROSECOND,
        datetime.datetime(1900, 1, 1, tzinfo=datetime.UTC),
        datetime.datetime(2024, 5, 6, 14, 0, 0, 1, tzinfo=datetime.UTC),
        datetime.datetime(9999, 12, 31, 23, 59, 59, 999999, tzinfo=datetime.UTC),
    ],
)
def test_a_cursor_leads_back_to_its_place(sort_at, number):
    cursor = Position(sort_at, number).encode()
    assert Position.decode(cursor) == (sort_at, number)
    assert "=" not in cursor and len(cursor) <= 80


@pytest.mark.parametrize(
    "text",
    ["", "1", "1.", ".1", "1.2.3", "1.-2", " 1.2", "1.2\n", "+1.2", "1_0.2", f"1.{LARGEST_ID + 1}", "9" * 18 + ".1"],
)
def test_what_no_list_gives_is_no_cursor(text):
    with pytest.raises(ValueError, match="not a cursor"):
        Position.decode(encode(text))


@pytest.mark.parametrize("cursor", [None, 5, "", "MS4y=", "MS4z\n", "MS4zé", "MS4 z", "A" * 81, "MR", "M"])
def test_what_encoding_never_gives_is_no_cursor(cursor):
    with pytest.raises(ValueError, match="not a cursor"):
        decode(cursor)


def test_the_longest_that_encoding_gives_is_read():
    assert decode(encode("9" * 60)) == "9" * 60
