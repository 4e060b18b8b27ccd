#!/usr/bin/env python3
"""A copy of everything that a newsroom publishes, kept up to date through its JSON API. Python 3.11, nothing else.

    python mirror.py https://newsroom.example/api/v1 newsroom.sqlite3
    python mirror.py https://newsroom.example/api/v1 newsroom.sqlite3 --type press-releases --locale de --every 60

The first run reads everything, each later one what changed since. Whatever is interrupted, on either side, goes on
where it was: what was read and up to where stand in one transaction. The file is an SQLite database:

    SELECT body FROM documents WHERE type = 'press-releases' AND locale = 'de' ORDER BY body ->> 'date' DESC;

Each `body` is a document as the API gives it; README.md of the API (docs/api) says what is in it.
"""

from __future__ import annotations

import argparse
import json
import sqlite3
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any, NamedTuple

SCHEMA = """
CREATE TABLE IF NOT EXISTS documents (
    type TEXT, id TEXT, locale TEXT, body TEXT NOT NULL, read_in INTEGER NOT NULL, turns_at TEXT,
    PRIMARY KEY (type, id, locale)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS state (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""
GONE = {"unpublished", "withdrawn", "deleted"}
# What a document says by the clock changes at these moments, without anybody changing it.
TURNS = ("over_at", "registration_closes_at")
AT_ONCE = 100  # items of a page, the most that the API gives
HEADERS = {"Accept": "application/json", "User-Agent": "mirror.py"}
BUSY = {429, 500, 502, 503, 504, 507}
TRIES, FIRST_PAUSE, MOST_PAUSE = 6, 1.0, 120.0  # seconds


class Answer(NamedTuple):
    """What was answered: the status, and the body of it."""

    status: int
    body: bytes


class UnreachableError(Exception):
    """The newsroom cannot be reached, or answers what it should not; nothing is lost, the next run goes on."""


Fetch = Callable[[str], Answer]


def fetch(address: str) -> Answer:
    """Ask over HTTP, again and again where the newsroom is busy; raises UnreachableError in the end."""
    for number in range(TRIES):
        pause = min(FIRST_PAUSE * 2**number, MOST_PAUSE)
        try:
            request = urllib.request.Request(address, headers=HEADERS)  # noqa: S310 # main() lets pass HTTP only
            with urllib.request.urlopen(request, timeout=30) as response:  # noqa: S310
                return Answer(response.status, response.read())
        except urllib.error.HTTPError as error:
            if error.code not in BUSY:
                return Answer(error.code, error.read())
            after = error.headers.get("Retry-After", "")
            pause = min(float(after), MOST_PAUSE) if after.isdigit() else pause
        except OSError:
            pass
        time.sleep(pause)
    raise UnreachableError(f"No answer: {address}")


class Mirror:
    """The copy in one file; `types` and `locales` narrow it, None for all that there are."""

    def __init__(
        self,
        api: str,
        file: str,
        types: list[str] | None = None,
        locales: list[str] | None = None,
        fetch: Fetch = fetch,
    ) -> None:
        self.api, self.types, self.locales, self.fetch = api.rstrip("/"), types, locales, fetch
        self.database = sqlite3.connect(file, isolation_level=None)
        self.database.execute("PRAGMA journal_mode = WAL")
        self.database.executescript(SCHEMA)

    def sync(self) -> int:
        """Bring the copy up to date; returns how many documents were written or taken away. Raises UnreachableError."""
        number = 0
        if self._state("since") is None or self._state("narrowed") != self._narrowed():
            number += self._read_everything()
        while (found := self._follow()) is not None:
            number += found
        return number + self._turn()

    def documents(self) -> Iterator[dict[str, Any]]:
        """Every document, by type, id and locale."""
        for (body,) in self.database.execute("SELECT body FROM documents ORDER BY type, id, locale"):
            yield json.loads(body)

    # Reading everything

    def _read_everything(self) -> int:
        """Where nothing is known yet, or what is known does not lead on: the end of the changes first, then all lists.
        What stands in the file stays there until the last list was read."""
        if self._state("narrowed") != self._narrowed() or self._state("head") is None:
            head = self._json("changes")["next"]
            with self._transaction():
                self._forget("cursor", "since", "lists")
                self._set(head=head, narrowed=self._narrowed(), reading=str(int(self._state("reading") or "0") + 1))
        lists = self._state("lists")
        if lists is None:
            locales = self.locales or [entry["id"] for entry in self._json("locales")["items"]]
            lists = json.dumps(locales)
            self._set(lists=lists)
        number = 0
        for locale in json.loads(lists):
            number += self._read_list(locale)
        with self._transaction():
            reading = int(self._state("reading") or "0")
            gone = self.database.execute("DELETE FROM documents WHERE read_in < ?", [reading]).rowcount
            self._set(since=self._state("head") or "")
            self._forget("head", "cursor", "lists")
        return number + gone

    def _read_list(self, locale: str) -> int:
        number, more = 0, True
        while more:
            asked = {"locale": locale, "fields": "full", "limit": str(AT_ONCE)}
            asked |= {"type": ",".join(self.types)} if self.types else {}
            cursor = self._state("cursor")
            asked |= {"cursor": cursor} if cursor else {}
            answer = self.fetch(self._address("publications", asked))
            if answer.status == HTTPStatus.UNPROCESSABLE_ENTITY and cursor:  # the newsroom knows its own cursor no more
                self._forget("cursor")
                continue
            page = _content(answer)
            with self._transaction():
                for item in page["items"]:
                    self._put(item)
                if more := page["next"] is not None:
                    self._set(cursor=page["next"])
                else:
                    self._forget("cursor")
                    left = [one for one in json.loads(self._state("lists") or "[]") if one != locale]
                    self._set(lists=json.dumps(left))
            number += len(page["items"])
        return number

    # Following

    def _follow(self) -> int | None:
        """Take over one page of changes; None where there is none."""
        since = self._state("since") or ""
        asked = {"since": since, "limit": str(AT_ONCE)}
        asked |= {"type": ",".join(self.types)} if self.types else {}
        asked |= {"locale": ",".join(self.locales)} if self.locales else {}
        answer = self.fetch(self._address("changes", asked))
        if answer.status in {
            HTTPStatus.GONE,
            HTTPStatus.UNPROCESSABLE_ENTITY,
        }:  # it knows no more what became since
            self._forget("since")
            return self._read_everything()
        page = _content(answer)
        last = {(item["type"], item["id"], item["locale"]): item["kind"] for item in page["items"]}
        bodies = {what: None if kind in GONE else self._detail(*what) for what, kind in last.items()}
        with self._transaction():
            self._take_over(bodies)
            self._set(since=page["next"])
        return len(bodies) if page["items"] or page["next"] != since else None

    def _turn(self) -> int:
        """Read anew what the clock alone has changed."""
        now = datetime.now(UTC).isoformat()
        due = self.database.execute("SELECT type, id, locale FROM documents WHERE turns_at <= ?", [now]).fetchall()
        bodies = {what: self._detail(*what) for what in due}
        with self._transaction():
            self._take_over(bodies)
        return len(due)

    def _detail(self, type_: str, key: str, locale: str) -> dict[str, Any] | None:
        """The document as it is now; None where it is not public, which a change to come tells, too."""
        answer = self.fetch(self._address(f"{type_}/{key}", {"locale": locale}))
        return None if answer.status in {HTTPStatus.NOT_FOUND, HTTPStatus.GONE} else _content(answer)

    # What stands in the file

    def _take_over(self, bodies: dict[tuple[str, str, str], dict[str, Any] | None]) -> None:
        for what, body in bodies.items():
            self._delete(what) if body is None else self._put(body)

    def _put(self, document: dict[str, Any]) -> None:
        now = datetime.now(UTC)
        turns = [datetime.fromisoformat(document[name]) for name in TURNS if document.get(name)]
        turns_at = min((moment.astimezone(UTC) for moment in turns if moment > now), default=None)
        self.database.execute(
            "INSERT OR REPLACE INTO documents VALUES (?, ?, ?, ?, ?, ?)",
            [
                *(document[name] for name in ("type", "id", "locale")),
                json.dumps(document, ensure_ascii=False, separators=(",", ":")),
                int(self._state("reading") or "0"),
                turns_at.isoformat() if turns_at else None,
            ],
        )

    def _delete(self, what: tuple[str, str, str]) -> None:
        self.database.execute("DELETE FROM documents WHERE type = ? AND id = ? AND locale = ?", what)

    def _state(self, name: str) -> str | None:
        row = self.database.execute("SELECT value FROM state WHERE name = ?", [name]).fetchone()
        return row[0] if row else None

    def _set(self, **values: str) -> None:
        self.database.executemany("INSERT OR REPLACE INTO state VALUES (?, ?)", values.items())

    def _forget(self, *names: str) -> None:
        self.database.executemany("DELETE FROM state WHERE name = ?", [[name] for name in names])

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self.database.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self.database.execute("ROLLBACK")
            raise
        self.database.execute("COMMIT")

    # What is asked

    def _narrowed(self) -> str:
        return json.dumps([self.api, self.types, self.locales])

    def _address(self, path: str, asked: dict[str, str] | None = None) -> str:
        query = f"?{urllib.parse.urlencode(asked)}" if asked else ""
        return f"{self.api}/{path}{query}"

    def _json(self, path: str) -> Any:
        return _content(self.fetch(self._address(path)))


def _content(answer: Answer) -> Any:
    if answer.status != HTTPStatus.OK:
        raise UnreachableError(f"Answered {answer.status}: {answer.body[:200]!r}")
    return json.loads(answer.body)


def main() -> int:
    parser = argparse.ArgumentParser(description="Keep a copy of everything that a newsroom publishes.")
    parser.add_argument("api", help="the address of the API, such as https://newsroom.example/api/v1")
    parser.add_argument("file", help="the SQLite file; made where there is none")
    parser.add_argument("--type", action="append", help="only this type (may be given several times)")
    parser.add_argument("--locale", action="append", help="only this language (may be given several times)")
    parser.add_argument("--every", type=float, metavar="SECONDS", help="go on for ever, with this pause in between")
    given = parser.parse_args()
    if not given.api.startswith(("https://", "http://")):
        parser.error("The address of the API begins with https://")
    mirror = Mirror(given.api, given.file, given.type, given.locale)
    while True:
        try:
            print(f"{mirror.sync()} documents written or taken away", flush=True)
        except UnreachableError as error:
            print(error, file=sys.stderr, flush=True)
            if given.every is None:
                return 1
        if given.every is None:
            return 0
        time.sleep(given.every)


if __name__ == "__main__":
    sys.exit(main())
