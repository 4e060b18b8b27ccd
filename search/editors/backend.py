"""The search of the admin, in lists and choosers, as Wagtail asks a backend for it: over an index of our own.

What may be seen is the query set's to say: it is narrowed by what was found, and stays what it was in all else. So
filters, order and permissions hold, whatever a model says of its fields. Titles come before texts, what is newer before
what is older; numbers of hits and of their kinds are exact.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Case, Count, FloatField, QuerySet, Value, When
from modelsearch.backends.base import (
    BaseIndex,
    BaseSearchBackend,
    BaseSearchQueryCompiler,
    BaseSearchResults,
    SearchFieldError,
)
from modelsearch.query import MatchAll

from search.editors.entries import entries, searched_fields, title_of
from search.editors.questions import Condition
from search.editors.tables import kind_of, table

# How well something fits: by its title as it was typed, by its title, by its text.
EXACT_TITLE, TITLE, TEXT = 3.0, 2.0, 1.0


class Compiler(BaseSearchQueryCompiler):
    """A query and the query set that it is asked of."""

    DEFAULT_OPERATOR = "and"
    HANDLES_ORDER_BY_EXPRESSIONS = True

    def check(self) -> None:
        """Any filter and order will do, as the database itself applies them; fields have to be searched ones."""
        known = {field.field_name for field in searched_fields(self.queryset.model)}
        for name in self.fields or ():
            if name not in known:
                raise SearchFieldError(f"{self.queryset.model.__name__}.{name} is not searched.", field_name=name)

    def found(self, score_field: str | None = None) -> QuerySet[Any]:
        """What of the query set the query fits, in the order that was asked for."""
        model, queryset = self.queryset.model, self.queryset
        here, kind = table(), kind_of(model)
        where = Condition(here, kind, self.fields).of(self.query)
        if where is None:
            return queryset.none()
        queryset = queryset.filter(where)
        if isinstance(self.query, MatchAll):
            score: Any = Value(TEXT)
        else:
            title = [title_of(model)]
            score = Case(
                When(Condition(here, kind, title, exact=True).of(self.query), then=Value(EXACT_TITLE)),
                When(Condition(here, kind, title).of(self.query), then=Value(TITLE)),
                default=Value(TEXT),
                output_field=FloatField(),
            )
        if score_field is not None:
            queryset = queryset.annotate(**{score_field: score})
        if not self.order_by_relevance:
            return queryset if queryset.ordered else queryset.order_by("-pk")
        return queryset if isinstance(self.query, MatchAll) else queryset.order_by(score.desc(), "-pk")


class Results(BaseSearchResults):
    """What was found, asked for as soon as somebody looks."""

    supports_facet = True

    def _do_search(self) -> Iterable[Any]:
        return self.query_compiler.found(self._score_field)[self.start : self.stop]

    def _do_count(self) -> int:
        return self.query_compiler.found()[self.start : self.stop].count()

    def facet(self, field_name: str) -> Mapping[Any, int]:
        """How many hits have which value of a field, the most frequent first."""
        counted = self.query_compiler.found().order_by().values_list(field_name).annotate(Count("pk"))
        return dict(counted.order_by("-pk__count", field_name))


class Index(BaseIndex):
    """The one index of all models."""

    def reset(self) -> None:
        table().clear()

    def add_items(self, model: Any, items: Iterable[Any]) -> None:
        table().write(kind_of(model), entries(model, items))

    def delete_item(self, item: Any) -> None:
        table().forget(kind_of(type(item)), item.pk)


class Rebuilder:
    """Fills the index beside editors who go on: each object anew, and what is gone goes at the end."""

    def __init__(self, index: Index) -> None:
        self.index = index

    def start(self) -> Index:
        return self.index

    def finish(self) -> None:
        table().prune()


class SearchBackend(BaseSearchBackend):
    """The backend that settings name. A word that is not finished finds as much in a search as in an autocomplete, so
    that what is done to all that a list shows is done to these."""

    query_compiler_class = autocomplete_query_compiler_class = Compiler
    index_class = Index
    results_class = Results
    rebuilder_class = Rebuilder
