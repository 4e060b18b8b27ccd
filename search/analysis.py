"""How a text becomes the words by which it is found: the one analysis for indexing, asking and marking, in all engines.

Words are indexed in lower case, without diacritics and invisible characters, German umlauts as ae, oe and ue. The key
of a word is what is left of it however umlauts are typed (as in Lucene's GermanNormalizationFilter): fordern is that of
fördern, foerdern and fordern. What else a word may mean (its stem, the compounds that hold it, its neighbours by
spelling) is looked up in the site's own lexicon when somebody asks (`search.lexicon`), so that a text is indexed once,
whatever is published after it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, lru_cache
from typing import NamedTuple

from cms import locales

# Soft hyphens, zero-width characters and marks of direction stand inside of words that readers type without them.
INVISIBLE = "\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060\ufeff"
_INVISIBLES = re.compile(f"[{INVISIBLE}\u0640]")
_MARKS = "\u0300-\u036f\u0483-\u0487\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed"  # which belong to a letter before
# Letters and digits with what belongs to them; as no other way of reading it can be right, none is tried.
_WORD = rf"[{_MARKS}{INVISIBLE}]*+[^\W_]++(?:[{_MARKS}{INVISIBLE}]++[^\W_]*+)*+"
# Pendler:innen, Pendler*innen, Pendler_innen, Pendler/innen, Pendler/-innen, Pendler·innen, Pendler(innen); jede:r.
_GENDER = r"[:*_/·’]-?(?:innen|in|r|n)(?![^\W_])|\((?:innen|in)\)"
_NUMBER = r"(?<![\w.])[0-9]{1,3}(?:[.\u202f][0-9]{3})+(?![\w.]*[0-9])"  # 1.240
_UNITS = re.compile(rf"{_NUMBER}|{_WORD}(?:{_GENDER})?")
_HYPHEN = re.compile("[-\u2010\u2011]")
_NO_LETTER = re.compile(rf"[^\w{_MARKS}]|_")
# ß is ss by casefold; these fall apart by no normal form.
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "æ": "a", "œ": "o", "ى": "ي", "ة": "ه", "ґ": "г", "ı": "i"})
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
_DIGRAPHS = re.compile(r"(?<=[ao])e|(?<![aeiouyq])ue")

CAPITALS = "0"  # behind what stands in capitals; no word is spelt so
LONGEST = 100  # letters of a word; nobody types the rest, and indexes bound what they take

MONTHS = {
    "januar": 1, "janner": 1, "februar": 2, "feber": 2, "marz": 3, "april": 4, "mai": 5, "juni": 6, "juli": 7,
    "august": 8, "september": 9, "oktober": 10, "november": 11, "dezember": 12, "jan": 1, "feb": 2, "mrz": 3, "apr": 4,
    "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9, "okt": 10, "nov": 11, "dez": 12,
}  # fmt: skip
WEEKDAYS = frozenset((
    "montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonnabend", "sonntag", "mo", "di", "mi",
    "do", "fr", "sa", "so",
))  # fmt: skip
NEXT_CENTURY = 70  # of years with two digits: 69 is 2069, 70 is 1970
_MONTH = "|".join(sorted({*MONTHS, "märz", "jänner"}, key=len, reverse=True))
_DAY = r"(?P<day>0?[1-9]|[12][0-9]|3[01])"
_DATES = (
    re.compile(rf"(?<![\w.]){_DAY}\.\s?(?P<month>0?[1-9]|1[0-2])\.\s?(?P<year>(?:19|20)?[0-9]{{2}})?(?!\w)"),
    re.compile(
        rf"(?<![\w.])(?:{_DAY}\.?\s{{0,2}})?(?P<name>{_MONTH})\.?(?!\w)(?:\s{{1,2}}(?P<year>(?:19|20)[0-9]{{2}})(?!\w))?",
        re.IGNORECASE,
    ),
    re.compile(rf"(?<![\w-])(?P<year>(?:19|20)[0-9]{{2}})-(?P<month>0[1-9]|1[0-2])(?:-{_DAY})?(?![\w-])"),
)
LONGEST_DATE = 24  # characters, with those around it that tell whether it is one
_DIGITS = re.compile(rf"[0-9](?:[^0-9]{{0,{2 * LONGEST_DATE}}}+[0-9])*+")  # so near that one date may have them


class Token(NamedTuple):
    """A word where it stands in a text: as the index knows it, and its key."""

    start: int
    end: int
    word: str
    key: str


@dataclass(frozen=True, slots=True)
class Date:
    """A date where it stands in a text; what is not said is 0."""

    start: int
    end: int
    year: int
    month: int
    day: int

    def of(self, day: date | None) -> Date:
        """The same in a text of that day: where no year is said, the nearest is meant."""
        if self.year or day is None:
            return self
        nearest = min((day.year, day.year + 1, day.year - 1), key=lambda year: abs(self._days(year) - day.toordinal()))
        return replace(self, year=nearest)

    def _days(self, year: int) -> int:
        return date(year, self.month, 1).toordinal() + self.day - 1

    @property
    def words(self) -> list[str]:
        """By what it is found, the most exact first: its day, its month, its day of any year."""
        found = []
        if self.year and self.day:
            found.append(f"d{self.year:04d}{self.month:02d}{self.day:02d}")
        if self.year:
            found.append(f"m{self.year:04d}{self.month:02d}")
        if self.day:
            found.append(f"t{self.month:02d}{self.day:02d}")
        return found


@lru_cache(maxsize=65_536)
def spelt(word: str, *, german: bool = True) -> str:
    """A word as the index knows it: without what is not seen or not typed."""
    plain = _INVISIBLES.sub("", unicodedata.normalize("NFKC", word)).casefold().translate(_LETTERS)
    if not plain.isascii():
        plain = unicodedata.normalize("NFC", plain).translate(_UMLAUTS) if german else plain
        decomposed = unicodedata.normalize("NFD", plain)
        plain = "".join(letter for letter in decomposed if not unicodedata.combining(letter)).translate(_LETTERS)
        plain = "".join(str(unicodedata.digit(letter)) if letter.isdigit() else letter for letter in plain)
    return plain


@lru_cache(maxsize=65_536)
def key_of(word: str, *, german: bool = True) -> str:
    """The key of a word that the index knows: the same however its umlauts are typed."""
    return _DIGRAPHS.sub(lambda found: found[0][:-1] if found[0] != "e" else "", word) if german else word


def fold(word: str, *, german: bool = True) -> str:
    """The key of a word as it is typed."""
    return key_of(spelt(word, german=german), german=german)


def tokens(text: str, language: str, without: Collection[str] = ()) -> Iterator[Token]:
    """The words of a text in their order, but for what is written like one of those `without`; a gender form is one
    word (Pendler:innen as Pendlerinnen), what hyphens join is several."""
    german, before = language == "de", ""
    for found in _UNITS.finditer(text):
        if (shown := found[0]) not in without:
            word, key = _read(shown, german)
            if word and not _is_hour(word, before):
                yield Token(*found.span(), word, key)
        before = shown


def _is_hour(word: str, before: str) -> bool:
    """True for 10 Uhr, which is no clock."""
    return word == "uhr" and before[-1:].isdigit()


@lru_cache(maxsize=65_536)
def _read(shown: str, german: bool) -> tuple[str, str]:
    """What stands in a text for one word: as the index knows it, and its key; most texts say what others have said."""
    word = spelt(_NO_LETTER.sub("", shown), german=german)[:LONGEST]
    return word, key_of(word, german=german)


def joined(text: str, language: str) -> Iterator[tuple[str, list[str]]]:
    """Words with hyphens as they would be written without, and what they are made of: Fachkräfte-Gewinnung is found as
    Fachkräftegewinnung."""
    end = 0
    for hyphen in _HYPHEN.finditer(text):
        if hyphen.start() >= end:  # no word goes on behind a blank
            start = max(end, text.rfind(" ", end, hyphen.start()))
            end = text.find(" ", hyphen.start())
            end = end if end >= 0 else len(text)
            yield from _chains(text[start:end], language)


def _chains(text: str, language: str) -> Iterator[tuple[str, list[str]]]:
    chain: list[Token] = []
    for token in tokens(text, language):
        if chain and _HYPHEN.fullmatch(text, chain[-1].end, token.start):
            chain.append(token)
            continue
        yield from _as_one(chain)
        chain = [token]
    yield from _as_one(chain)


def _as_one(chain: list[Token]) -> Iterator[tuple[str, list[str]]]:
    words = [token.word for token in chain]
    if len(words) > 1 and not all(map(str.isdigit, words)):
        yield "".join(words)[:LONGEST], words


def dates(text: str, language: str) -> Iterator[Date]:
    """The dates of a German text in any form that is usual: 10.6.2015, 10. Juni 2015, Juni 2015, 10. Juni."""
    if language != "de":
        return
    # All have digits, and most of a text has none.
    near = [(max(0, found.start() - LONGEST_DATE), found.end() + LONGEST_DATE) for found in _DIGITS.finditer(text)]
    for found in (found for pattern in _DATES for span in near for found in pattern.finditer(text, *span)):
        said = found.groupdict()
        year = _year(said["year"] or "0")
        month = int(said["month"]) if said.get("month") else MONTHS[fold(said["name"])]
        day = int(said.get("day") or 0)
        if year or day:  # May alone is a word
            yield Date(found.start(), found.end(), year, month, day)


def _year(digits: str) -> int:
    year = int(digits)
    if len(digits) == len("15"):
        return year + (2000 if year < NEXT_CENTURY else 1900)
    return year


def words(text: str, language: str, day: date | None = None) -> str:
    """What the index keeps of a text of that day: its words in their order, and behind them those that stand for
    several, for its dates, and for abbreviations that are spelt like words which say nothing."""
    german, idle = language == "de", stop_words(language)
    shown = _UNITS.findall(text)
    read = [_read(one, german) for one in shown]
    said = [word for (word, _key), before in zip(read, ["", *shown], strict=False) if not _is_hour(word, before)]
    said += [word for word, _made_of in joined(text, language)]
    said += [word for one in dates(text, language) for word in one.of(day).words]
    said += [in_capitals(word) for (word, key), one in zip(read, shown, strict=True) if key in idle and is_short(one)]
    return " ".join(filter(None, said))


@cache
def stop_words(language: str) -> frozenset[str]:
    """The keys of the words of a language that no text has to hold to be found."""
    return frozenset(token.key for token in tokens(locales.language(language).stop_words, language))


def is_short(shown: str) -> bool:
    """True for what may be an abbreviation: WAS, but not the A of a sentence."""
    return len(shown) > 1 and shown.isupper()


def in_capitals(word: str) -> str:
    """What the index has of a word that stands in capitals and would say nothing in small letters."""
    return f"{word}{CAPITALS}"


def keys(text: str, language: str) -> str:
    """The keys of all words that the index would keep of a text."""
    return " ".join(key_of(word, german=language == "de") for word in words(text, language).split())


def words_of_day(day: date) -> str:
    """What the index keeps of what stands at that day: the day, and its year as it is typed."""
    return " ".join([*Date(0, 0, day.year, day.month, day.day).words, str(day.year)])
