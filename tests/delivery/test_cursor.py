"""Cursors: what a list gave leads back to its place in that list, and nothing else is one."""

import datetime
from uuid import UUID

import pytest

from cms.delivery.api.cursor import Position, decode, encode
from cms.delivery.models import EPOCH, MICROSECOND, tie_break

KEY = "0123456789abcdef" * 2


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
def test_a_cursor_leads_back_to_its_place(sort_at):
    cursor = Position(sort_at, "9" * 18 + KEY).encode("a list")
    assert Position.decode(cursor, "a list") == (sort_at, "9" * 18 + KEY)
    assert "=" not in cursor and len(cursor) <= 160


@pytest.mark.parametrize("text", ["", "1", "1.", ".1", "1.2.3", "1.-2", f"0.{KEY}", f"0.{KEY}.{'0' * 16}"])
def test_what_no_list_gave_is_no_cursor(text):
    with pytest.raises(ValueError, match="not a cursor"):
        Position.decode(encode(text), "a list")


def test_the_cursor_of_another_list_is_none_of_this_one():
    cursor = Position(EPOCH, KEY).encode("another list")
    with pytest.raises(ValueError, match="not a cursor of this list"):
        Position.decode(cursor, "a list")


@pytest.mark.parametrize("cursor", [None, 5, "", "MS4y=", "MS4z\n", "MS4zé", "MS4 z", "A" * 161, "MR", "M"])
def test_what_encoding_never_gives_is_no_cursor(cursor):
    with pytest.raises(ValueError, match="not a cursor"):
        decode(cursor)


def test_the_longest_that_encoding_gives_is_read():
    assert decode(encode("9" * 120)) == "9" * 120


def test_what_stands_at_one_moment_is_ordered_by_when_it_was_first_public():
    moments = [None, EPOCH - MICROSECOND, EPOCH + MICROSECOND, datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)]
    orders = [tie_break(moment, UUID(KEY)) for moment in moments]
    assert orders[0] == orders[1] < orders[2] < orders[3] and {len(order) for order in orders} == {50}
