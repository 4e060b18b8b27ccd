"""Phone numbers as people write them, and what is dialled for them; how they are shown is left to who typed them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

import phonenumbers

REGION = "DE"  # of a number that names no country
MAX_DIGITS = 15  # of a number in E.164, with its country's code
# Of what stands beside a number: when somebody answers, what is said in brackets, and another extension.
_HOURS = r"\d{1,2}(?:[:.]\d{2})?\s*(?:Uhr|h)?\s*(?:[-–—]|bis)\s*\d{1,2}(?:[:.]\d{2})?(?![\d/])"
_CLOCK = r"\d{1,2}[:.]\d{2}(?!\d)"
_BESIDE = re.compile(
    rf"\((?![^()]*\d[\d\s/-]{{5,}}\d)[^()\d]*[^\W\d_][^()]*\)"  # in brackets that begin with words
    rf"|\((?:{_HOURS}|{_CLOCK})[^()]*\)"
    rf"|(?<=[^\W\d_])[.:,]?\s+(?:{_HOURS})"  # after a weekday
    rf"|(?:{_HOURS}|{_CLOCK}|\b\d{{1,2}})\s*(?:Uhr|h)\b"
    rf"|(?:[,;/]|\b(?:und|oder)\b)\s*[-–]\s*\d+"
)
_OF_A_NUMBER = re.compile(r"[+\d(][\d\s()/.*#–—-]*")


class Part(NamedTuple):
    """A piece of what was written, and what to dial for it; empty for words beside a number."""

    text: str
    number: str = ""

    @property
    def is_words(self) -> bool:
        """True for words of some language, as of when somebody answers; not for the signs between two numbers."""
        return not self.number and any(map(str.isalpha, self.text))


def e164(number: str) -> str | None:
    """The first full number that is written there as E.164 (ITU-T), German where it names no country; None where there
    is none."""
    return next((_full(text) for text, _start in _written(number)), None)


def dialled(number: str) -> str:
    """What to dial for what is written, as RFC 3966 wants it in `tel:` links: the first number as E.164, or its digits
    where it is not full; empty where there are none."""
    return next((_full(text) or _digits(text) for text, _start in _written(number)), "")


@lru_cache(1000)
def parts(written: str) -> tuple[Part, ...]:
    """What is written, whole and in its order, with what to dial for each number in it."""
    found: list[Part] = []
    end = 0
    for text, start in _written(written):
        found += _between(written[end:start])
        found.append(Part(text, _full(text) or _digits(text)))
        end = start + len(text)
    return (*found, *_between(written[end:]))


def _between(text: str) -> list[Part]:
    """Words beside numbers without the spaces around them: these stand between two languages, not in one."""
    words = text.strip()
    before, _words, after = text.partition(words) if words else (text, "", "")
    return [Part(part) for part in (before, words, after) if part]


def has_words(written: str) -> bool:
    """True where words of some language stand beside the numbers."""
    return any(part.is_words for part in parts(written))


def is_same(one: str, other: str) -> bool:
    """True for two ways of writing one number."""
    return dialled(one) == dialled(other)


def _written(text: str) -> Iterator[tuple[str, int]]:
    """The numbers in a text and where each begins: all full ones, else the first digits that can be dialled."""
    # Of the same length, so that places stay; no sign of a number.
    bare = _BESIDE.sub(lambda beside: "\0" * len(beside[0]), text)
    matcher = phonenumbers.PhoneNumberMatcher(bare, REGION, leniency=phonenumbers.Leniency.POSSIBLE)
    found = [(match.raw_string, match.start) for match in matcher if _full(match.raw_string)]
    if found:
        yield from found
        return
    for match in _OF_A_NUMBER.finditer(bare):
        digits = match[0].rstrip(" \t\r\n(/.–—-")
        if _digits(digits):
            yield digits, match.start()
            return


def _full(number: str) -> str | None:
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


def _digits(number: str) -> str:
    """The digits and the plus of a number; the keys beside the zero dial nobody."""
    in_ascii = phonenumbers.normalize_digits_only(number, keep_non_digits=True)
    return re.sub(r"[*#]", "", phonenumbers.normalize_diallable_chars_only(in_ascii))
