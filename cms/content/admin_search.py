"""Wagtail's own search, in lists and choosers of the admin: whatever is typed there is words."""

from __future__ import annotations

import re
from typing import Any

from wagtail.search.backends import database
from wagtail.search.query import And, Or, Phrase, PlainText

# SQLite takes a quotation mark within a word for the end of it; neither database knows a NUL.
NO_WORDS = re.compile(r"[\x00\"]")


def SearchBackend(params: dict[str, Any]) -> Any:  # noqa: N802  # Wagtail asks a module for this name
    """The database's own backend, with a search that fails for nothing that can be typed, and an index that looks at
    no other text when one is saved."""
    kind = type(database.SearchBackend(params))
    index = type(kind.index_class.__name__, (Alone, kind.index_class), {})
    return type(kind.__name__, (Words, kind), {"index_class": index})(params)


class Alone:
    """The part of an index that weighs titles by their length, beside the average of all."""

    def _refresh_title_norms(self, full: bool = False) -> None:
        """Only where all is indexed anew: the average asks all texts, and is no other for one more."""
        if full:
            super()._refresh_title_norms(full=True)  # type: ignore[misc]


class Words:
    """The part of a backend that takes queries; of what is typed, words are looked for, and nothing without one."""

    def _search(self, query_compiler_class: Any, query: Any, model_or_queryset: Any, **kwargs: Any) -> Any:
        return super()._search(query_compiler_class, worded(query), model_or_queryset, **kwargs)  # type: ignore[misc]


def worded(query: Any) -> Any:
    """The query with nothing but words in it; what has none finds nothing."""
    if isinstance(query, str):
        return NO_WORDS.sub(" ", query).strip()
    if isinstance(query, PlainText | Phrase):
        query.query_string = NO_WORDS.sub(" ", query.query_string).strip()
        return query if query.query_string else ""
    if isinstance(query, And | Or):
        found = [one for one in map(worded, query.subqueries) if one != ""]
        return type(query)(found) if found else ""
    return query
