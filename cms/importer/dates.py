"""German dates as people write them in running text: with and without weekday, year and month name, and ranges."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

FIRST_OF_FOUR_DIGITS = 1000  # a year with fewer digits leaves out its century
WEEKDAYS = ("montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag")
_WEEKDAY_WORDS = {**{word: number for number, word in enumerate(WEEKDAYS)}, "sonnabend": 5}
_WEEKDAY_WORDS |= {word[:2]: number for word, number in _WEEKDAY_WORDS.items() if word != "sonnabend"}

# By their first letters; “Mrz” and “Maerz” are März, “Jänner” and “Feber” the Austrian names.
_MONTHS = {
    "jan": 1, "jän": 1, "feb": 2, "mär": 3, "mae": 3, "mrz": 3, "apr": 4, "mai": 5, "jun": 6, "jul": 7, "aug": 8,
    "sep": 9, "okt": 10, "nov": 11, "dez": 12,
}  # fmt: skip
_ONES = ("erst", "zweit", "dritt", "viert", "fünft", "sechst", "siebt", "acht", "neunt", "zehnt", "elft", "zwölft")
_TEENS = {13: "dreizehnt", 14: "vierzehnt", 15: "fünfzehnt", 16: "sechzehnt", 17: "siebzehnt", 18: "achtzehnt"}
_TENS = {19: "neunzehnt", 20: "zwanzigst", 30: "dreißigst", 31: "einunddreißigst"}
_COUNTED = ("ein", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun")
ORDINALS = {
    **dict(enumerate(_ONES, start=1)),
    **_TEENS,
    **_TENS,
    **{20 + number: f"{word}undzwanzigst" for number, word in enumerate(_COUNTED, start=1)},
}
_ORDINAL_DAYS = {word: number for number, word in ORDINALS.items()} | {"siebent": 7}

_WEEKDAY = rf"(?:{'|'.join(WEEKDAYS)}|sonnabend|(?:Mo|Di|Mi|Do|Fr|Sa|So)\b\.?)"
_MONTH = (
    r"(?:(?:Januar|Jänner|Februar|Feber|März|Maerz|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember)\b"
    r"|(?:Jan|Jän|Febr?|Mär|Mrz|Apr|Jun|Jul|Aug|Sept?|Okt|Nov|Dez)\b\.?)"
)
# Two digits are a year behind an apostrophe, or where nothing follows that they could count.
_YEAR = r"(?:[12]\d{3}(?!\d)|['’]\d\d(?!\d)|\d\d(?=\s*(?:[,;:)|–—]|\.(?:\s|$)|$)))"
_NUMBER_YEAR = r"(?:[12]\d{3}|\d\d)(?!\d)(?!\.\d)"
_ORDINAL = rf"(?:{'|'.join(sorted(_ORDINAL_DAYS, key=len, reverse=True))})(?:e[nrsm]?)"
_DAY = rf"(?:(?<!\d)\d{{1,2}}\.(?!\d)|{_ORDINAL}\b)"
_LEAD = rf"(?:{_WEEKDAY},?\s+(?:(?:den|dem|der)\s+)?)"
_UNTIL = r"\s*(?:bis(?:\s+zum)?|und(?:\s+am)?|sowie|–|—|-|/)\s*"
_WORDS = rf"(?P<day>{_DAY})\s*(?P<month>{_MONTH})(?:\s*(?P<year>{_YEAR}))?"
_DIGITS = rf"(?P<nday>(?<![\d.])\d{{1,2}})\.\s?(?P<nmonth>\d{{1,2}})\.(?:\s?(?P<nyear>{_NUMBER_YEAR}))?(?!\d)"

_DATE = re.compile(
    rf"""
    (?P<iso>(?<![\d-])[12]\d{{3}}-\d\d-\d\d(?![\d-]))
    |
    (?:  # the beginning of a range
        (?P<fromweekday>{_LEAD})?
        (?:
            (?P<fday>{_DAY})(?:\s*(?P<fmonth>{_MONTH})(?:\s*(?P<fyear>{_YEAR}))?)?
            |
            (?P<fnday>(?<![\d.])\d{{1,2}})\.\s?(?P<fnmonth>\d{{1,2}})\.(?:\s?(?P<fnyear>{_NUMBER_YEAR}))?
        )
        {_UNTIL}
    )?
    (?P<weekday>{_LEAD})?
    (?:{_WORDS}|{_DIGITS})
    """,
    re.VERBOSE | re.IGNORECASE,
)
# Every date has one of these: what has none is not searched.
_MAY_BE_SAID = re.compile(r"\d|J[aä]n|Feb|M[aä]|Mrz|Apr|Ju[nl]|Aug|Sep|Okt|Nov|Dez", re.IGNORECASE)
# Without a year, digits are a date only where something says so: “1.2.” may number a heading.
_SAYS_SO = re.compile(r"(?:\b(?:am|vom|zum|den|dem|bis|ab|seit|heutigen|gestrigen|morgigen)|[,(])\s*$", re.IGNORECASE)
FIRST_YEAR = 1990
# For `find_dates` where it matters only whether and where a date stands.
SOME_DAY = datetime.date(2100, 1, 1)


class Day(NamedTuple):
    """A day of the calendar whose year may be unknown."""

    year: int | None
    month: int
    day: int

    def date(self) -> datetime.date | None:
        """The day as a date; None without a year."""
        return datetime.date(self.year, self.month, self.day) if self.year else None


@dataclass(frozen=True)
class Written:
    """A date in a text, or a range of them: where it stands, how, and what it says. Weekdays count from Monday, 0."""

    start: int
    end: int
    as_written: str
    first: Day
    last: Day
    weekday: int | None = None

    @property
    def value(self) -> datetime.date | None:
        """The date, of a range the first one; None where the year is missing."""
        return self.first.date()

    def days(self) -> list[datetime.date]:
        """Both ends of a range in their order, of a single date that date; empty without a year."""
        return sorted({day for day in (self.first.date(), self.last.date()) if day})

    @property
    def contradicts_weekday(self) -> bool:
        """True where the weekday written is another than the date's."""
        return self.weekday is not None and self.value is not None and self.value.weekday() != self.weekday


def find_dates(text: str, *, today: datetime.date) -> list[Written]:
    """All dates in the text that exist, in their order; `today` decides on the century of a two-digit year."""
    return list(_find(text, today)) if _MAY_BE_SAID.search(text) else []


def _find(text: str, today: datetime.date) -> Iterator[Written]:
    position = 0
    while match := _DATE.search(text, position):
        # First what is quickly said: a text of nothing but numbers has a candidate at each of them.
        found = (_iso(match) if match["iso"] else _written(match, today)) if _is_said(match, text) else None
        if found is None:
            # What follows the first number may still be a date.
            position = match.start() + 1
            continue
        yield found
        position = match.end()


def _is_said(match: re.Match[str], text: str) -> bool:
    if match["iso"] or match["month"] or match["nyear"] or match["weekday"] or match["fromweekday"]:
        return True
    return bool(_SAYS_SO.search(text[max(0, match.start() - 15) : match.start()]))


def _iso(match: re.Match[str]) -> Written | None:
    try:
        date = datetime.date.fromisoformat(match["iso"])
    except ValueError:
        return None
    day = Day(date.year, date.month, date.day)
    return Written(match.start(), match.end(), match[0], day, day)


def _written(match: re.Match[str], today: datetime.date) -> Written | None:
    year = _year(match["year"] or match["nyear"], today)
    month = _month(match["month"] or match["nmonth"])
    last = _day(year, month, match["day"] or match["nday"])
    if last is None:
        return None
    begin = match["fday"] or match["fnday"]
    if begin is None:
        return _result(match, last, last, match["weekday"])
    first_month = _month(match["fmonth"] or match["fnmonth"] or match["month"] or match["nmonth"])
    first_year = _year(match["fyear"] or match["fnyear"], today) or year
    if first_year and not (match["fyear"] or match["fnyear"]) and first_month > month:
        first_year -= 1  # from December to January
    first = _day(first_year, first_month, begin)
    if first is None or (first.year and last.year and first.date() > last.date()):  # type: ignore[operator]
        return None
    return _result(match, first, last, match["fromweekday"])


def _result(match: re.Match[str], first: Day, last: Day, lead: str | None) -> Written:
    as_written = match[0].strip()
    start = match.start() + len(match[0]) - len(match[0].lstrip())
    return Written(start, match.start() + len(match[0].rstrip()), as_written, first, last, _weekday(lead))


def _weekday(lead: str | None) -> int | None:
    if not lead:
        return None
    word = re.split(r"[\s,.]", lead.lower(), maxsplit=1)[0]
    return _WEEKDAY_WORDS[word]


def _month(text: str | None) -> int:
    if text is None:
        return 0
    return int(text) if text.isdigit() else _MONTHS[text.lower()[:3]]


def _year(text: str | None, today: datetime.date) -> int | None:
    """The year; two digits mean the hundred years that end with the next one."""
    if not text:
        return None
    digits = int(text.lstrip("'’"))
    if digits >= FIRST_OF_FOUR_DIGITS:
        return digits
    this_century = today.year // 100 * 100
    year = this_century + digits
    return year if year <= today.year + 1 else year - 100


def _day(year: int | None, month: int, text: str) -> Day | None:
    """The day where the calendar has it; without a year, 29 February exists."""
    number = int(text.rstrip(".")) if text[0].isdigit() else _ordinal(text)
    try:
        datetime.date(year or 2000, month, number)
    except ValueError:
        return None
    return Day(year, month, number)


def _ordinal(word: str) -> int:
    return _ORDINAL_DAYS[re.sub(r"e[nrsm]?$", "", word.lower())]


def years_that_fit(day: Day, weekday: int | None, *, today: datetime.date) -> list[int]:
    """The years since 1990 in which the day existed, has come, and fell on the weekday where one is given."""
    found = []
    for year in range(FIRST_YEAR, today.year + 1):
        date = day._replace(year=year)
        try:
            moment = date.date()
        except ValueError:
            continue
        if moment and moment <= today and weekday in {None, moment.weekday()}:
            found.append(year)
    return found
