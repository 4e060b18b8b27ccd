"""How the admin's own index is filled, and emptied, beside what it hears of each object that is saved."""

from __future__ import annotations

from typing import Any

from wagtail.search.index import get_indexed_models

from cms.delivery.chunks import chunks
from search.editors.backend import SearchBackend
from search.editors.tables import table

MIGRATION = "admin_search"  # how the names of migrations end that leave the index empty


def fill(sender: Any, **kwargs: Any) -> None:
    """After a migration that leaves the index empty: all is found that was found before."""
    made = (migration for migration, backwards in kwargs.get("plan", ()) if not backwards)
    if any(one.app_label == sender.label and one.name.endswith(MIGRATION) for one in made):
        rebuild()


def rebuild() -> None:
    """Index every object anew, and forget what is gone."""
    backend = SearchBackend({})
    for model in get_indexed_models():
        for keys in chunks(model.get_indexed_objects().order_by("pk").values_list("pk", flat=True)):
            backend.add_bulk(model, model.get_indexed_objects().filter(pk__in=keys))
    table().prune()


def forget_what_is_gone(sender: Any, **kwargs: Any) -> None:
    """After `flush`, which empties tables of models only. A migration comes with its plan, and after one the table need
    not be there."""
    if "plan" not in kwargs:
        table().prune()
