"""Wagtail's own indexes, of words for the admin's search and of references, follow a unit of work once, at its end.

Wagtail brings both up to date at each save of a page and of each of its children: a dozen times for one text.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.apps import apps
from django.utils import timezone
from django_tasks.backends.immediate import ImmediateBackend
from django_tasks.base import Task, TaskResult, TaskResultStatus
from django_tasks.utils import get_random_id
from modelcluster.models import ClusterableModel, get_all_child_relations
from wagtail.models import ReferenceIndex
from wagtail.search import index
from wagtail.search.backends import get_search_backends

from cms.content.kinds import parental_key
from cms.content.rows import read_with
from cms.delivery.chunks import chunks

Call = tuple[Any, tuple[str, str, str]]  # a task, and label of the app, name of the model and key of the object

# By their names: who makes tasks asks for this module.
WORDS, REFERENCES = "modelsearch.tasks.insert_or_update_object_task", "wagtail.tasks.update_reference_index_task"

log = logging.getLogger(__name__)
_noted: ContextVar[dict[Call, None] | None] = ContextVar("noted", default=None)


class Backend(ImmediateBackend):
    """Runs a task at once; those that bring an index up to date at the end of the unit of work, if one is open."""

    def enqueue(self, task: Task[Any, Any], args: Any, kwargs: Any) -> TaskResult[Any]:
        noted = _noted.get()
        if noted is None or task.module_path not in {WORDS, REFERENCES}:
            found: TaskResult[Any] = super().enqueue(task, args, kwargs)
            return found
        noted[task, tuple(args)] = None
        return TaskResult(
            task=task,
            id=get_random_id(),
            status=TaskResultStatus.READY,
            enqueued_at=timezone.now(),
            started_at=None,
            last_attempted_at=None,
            finished_at=None,
            args=args,
            kwargs=kwargs,
            backend=self.alias,
            errors=[],
            worker_ids=[],
        )


@contextmanager
def at_the_end() -> Iterator[Callable[[], None]]:
    """While inside, what is saved is noted; what this gives brings the indexes up to date with it."""
    noted: dict[Call, None] = {}
    token = _noted.set(noted)
    try:
        yield lambda: _follow(noted)
    finally:
        _noted.reset(token)


def add(things: Iterable[Any]) -> None:
    """Have these objects found in the admin by the words that they have now."""
    by_model: defaultdict[type[Any], list[Any]] = defaultdict(list)
    for thing in things:
        if index.class_is_indexed(type(thing)):
            by_model[type(thing)].append(thing)
    for backend in get_search_backends(with_auto_update=True):
        for model, some in by_model.items():
            backend.add_bulk(model, some)


def _follow(noted: dict[Call, None]) -> None:
    """Each once; for references, that of which it is a child in place of a child."""
    words, references = (_keys_of(noted, path) for path in (WORDS, REFERENCES))
    noted.clear()
    token = _noted.set(None)
    try:
        known = [thing for model, keys in words.items() for thing in _indexed(model, keys)]
        add(dict.fromkeys(known))
        for model, keys in _roots(references).items():
            _refer(model, keys, {thing.pk: thing for thing in known if type(thing) is model})
    finally:
        _noted.reset(token)


def _keys_of(noted: Iterable[Call], path: str) -> dict[Any, list[str]]:
    """The keys of the objects that the calls of a task are about, by their models."""
    found: defaultdict[Any, list[str]] = defaultdict(list)
    for task, (app_label, model_name, pk) in noted:
        if task.module_path == path:
            found[apps.get_model(app_label, model_name)].append(pk)
    return dict(found)


def _indexed(model: Any, keys: list[str]) -> Iterator[Any]:
    """The objects of these keys that are still there, each as what it is of its own."""
    for some in chunks(keys):
        found = list(model.get_indexed_objects().filter(pk__in=some))
        yield from found
        others = set(some) - {str(one.pk) for one in found}
        of_others = model._default_manager.filter(pk__in=others) if others else ()
        yield from (one for other in of_others if (one := other.get_indexed_instance()) is not None)


def _roots(keys: dict[Any, list[str]]) -> dict[Any, set[str]]:
    """The keys of what these objects are a part of, or of themselves, by their models; those that are gone again may be
    among them."""
    found: defaultdict[Any, set[str]] = defaultdict(set)
    todo = list(keys.items())
    while todo:
        model, some = todo.pop()
        parent = parental_key(model)
        if parent is None:
            found[model] |= set(some)
            continue
        for part in chunks(some):
            above = model._default_manager.filter(pk__in=part).exclude(**{parent.attname: None})
            todo.append((parent.related_model, [str(pk) for pk in above.values_list(parent.attname, flat=True)]))
    return found


def _refer(model: Any, keys: Iterable[str], known: dict[Any, Any]) -> None:
    """Note to what the objects of these keys refer that are still there; `known` are objects that were read already."""
    if not ReferenceIndex.is_indexed(model):
        return
    pks = {model._meta.pk.to_python(key) for key in keys}
    for some in chunks(pks - known.keys()):
        known |= model._default_manager.in_bulk(some)
    found = [known[pk] for pk in sorted(pks & known.keys())]
    if issubclass(model, ClusterableModel):
        read_with(found, *(relation.get_accessor_name() for relation in get_all_child_relations(model)))
    for thing in found:
        try:
            ReferenceIndex.create_or_update_for_object(thing)
        except (ValueError, TypeError, LookupError):
            # No save fails because of what it refers to; Wagtail's task would say so in the log as well.
            log.exception("The references of %s %s could not be noted", model._meta.label, thing.pk)
