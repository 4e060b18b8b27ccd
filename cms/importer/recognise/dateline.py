"""The dateline of a release, on its own line or glued to the text: “ERFURT _”, “Jena, 12. März 2019.”."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

from cms.importer.dates import SOME_DAY, Written, find_dates
from cms.importer.recognise.common import place_as_usual

_WORD = r"[A-ZÄÖÜ][\wäöüß.’'-]*"
_BETWEEN = r"(?:am|an\s+der|auf|im|in|ob\s+der|bei|vor\s+der|a\.\s?d\.|i\.)"
_PLACE = rf"(?P<place>{_WORD}(?:(?:\s?/\s?|\s+|\s+{_BETWEEN}\s+){_WORD}){{0,4}}(?:\s?\([A-ZÄÖÜ]\w+\))?)"
_AGENCY = r"(?:\s*\((?:[a-z/]{2,12}|[A-ZÄÖÜa-zäöü]{2,6}(?:/[A-Za-z]{2,6})?)\))?"
_DASH = r"(?:_+|[–—]|--?|\||:{2}|\+{2,3}|//)"
# Shorter paragraphs with a dash may be headlines.
MIN_TEXT = 120
MAX_PLACE = 50  # characters

_WITH_DASH = re.compile(rf"^{_PLACE}{_AGENCY}\s*(?:_+\s*|\s{_DASH}\s+)(?=\S)")
_CAPITALS = re.compile(r"^(?P<place>[A-ZÄÖÜ]{3}[A-ZÄÖÜß/ .-]*?)\s*(?:[:.]|[–—-])\s+(?=[A-ZÄÖÜ„»\"]?\S)")
_WITH_STOP = re.compile(rf"^(?P<place>{_WORD}(?:(?:\s?/\s?|\s){_WORD}){{0,2}}){_AGENCY}\.\s+(?=[A-ZÄÖÜ„»\"])")
_BEFORE_DATE = re.compile(rf"^\(?\s*{_PLACE}{_AGENCY}\s*[,;|(–-]\s*(?:(?:den|der|am|vom)\s+)?$")
_BEHIND_DATE = re.compile(rf"^\s*\)?\s*(?:{_AGENCY}\s*)?(?:{_DASH}|[.:,;])*\s*")
# Words that begin a sentence or a headline and are no place.
_NO_PLACE = re.compile(
    r"^(?:Die|Der|Das|Ein|Eine|Am|Im|In|Mit|Für|Auf|Bei|Nach|Vor|Von|Zum|Zur|Wie|Wer|Was|Wann|Wo|So|Es|Wir|Sie|Hintergrund|Foto|Bild"
    r"|Kontakt|Telefon|Tel|Fax|Datum|Montag|Dienstag|Mittwoch|Donnerstag|Freitag|Samstag|Sonntag|Pressemitteilung|Medieninformation"
    r"|Presseinformation|Projekt|Träger|Fazit|Stand|Sperrfrist|Nr|Ausgabe|Zitat|Quelle|Prof|Dr)\b"
)


@dataclass(frozen=True)
class Dateline:
    """Place and date where they are said, and the text behind them; on a line of its own that text is empty."""

    place: str
    date: Written | None
    rest: str


def find_dateline(text: str, *, today: datetime.date | None = None) -> Dateline | None:
    """The dateline at the beginning of a paragraph; None where there is none."""
    dated = _with_date(text, today or SOME_DAY)
    if dated is not None:
        return dated
    patterns = (_CAPITALS, _WITH_DASH, _WITH_STOP)
    for pattern in patterns:
        match = pattern.match(text)
        if match is None or _NO_PLACE.match(match["place"]) or len(match["place"]) > MAX_PLACE:
            continue
        rest = text[match.end() :]
        if len(rest) < MIN_TEXT:
            continue
        return Dateline(place_as_usual(match["place"]), None, rest)
    return None


def _with_date(text: str, today: datetime.date) -> Dateline | None:
    dates = find_dates(text[:110], today=today)
    if not dates:
        return None
    date = dates[0]
    before = text[: date.start]
    behind = _BEHIND_DATE.match(text[date.end :])
    rest = text[date.end + (behind.end() if behind else 0) :]
    if re.fullmatch(r"\(?\s*(?:(?:den|vom|am|Datum:|Stand:)\s*)?", before):
        if not rest or (behind and behind[0].strip()):
            return Dateline("", date, rest)
        return None
    match = _BEFORE_DATE.match(before)
    if match is None or _NO_PLACE.match(match["place"]):
        return None
    if rest and not (behind and re.search(r"\S", behind[0])) and not rest[:1].isupper():
        return None
    return Dateline(place_as_usual(match["place"]), date, rest)
