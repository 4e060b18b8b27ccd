"""Make the store anew from the pages, or say what a rebuild would change."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from typing import Protocol

from django.db import connection, connections
from django.utils import timezone
from wagtail.models import Page

from cms.content.providers import Providers
from cms.delivery import store
from cms.delivery.flush import specific
from cms.delivery.instructions import again
from cms.delivery.models import Publication
from cms.delivery.presenting import Presented, present
from cms.delivery.visibility import Visibility

log = logging.getLogger(__name__)

BATCH = 100
PARTS_WORTH_PROCESSES = 10  # fewer are looked at before processes have begun


@dataclass(frozen=True)
class Difference:
    """One way in which the store does not agree with the pages."""

    page_id: int
    path: str
    what: str

    def __str__(self) -> str:
        return f"page {self.page_id} {self.path}: {self.what}"


class Invariant(Protocol):
    """Something that holds between pages, whatever the store says of them."""

    def differences(self) -> Iterator[Difference]:
        """Where it does not hold."""

    def restore(self) -> None:
        """Make it hold."""


invariants: Providers[Invariant] = Providers()
"""What else is checked and restored with the store."""


def page_ids() -> list[int]:
    """Every page there is and every page that the store speaks of."""
    known = set(Page.objects.values_list("pk", flat=True))
    return sorted(known | set(Publication.objects.values_list("page_id", flat=True)))


def rebuild(ids: list[int]) -> list[Difference]:
    """Present these pages anew; what did not change leaves no entry in the log. Returns those that could not be."""
    try:
        _again(ids)
    except Exception as error:
        if len(ids) == 1:
            log.exception("Page %s could not be presented", ids[0])
            return [Difference(ids[0], "", f"cannot be presented: {error!r}")]
        return [difference for page_id in ids for difference in rebuild([page_id])]
    return []


def _again(ids: list[int]) -> None:
    with store.unit():
        store.instruct(*(again(page_id) for page_id in ids))


def batches(ids: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(ids), BATCH):
        yield ids[start : start + BATCH]


def all_differences(ids: list[int], advance: Callable[[int], None]) -> Iterator[Difference]:
    """How the store differs from these pages, found by as many processes as there are processors; `advance` is
    told how many pages have been looked at."""
    parts = list(batches(ids))
    if len(parts) < PARTS_WORTH_PROCESSES or connection.in_atomic_block:
        found: Iterable[list[Difference]] = (list(differences(part)) for part in parts)
        yield from _told(parts, found, advance)
        return
    connections.close_all()  # none is shared with another process
    with ProcessPoolExecutor(initializer=connections.close_all, mp_context=get_context("fork")) as processes:
        yield from _told(parts, processes.map(_differences_of, parts), advance)


def _told(
    parts: list[list[int]], found: Iterable[list[Difference]], advance: Callable[[int], None]
) -> Iterator[Difference]:
    for part, some in zip(parts, found, strict=True):
        advance(len(part))
        yield from some


def _differences_of(ids: list[int]) -> list[Difference]:
    return list(differences(ids))


def differences(ids: list[int]) -> Iterator[Difference]:
    """How the rows of these pages differ from what presenting them now gives; changes nothing."""
    visibility = Visibility(timezone.now())
    pages = visibility.pages(ids)
    pages |= specific(visibility.public_among(pages.values()), visibility)
    stored = Publication.objects.filter(page_id__in=ids).prefetch_related("filters", "sources")
    rows = {row.page_id: row for row in stored}
    for page_id in ids:
        yield from _differences(page_id, pages.get(page_id), rows.get(page_id), visibility)


def _differences(
    page_id: int, page: Page | None, row: Publication | None, visibility: Visibility
) -> Iterator[Difference]:
    if page is None or not visibility.is_public(page):
        if row is not None:
            yield Difference(page_id, row.path, "in the store, but not public")
        return
    if row is None:
        yield Difference(page_id, visibility.path_of(page) or "", "public, but not in the store")
        return
    try:
        presented = present(page, visibility)
    except Exception as error:
        yield Difference(page_id, row.path, f"cannot be presented: {error!r}")
        return
    for what in _stale(row, presented):
        yield Difference(page_id, row.path, what)


def _stale(row: Publication, presented: Presented) -> Iterator[str]:
    for name, value in presented.columns().items():
        if name == "path" and row.path != value:
            yield f"is now at {value}"
        elif name == "presenter_version" and row.presenter_version != value:
            yield f"presented by version {row.presenter_version} instead of {value}"
        elif getattr(row, name) != value:
            yield f"another {name}"
    if {(found.kind, found.value, found.label, found.locale) for found in row.filters.all()} != set(presented.filters):
        yield "other filters"
    if {(found.kind, found.value) for found in row.sources.all()} != presented.sources:
        yield "made from other things"
