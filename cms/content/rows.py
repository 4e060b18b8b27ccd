"""Children of a text, which are rows of its form: which of them are the same, and what a form says of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any

from django.db import connection, models
from modelcluster.forms import BaseChildFormSet
from modelcluster.models import get_all_child_relations, get_serializable_data_for_fields

from cms.content.kinds import is_tracked, parental_key

# What says nothing of a row's words and facts: a row gets it as it is stored, or has it of the text that it belongs to.
NO_WORDS = {"pk", "sort_order", "translation_key", "locale"}


def said_by(row: dict[str, Any]) -> dict[str, Any]:
    """What a row says, of its content as a version stores it."""
    return {name: value for name, value in row.items() if name not in NO_WORDS}


def each_once(rows: list[Any]) -> list[Any]:
    """What the rows of a version say, in their order; who says the same thing twice says it once."""
    found: list[Any] = []
    for row in rows:
        said = said_by(row) if isinstance(row, dict) else row
        if said not in found:
            found.append(said)
    return found


def drop_doubles(instance: models.Model) -> None:
    """Of the children that the instance has in memory, keep none that says the same as one before it."""
    held = getattr(instance, "_cluster_related_objects", None) or {}
    for relation in get_all_child_relations(type(instance)):
        name = relation.get_accessor_name()
        if held.get(name) and is_tracked(relation.related_model):
            # One that is stored stays rather than one that is not.
            doubles = list(_doubles(sorted(held[name], key=lambda child: child.pk is None)))
            getattr(instance, name).remove(*doubles)


def read_with(instances: Sequence[Any], *paths: str) -> None:
    """Read what these paths lead to for all the instances, which are of one model, as Django's prefetching does; which
    kinds of children none of them has is asked in one statement for all kinds."""
    if not instances:
        return
    model: Any = type(instances[0])
    children = children_of(model)
    asked = [children[name] for name in sorted({path.split("__")[0] for path in paths} & children.keys())]
    having = having_rows(asked, [one.pk for one in instances]) if len(asked) > 1 else asked
    without = [relation for relation in asked if relation not in having]
    none = {relation.get_accessor_name(): relation.related_model._default_manager.none() for relation in without}
    for instance in instances:
        instance._prefetched_objects_cache = none | instance.__dict__.get("_prefetched_objects_cache", {})
    models.prefetch_related_objects(instances, *(path for path in paths if path.split("__")[0] not in none))


@cache
def children_of(model: Any) -> dict[str, Any]:
    """By which relations others refer to instances of the model, each by the name under which they are found."""
    return {found.get_accessor_name(): found for found in model._meta.related_objects if found.one_to_many}


def having_rows(relations: Sequence[Any], parents: Sequence[int]) -> list[Any]:
    """Those of these relations of a model by which any of the parents has children, found in one statement."""
    if not relations or not parents:
        return []
    marks = ", ".join(["%s"] * len(parents))
    asked = (
        f"SELECT {number} WHERE EXISTS (SELECT 1 FROM {relation.related_model._meta.db_table}"  # noqa: S608 # constants
        f" WHERE {relation.field.column} IN ({marks}))"
        for number, relation in enumerate(relations)
    )
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(asked), [*parents] * len(relations))
        return [relations[number] for (number,) in cursor.fetchall()]


def _doubles(children: Iterable[models.Model]) -> Iterator[models.Model]:
    known: list[dict[str, Any]] = []
    for child in children:
        said = _said(child)
        if said in known:
            yield child
        known.append(said)


def _said(child: models.Model) -> dict[str, Any]:
    said = said_by(get_serializable_data_for_fields(child))
    said.pop(parental_key(type(child)).name, None)
    return said


class Rows(BaseChildFormSet):
    """The children that a form says a text has: these and no others, whatever was stored since the form was opened.

    A row that the form sends without an id may have been stored meanwhile, or wait in a version: it stays that row, the
    one that says the same, else the next one that the form does not name. What the form does not ask of it stays.
    """

    def save(self, commit: bool = True) -> list[Any]:
        manager = getattr(self.instance, self.rel_name)
        named = {form.instance.pk for form in self.forms} - {None}
        unnamed = [row for row in manager.all() if row.pk not in named]
        sent = [form for form in self.forms if form.instance.pk is None and self._says_something(form)]
        pairs = list(_paired(sent, unnamed))
        for form, row in pairs:
            _become(form, row)
        found = [row for _form, row in pairs]
        manager.remove(*(row for row in unnamed if row not in found))
        saved: list[Any] = super().save(commit=commit)
        return saved

    def _says_something(self, form: Any) -> bool:
        return bool(form.has_changed()) and not (self.can_delete and self._should_delete_form(form))


def _paired(forms: list[Any], rows: list[Any]) -> Iterator[tuple[Any, Any]]:
    """Which of the rows each form is about: one that says the same, else the next one that is left."""
    left, others = list(rows), []
    for form in forms:
        same = next((row for row in left if _said(row) == _said(form.instance)), None)
        if same is None:
            others.append(form)
        else:
            left.remove(same)
            yield form, same
    yield from zip(others, left, strict=False)


def _become(form: Any, row: Any) -> None:
    """Let what the form makes be that row, with all that the form does not ask of it."""
    for field in row._meta.concrete_fields:
        if field.name not in form.fields or field.primary_key:
            setattr(form.instance, field.attname, getattr(row, field.attname))
    form.instance._state.adding, form.instance._state.db = row._state.adding, row._state.db
