"""How each database's full text is written to: expressions, and PostgreSQL's vectors."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

# A vector may hold 1 MB, and no more places of a word than these; a longer one would fail the whole transaction.
MAX_VECTOR = 900_000
MAX_PLACES, LAST_PLACE = 200, 16_383


class Dialect:
    """Writes expressions of words, which hold nothing that means anything in them."""

    def all_of(self, expressions: Sequence[str]) -> str:
        raise NotImplementedError

    def any_of(self, expressions: Sequence[str]) -> str:
        raise NotImplementedError

    def phrase(self, words: Sequence[str], *, beginning: bool = False) -> str:
        """An expression for these words one behind the other, the last one perhaps as a beginning."""
        raise NotImplementedError


class FTS5(Dialect):
    """SQLite's."""

    def all_of(self, expressions: Sequence[str]) -> str:
        return " AND ".join(f"({one})" for one in expressions)

    def any_of(self, expressions: Sequence[str]) -> str:
        return " OR ".join(expressions)

    def phrase(self, words: Sequence[str], *, beginning: bool = False) -> str:
        return f'"{" ".join(words)}"' + ("*" if beginning else "")


class TSQuery(Dialect):
    """PostgreSQL's."""

    def all_of(self, expressions: Sequence[str]) -> str:
        return " & ".join(f"({one})" for one in expressions)

    def any_of(self, expressions: Sequence[str]) -> str:
        return " | ".join(f"({one})" for one in expressions)

    def phrase(self, words: Sequence[str], *, beginning: bool = False) -> str:
        return " <-> ".join(f"'{word}'" for word in words) + (":*" if beginning else "")


def vector(texts: Iterable[Sequence[str]], marks: Iterable[str] = (), *, more: Iterable[str] = ()) -> str:
    """A vector as PostgreSQL writes it: all marks, then each word of the texts with its places, and between texts a gap
    that no phrase spans; `more` marks come last, and are left out where there is no room."""
    places: dict[str, list[int]] = {}
    at = 1
    for text in texts:
        for word in text:
            places.setdefault(word, []).append(min(at, LAST_PLACE))
            at += 1
        at += 1
    length, found = 0, [f"'{mark}'" for mark in marks]
    for word, of_word in [*places.items(), *((mark, []) for mark in more)]:
        length += len(word.encode()) + 2 * min(len(of_word), MAX_PLACES) + 8
        if length > MAX_VECTOR:
            break
        found.append(f"'{word}'" + ":" * bool(of_word) + ",".join(map(str, dict.fromkeys(of_word[:MAX_PLACES]))))
    return " ".join(found)
