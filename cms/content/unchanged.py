"""What is stored as it is to be written, and is not written again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import models
from modelcluster.models import get_all_child_relations

from cms.content.kinds import is_tracked
from cms.content.rows import drop_doubles, having_rows, read_with
from cms.content.words import clean_instance


def leave_the_same(instance: models.Model) -> None:
    """Of the children that the instance has in memory, keep only what is to be written: where those of a kind are
    stored as they are, modelcluster would read and write each of them again."""
    drop_doubles(instance)
    held: dict[str, Any] = getattr(instance, "_cluster_related_objects", None) or {}
    relations = [one for one in get_all_child_relations(type(instance)) if one.get_accessor_name() in held]
    stored = having_rows(relations, [instance.pk])
    for relation in relations:
        if _is_stored_so(relation, instance, held[relation.get_accessor_name()], relation in stored):
            del held[relation.get_accessor_name()]


@contextmanager
def knowing_its_rows(instance: Any) -> Iterator[None]:
    """While inside, nothing that is stored of the instance's children is read twice, nor where none are."""
    before = dict(instance.__dict__.get("_prefetched_objects_cache", {}))
    held = instance.__dict__.get("_cluster_related_objects") or {}
    names = {relation.get_accessor_name() for relation in get_all_child_relations(type(instance))}
    if instance.pk is not None:
        read_with([instance], *(names - held.keys() - before.keys()))
    try:
        yield
    finally:
        instance._prefetched_objects_cache = before


def _is_stored_so(relation: Any, instance: models.Model, rows: Iterable[Any], is_stored: bool) -> bool:
    rows = list(rows)
    if not is_stored or not rows:
        return not is_stored and not rows
    if not is_tracked(relation.related_model):
        return False
    for row in rows:
        clean_instance(row)
    of_instance = relation.related_model._default_manager.filter(**{relation.field.attname: instance.pk})
    fields = [field.attname for field in relation.related_model._meta.concrete_fields]
    stored = {row.pk: row for row in of_instance}
    known = len(rows) == len(stored) and all(row.pk in stored for row in rows)
    return known and all(_values(row, fields) == _values(stored[row.pk], fields) for row in rows)


def _values(row: models.Model, fields: list[str]) -> list[Any]:
    return [getattr(row, name) for name in fields]
