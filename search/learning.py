"""What the agency learns from those who search: how often something is asked, with or without an answer, and which hits
are opened. Nothing is known of who it was: no address, no session, no time but the day.

A process counts in memory and writes down what there is a few seconds after the first; what it has counted since is
lost when it is killed. No answer waits for that, and nothing of it is read for public answers.
"""

from __future__ import annotations

import datetime
import logging
import re
import threading
import time
from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Sequence
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from django.conf import settings
from django.db import DatabaseError, connection, connections
from django.utils import timezone

from cms import locales
from cms.content.cleaning import clean_text
from cms.delivery.chunks import chunks
from cms.delivery.presenter import AGENCY_ZONE
from search.analysis import tokens
from search.models import MAX_LETTERS, MAX_WORDS, Asked, Clicked

log = logging.getLogger(__name__)

KEPT = datetime.timedelta(days=180)
MOST_WAITING = 1_000
"""So many different searches, and clicks, a process counts until they are written down."""
MOST_A_DAY = 5_000
"""So many different searches, and clicks, are kept of a day: what programs make up fills no disk."""
ROWS = 100  # of one statement

# Who asks like this is no reader.
_PROGRAMS = re.compile(r"bot|crawl|spider|slurp|curl|wget|python|headless|scrap", re.IGNORECASE)
# What may be somebody's: mail addresses, numbers of telephones, accounts, cases. Years are nobody's.
_YEARS = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")
_PERSONAL = re.compile(r"@|[0-9](?:[\s./()-]{0,2}[0-9]){5}")


class Search(NamedTuple):
    """A search that counts: its words as the index has them and as they were typed, and whether they were found."""

    language: str
    words: str
    shown: str
    found: bool


class Click(NamedTuple):
    """A hit of a search that was opened, by the key of its publication."""

    language: str
    words: str
    key: UUID


def search_of(text: str, locale: str, *, found: bool) -> Search | None:
    """What counts of what somebody typed; None where that is nothing, or may be somebody's own."""
    language, text = locales.base(locale), clean_text(text)
    if _PERSONAL.search(_YEARS.sub("", text)):
        return None
    typed = list(tokens(text, language))[:MAX_WORDS]
    words = " ".join(token.key for token in typed)[:MAX_LETTERS].strip()
    shown = " ".join(text[token.start : token.end] for token in typed)[:MAX_LETTERS].strip()
    return Search(language, words, shown, found) if words else None


class Waiting:
    """What this process has counted and not written down yet."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.timer: threading.Timer | None = None
        self.searches: Counter[Search] = Counter()
        self.clicks: Counter[Click] = Counter()
        self.clicking: Counter[str] = Counter()  # clicks of each address, for a few seconds
        self.clicking_since = 0.0

    def add(self, what: Search | Click) -> None:
        """Count it, unless too much is waiting; it is written down a few seconds later."""
        seconds = settings.SEARCHES_COUNTED_EVERY
        if not seconds:
            return
        counts: Counter[Any] = self.searches if isinstance(what, Search) else self.clicks
        with self.lock:
            if what in counts or len(counts) < MOST_WAITING:
                counts[what] += 1
            if self.timer is None:
                self.timer = threading.Timer(seconds, _write_down_apart)
                self.timer.daemon = True
                self.timer.start()

    def take(self) -> tuple[Counter[Search], Counter[Click]]:
        """All that is waiting, which waits no more."""
        with self.lock:
            taken = self.searches, self.clicks
            self.searches, self.clicks, self.timer = Counter(), Counter(), None
            return taken

    def is_too_often(self, who: str, most: int) -> bool:
        """True for who has clicked oftener than that within a few seconds; notes that they do so now."""
        with self.lock:
            if not 0 <= time.monotonic() - self.clicking_since < settings.SEARCHES_COUNTED_EVERY:
                self.clicking, self.clicking_since = Counter(), time.monotonic()
            if who not in self.clicking and len(self.clicking) >= MOST_WAITING:
                return True
            self.clicking[who] += 1
            return self.clicking[who] > most


waiting = Waiting()


def hear(sender: Any, said: Hashable, environ: dict[str, Any], **kwargs: Any) -> None:
    """Count a search that a reader was answered."""
    if isinstance(said, Search) and environ["REQUEST_METHOD"] == "GET" and not _is_no_reader(environ):
        waiting.add(said)


def _is_no_reader(environ: dict[str, Any]) -> bool:
    """True for programs, for browsers that fetch ahead, and for those who are logged in and try their own site."""
    return (
        settings.SESSION_COOKIE_NAME in environ.get("HTTP_COOKIE", "")
        or "HTTP_SEC_PURPOSE" in environ
        or _is_program(environ.get("HTTP_USER_AGENT", ""))
    )


@lru_cache(maxsize=1_024)
def _is_program(agent: str) -> bool:
    return _PROGRAMS.search(agent) is not None


def _write_down_apart() -> None:
    """In a thread of its own, which leaves no connection open."""
    try:
        write_down()
    except DatabaseError:
        log.warning("What was searched for could not be written down, and is not counted", exc_info=True)
    finally:
        connections.close_all()


def write_down() -> None:
    """Add what is waiting to what was counted today: one statement for each kind, or a few."""
    searches, clicks = waiting.take()
    today = timezone.localdate(timezone=AGENCY_ZONE)
    if searches:
        _add_searches(searches, today)
    if clicks:
        _add_clicks(clicks, today)


def _add_searches(counted: Counter[Search], today: datetime.date) -> None:
    rows: dict[tuple[str, str], list[Any]] = {}
    for search, number in counted.items():
        row = rows.setdefault((search.language, search.words), [search.shown, 0, 0])
        row[1] += number
        row[2] += 0 if search.found else number
    known = Asked.objects.filter(day=today)
    kept = _with_room(rows, known, ("language", "words"), [words for _language, words in rows])
    _insert(ADD_SEARCHES, [(today, *key, *rows[key]) for key in kept])


def _add_clicks(counted: Counter[Click], today: datetime.date) -> None:
    """Of clicks those count that belong to a search which somebody made."""
    words = {click.words for click in counted}
    lately = Asked.objects.filter(day__gte=today - datetime.timedelta(days=1))
    asked = {key for some in chunks(words) for key in lately.filter(words__in=some).values_list("language", "words")}
    made = [click for click in counted if click[:2] in asked]
    kept = _with_room(made, Clicked.objects.filter(day=today), ("language", "words", "key"), words)
    _insert(ADD_CLICKS, [(today, *click[:2], _stored(click[2]), counted[Click(*click)]) for click in kept])


def _with_room(keys: Iterable[Any], known: Any, names: Sequence[str], words: Collection[str]) -> list[Any]:
    """The keys that are counted today, in their order: those that are known, and so many new ones as there is room."""
    there = {key for some in chunks(words) for key in known.filter(words__in=some).values_list(*names)}
    room = max(0, MOST_A_DAY - known.count())
    new = [key for key in keys if tuple(key) not in there][:room]
    return sorted([*new, *(key for key in keys if tuple(key) in there)])


def _insert(statement: str, rows: Sequence[tuple[Any, ...]]) -> None:
    for start in range(0, len(rows), ROWS):
        some = rows[start : start + ROWS]
        values = ", ".join(f"({', '.join(['%s'] * len(row))})" for row in some)
        with connection.cursor() as cursor:
            cursor.execute(statement % values, [value for row in some for value in row])


def _stored(key: UUID) -> Any:
    """As the database at hand keeps it."""
    return key if connection.features.has_native_uuid_field else key.hex


ADD_SEARCHES = """
INSERT INTO search_asked (day, language, words, shown, number, unanswered) VALUES %s
ON CONFLICT (day, language, words) DO UPDATE
SET number = search_asked.number + excluded.number, unanswered = search_asked.unanswered + excluded.unanswered
"""
ADD_CLICKS = """
INSERT INTO search_clicked (day, language, words, key, number) VALUES %s
ON CONFLICT (day, language, words, key) DO UPDATE SET number = search_clicked.number + excluded.number
"""


def forget(sender: Any = None, **kwargs: Any) -> None:
    """Delete what was counted longer ago than it is kept."""
    border = timezone.localdate(timezone=AGENCY_ZONE) - KEPT
    for model in (Asked, Clicked):
        model.objects.filter(day__lt=border).delete()
