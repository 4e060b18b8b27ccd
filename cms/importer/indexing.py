"""Wagtail's own indexes while many pages are made: brought up to date once for each object, not at every save."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import models
from django.db.models.signals import post_save
from modelsearch import index
from modelsearch.signal_handlers import post_save_signal_handler
from wagtail.models import ReferenceIndex
from wagtail.signal_handlers import disable_reference_index_auto_update

from cms.delivery import indexing


@contextmanager
def indexes_at_the_end() -> Iterator[None]:
    """While inside, saving leaves the reference index and the admin's search as they are: call `bring_up_to_date`.

    For a process of its own: what other threads save meanwhile is not indexed either.
    """
    silent = [model for model in index.get_indexed_models() if post_save.disconnect(post_save_signal_handler, model)]
    try:
        with disable_reference_index_auto_update():
            yield
    finally:
        for model in silent:
            post_save.connect(post_save_signal_handler, sender=model)


def bring_up_to_date(made: list[models.Model]) -> None:
    """Index these objects; each is looked at once."""
    things = dict.fromkeys(made)
    for thing in things:
        ReferenceIndex.create_or_update_for_object(thing)
    indexing.add(things)
