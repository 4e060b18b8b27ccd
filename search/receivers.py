"""How the index follows the store: inside the store's own transaction, so neither is ever ahead."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from cms.delivery.models import Publication
from search import cluster, noting, rebuild
from search.engine import embedded


def follow(sender: Any, written: Iterable[Publication], removed: Iterable[int], **kwargs: Any) -> None:
    """Take in what was written and forget what was removed."""
    here = embedded()
    here.remove(removed)
    here.index(written)
    tell_the_cluster([*removed, *(row.pk for row in written)])


def tell_the_cluster(publications: Iterable[int]) -> None:
    """Note what the cluster has to be told, or, without one, that none is told."""
    if cluster.is_set_up():
        noting.note(publications)
    else:
        noting.forget_the_cluster()


def forget_what_is_gone(sender: Any, **kwargs: Any) -> None:
    """After `flush`, which empties the store but no table that is not a model's. A migration comes with its plan, and
    after one the tables need not be there."""
    if "plan" not in kwargs:
        embedded().prune()


def fill_again(sender: Any, **kwargs: Any) -> None:
    """After a migration of the index, which leaves it empty: it is made of the store."""
    if any(migration.app_label == sender.label and not backwards for migration, backwards in kwargs.get("plan", ())):
        rebuild.rebuild()
