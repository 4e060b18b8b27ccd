"""Phone numbers as people write them, and what is dialled for them; how they are shown is left to who typed them."""

from __future__ import annotations

import re

import phonenumbers

REGION = "DE"  # of a number that names no country
MAX_DIGITS = 15  # of a number in E.164, with its country's code


def e164(number: str) -> str | None:
    """The number as E.164 (ITU-T), German where it names no country; None for what is no full number."""
    digits = _digits(number)
    if not digits.startswith(("+", "0")):  # without the area's code
        return None
    try:
        parsed = phonenumbers.parse(digits, REGION)
    except phonenumbers.NumberParseException:
        return None
    made = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)
    # In Germany nothing follows a zero that was not taken for the one before the area's code.
    is_german = parsed.country_code == phonenumbers.country_code_for_region(REGION)
    is_cut = is_german and bool(parsed.italian_leading_zero)
    is_full = phonenumbers.is_possible_number(parsed) and not is_cut and len(made) <= len("+") + MAX_DIGITS
    return made if is_full else None


def dialled(number: str) -> str:
    """What to dial for the number, as RFC 3966 wants it in `tel:` links: as E.164, or its digits where it is not full;
    empty where there are none."""
    return e164(number) or _digits(number)


def is_same(one: str, other: str) -> bool:
    """True for two ways of writing one number."""
    return dialled(one) == dialled(other)


def _digits(number: str) -> str:
    """The digits and the plus of a number; the keys beside the zero dial nobody."""
    in_ascii = phonenumbers.normalize_digits_only(number, keep_non_digits=True)
    return re.sub(r"[*#]", "", phonenumbers.normalize_diallable_chars_only(in_ascii))
