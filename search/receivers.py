"""How the index follows the store: inside the store's own transaction, so neither is ever ahead."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from cms.delivery.models import Publication
from search import indexing, noting, rebuild
from search.engine import engine


def follow(sender: Any, written: Iterable[Publication], removed: Iterable[int], **kwargs: Any) -> None:
    """Take in what was written and forget what was removed."""
    indexing.forget(removed)
    indexing.take_in(written)


def forget_what_is_gone(sender: Any, **kwargs: Any) -> None:
    """After `flush`, which empties the store but no table that is not a model's. A migration comes with its plan, and
    after one the tables need not be there."""
    if "plan" not in kwargs:
        engine().prune()


def fill_again(sender: Any, **kwargs: Any) -> None:
    """After a migration of the index, which leaves it empty: it is made of the store."""
    if any(migration.app_label == sender.label and not backwards for migration, backwards in kwargs.get("plan", ())):
        rebuild.rebuild()
        noting.forget_the_cluster()
