"""Wagtail's own indexes, of words for the admin's search and of references, follow a unit of work once, at its end.

Wagtail brings both up to date at each save of a page and of each of its children: a dozen times for one text.
"""

from __future__ import annotations

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
from wagtail.search import index
from wagtail.search.backends import get_search_backends

from cms.content.kinds import parental_key
from cms.delivery.chunks import chunks

Call = tuple[Any, tuple[str, str, str]]  # a task, and label of the app, name of the model and key of the object

# By their names: who makes tasks asks for this module.
WORDS, REFERENCES = "modelsearch.tasks.insert_or_update_object_task", "wagtail.tasks.update_reference_index_task"

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
    calls = list(noted)
    noted.clear()
    token = _noted.set(None)
    try:
        keys: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
        for task, (app_label, model_name, pk) in calls:
            if task.module_path == WORDS:
                keys[app_label, model_name].append(pk)
        add({thing for name, pks in keys.items() for thing in _indexed(apps.get_model(*name), pks)})
        references = (one for one in calls if one[0].module_path == REFERENCES)
        for task, args in dict.fromkeys(call for one in references for call in _of_root(*one)):
            task.enqueue(*args)
    finally:
        _noted.reset(token)


def _indexed(model: Any, keys: list[str]) -> Iterator[Any]:
    """The objects of these keys that are still there, each as what it is of its own."""
    for some in chunks(keys):
        found = list(model.get_indexed_objects().filter(pk__in=some))
        yield from found
        others = set(some) - {str(one.pk) for one in found}
        of_others = model._default_manager.filter(pk__in=others) if others else ()
        yield from (one for other in of_others if (one := other.get_indexed_instance()) is not None)


def _of_root(task: Any, args: tuple[str, str, str]) -> list[Call]:
    """The call for what the object is a part of, or for itself; none where that is gone again."""
    app_label, model_name, pk = args
    model = apps.get_model(app_label, model_name)
    found = model._default_manager.filter(pk=pk)
    parent = parental_key(model)  # type: ignore[arg-type]
    if parent is None:
        return [(task, args)] if found.exists() else []
    above = parent.related_model._meta
    parents = found.exclude(**{parent.attname: None}).values_list(parent.attname, flat=True)
    return [call for key in parents for call in _of_root(task, (above.app_label, above.model_name, str(key)))]
