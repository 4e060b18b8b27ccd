"""The flush that ends a unit of work: rows and log are brought in line with the pages, under the counter's lock."""

from __future__ import annotations

import datetime
import itertools
import logging
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from django.db import connection, models, transaction
from django.dispatch import Signal
from wagtail.models import Page

from cms.delivery import redirects, registry, tombstones
from cms.delivery.models import Change, Counter, Pending, Publication, PublicationFilter, PublicationSource
from cms.delivery.presenting import Presented, freeze_on_publish, present
from cms.delivery.sources import (
    LOCALE,
    RERENDER,
    SITE,
    TREE,
    Source,
    children_source,
    link_source,
    page_source,
    translations_source,
)
from cms.delivery.visibility import Visibility, subtrees

log = logging.getLogger(__name__)

# How many documents of others one unit renews itself; the rest is marked and drained.
DEPENDANTS_IN_UNIT = 200
# Well below the 999 variables that old SQLite builds allow in one statement.
CHUNK = 400
# How long a writer waits for another one's flush, in milliseconds; longer than two hundred documents take.
PATIENCE = 20_000

# Changes after which nothing is at the address any more, and those after which something is.
GONE = {Change.Kind.UNPUBLISHED, Change.Kind.WITHDRAWN, Change.Kind.DELETED}
ARRIVED = {Change.Kind.PUBLISHED, Change.Kind.MOVED}

publications_changed = Signal()
"""Sent inside the transaction, with `written` (publications), `removed` (their ids) and `changes` (of the log)."""


class Touched(NamedTuple):
    """What was touched, as page ids: meant directly, in a wide sweep, or named by a mark; the roots of trees, whose
    order may differ; and the sources whose dependants follow."""

    direct: list[int]
    wide: list[int]
    again: list[int]
    trees: set[int]
    sources: set[Source]


class Effect(NamedTuple):
    """What renewing a row changed: what links show of the page, and what others may show of it beyond that."""

    link: bool
    summary: bool


NOTHING = Effect(link=False, summary=False)


class Flush:
    """One pass over everything touched and what depends on it."""

    def __init__(self, touched: set[Source], now: datetime.datetime, withdrawn: Mapping[int, str]) -> None:
        self.touched = touched
        self.now = now
        self.withdrawn = withdrawn
        self.changes: list[Change] = []
        self.written: list[Publication] = []
        self.removed: list[int] = []
        self.moves: list[tuple[str, Publication]] = []
        self.marked: set[Source] = set()

    def run(self) -> bool:
        """Renew everything touched; True when marks were left for later."""
        self.counter = lock_counter()
        # Only now: whoever held the lock before has committed, and this sees what was committed.
        self.visibility = Visibility(self.now)
        touched = self._spread()
        self.trees = touched.trees
        sources, budget = touched.sources, DEPENDANTS_IN_UNIT
        done = self._renew(touched.direct, sources, tells=True)
        done |= self._renew([page_id for page_id in touched.again if page_id not in done], sources)
        queue = [page_id for page_id in touched.wide if page_id not in done]
        while queue or sources:
            queue = [page_id for page_id in dict.fromkeys([*queue, *self._dependants(sources)]) if page_id not in done]
            sources = set()
            gone, public = self._split_gone(queue)
            done |= self._renew(gone, sources)
            done |= self._renew(public[:budget], sources, tolerant=True)
            self.marked |= {Source(RERENDER, str(page_id)) for page_id in public[budget:]}
            done.update(public[budget:])
            budget -= len(public[:budget])
            queue = []
        self._finish()
        return bool(self.marked)

    def _spread(self) -> Touched:
        kinds: dict[str, set[str]] = {}
        sources = set()
        for source in self.touched:
            if source.kind in {"page", TREE, RERENDER, LOCALE, SITE}:
                kinds.setdefault(source.kind, set()).add(source.value)
            else:
                sources.add(source)
        trees = {int(value) for value in kinds.get(TREE, ())}
        # The root of a tree counts as touched itself, so that those who name it follow.
        direct = {int(value) for value in kinds.get("page", ())} | trees
        wide = subtrees(trees)
        if SITE in kinds:
            wide |= set(Page.objects.values_list("pk", flat=True))
        if LOCALE in kinds:
            wide |= set(Page.objects.filter(locale_id__in=kinds[LOCALE]).values_list("pk", flat=True))
        if SITE in kinds or LOCALE in kinds:
            wide |= set(Publication.objects.values_list("page_id", flat=True))
        again = {int(value) for value in kinds.get(RERENDER, ())}
        return Touched(sorted(direct), sorted(wide - direct), sorted(again), trees, sources)

    def _dependants(self, sources: set[Source]) -> list[int]:
        """The pages whose documents were made from any of the sources."""
        found: set[int] = set()
        for some in chunks(sorted(sources)):
            wanted = models.Q()
            for kind, same in itertools.groupby(some, key=lambda source: source.kind):
                wanted |= models.Q(kind=kind, value__in=[source.value for source in same])
            rows = PublicationSource.objects.filter(wanted)
            found.update(rows.values_list("publication__page_id", flat=True))
        return sorted(found)

    def _split_gone(self, page_ids: list[int]) -> tuple[list[int], list[int]]:
        """Those that are no longer public, and the others: taking away is cheap and never put off."""
        pages = load(page_ids)
        gone: list[int] = []
        rest: list[int] = []
        for page_id in page_ids:
            page = pages.get(page_id)
            (rest if page is not None and self.visibility.is_public(page) else gone).append(page_id)
        return gone, rest

    def _renew(
        self, page_ids: Iterable[int], sources: set[Source], *, tells: bool = False, tolerant: bool = False
    ) -> set[int]:
        """Bring the rows of these pages in line and add the sources that changed by it; returns the pages.

        A page that `tells` names itself as changed even where its own document stayed the same: what was touched.
        Tolerant: a document that cannot be presented is logged and marked, and does not fail somebody else's unit.
        """
        page_ids = list(page_ids)
        pages = load(page_ids, specific=self.visibility)
        rows: dict[int, Publication] = {}
        for some in chunks(page_ids):
            rows.update({row.page_id: row for row in Publication.objects.filter(page_id__in=some)})
        for page_id in page_ids:
            page, row = pages.get(page_id), rows.get(page_id)
            renew = self._renew_tolerantly if tolerant else self._renew_one
            effect = renew(page_id, page, row)
            sources |= self._sources_of(page_id, page, row, effect, tells=tells)
        return set(page_ids)

    def _sources_of(
        self, page_id: int, page: Page | None, row: Publication | None, effect: Effect, *, tells: bool
    ) -> set[Source]:
        """Under which names the documents that must follow refer to the page."""
        found = set()
        if tells or effect.summary:
            found.add(page_source(page_id))
        # What is not public still lends its path to what is below it.
        if effect.link or (tells and not (page is not None and self.visibility.is_public(page))):
            found.add(link_source(page_id))
            found |= {translations_source(one.key) for one in [row] if one is not None}
            found |= {translations_source(one.translation_key) for one in [page] if one is not None}
        if page is not None and (effect.link or page_id in self.trees):
            found |= {children_source(parent) for parent in self.visibility.parent_ids(page)}
        return found

    def _renew_tolerantly(self, page_id: int, page: Page | None, row: Publication | None) -> Effect:
        """As `_renew_one`, but a failure is undone, logged and marked."""
        value, changes, written, moves = self.counter.value, len(self.changes), len(self.written), len(self.moves)
        try:
            with transaction.atomic():
                return self._renew_one(page_id, page, row)
        except Exception:
            log.exception("Page %s could not be presented", page_id)
            self.counter.value = value
            del self.changes[changes:], self.written[written:], self.moves[moves:]
            self.marked.add(Source(RERENDER, str(page_id)))
            return NOTHING

    def _renew_one(self, page_id: int, page: Page | None, row: Publication | None) -> Effect:
        """Write, renew or remove one row."""
        if page is None or not self.visibility.is_public(page):
            if row is None:
                return NOTHING
            self._remove(row, exists=page is not None)
            return Effect(link=True, summary=True)
        freeze_on_publish(page, self.visibility)
        presented = present(page, self.visibility)
        shown = row if row is not None and not row.hidden else None
        before = (shown.key, shown.type, shown.locale, shown.title, shown.path) if shown else None
        summary = shown.summary if shown else None
        after = self._write(row, presented)
        link = (after.key, after.type, after.locale, after.title, after.path)
        return Effect(link=before != link, summary=summary != presented.summary)

    def _remove(self, row: Publication, *, exists: bool) -> None:
        # A row that is hidden was made private or is no longer live by another's doing: it gets no tombstone.
        reason = None if row.hidden else self.withdrawn.get(row.page_id)
        if reason is not None:
            tombstones.erect(row, reason, self.now)
            self._log(Change.Kind.WITHDRAWN, row)
        else:
            self._log(Change.Kind.UNPUBLISHED if exists else Change.Kind.DELETED, row)
        self.removed.append(row.pk)
        Publication.objects.filter(pk=row.pk).delete()

    def _write(self, row: Publication | None, presented: Presented) -> Publication:
        """The row as it now stands; logged where path or hash are others than before."""
        kind = _kind_of_change(row, presented)
        previous = row.path if row is not None else ""
        row = row or Publication(page_id=presented.page.pk)
        values = presented.columns()
        stale = [name for name, value in values.items() if getattr(row, name) != value]
        for name in stale:
            setattr(row, name, values[name])
        if kind is None:  # nobody outside sees a change: only what is kept beside the document may differ
            if stale:
                row.save(update_fields=stale)
                self.written.append(row)
            _write_details(row, presented)
            return row
        is_new = kind is Change.Kind.PUBLISHED
        row.updated_at = (presented.page.last_published_at if is_new else None) or self.now
        row.sequence = self.counter.value + 1
        row.save()
        _write_details(row, presented, is_new=is_new)
        self._log(kind, row, previous_path=previous if kind is Change.Kind.MOVED else "")
        self.written.append(row)
        if kind is Change.Kind.MOVED:
            self.moves.append((previous, row))
        return row

    def _log(self, kind: Change.Kind, row: Publication, *, previous_path: str = "") -> None:
        self.counter.value += 1
        self.changes.append(
            Change(
                sequence=self.counter.value,
                at=self.now,
                kind=kind,
                page_id=row.page_id,
                type=row.type,
                locale=row.locale,
                key=row.key,
                path=row.path,
                previous_path=previous_path,
                hash="" if kind in GONE else row.hash,
            )
        )

    def _finish(self) -> None:
        self.counter.save()
        Change.objects.bulk_create(self.changes)
        redirects.follow(self.moves)
        for some in chunks(change for change in self.changes if change.kind in ARRIVED):
            tombstones.lift(some)
        Pending.objects.bulk_create(Pending(kind=mark.kind, value=mark.value) for mark in sorted(self.marked))
        if self.written or self.removed:
            publications_changed.send(Flush, written=self.written, removed=self.removed, changes=self.changes)


def lock_counter() -> Counter:
    """The counter row, locked until the transaction ends; everything read before may be stale.

    On PostgreSQL this waits longer than a statement otherwise may: whoever holds the lock is presenting.
    """
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT set_config('lock_timeout', %s, true), set_config('statement_timeout', %s, true)",
                [str(PATIENCE), str(PATIENCE)],
            )
        counter = Counter.objects.select_for_update().filter(pk=1).first()
        if counter is None:
            Counter.objects.bulk_create([Counter(pk=1)], ignore_conflicts=True)
            counter = Counter.objects.select_for_update().get(pk=1)
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL lock_timeout TO DEFAULT; SET LOCAL statement_timeout TO DEFAULT")
    return counter


def load(page_ids: Iterable[int], *, specific: Visibility | None = None) -> dict[int, Page]:
    """The pages by id; with a visibility, those that it finds public as instances of their own types."""
    pages: dict[int, Page] = {}
    for some in chunks(page_ids):
        pages.update(Page.objects.select_related("locale").in_bulk(some))
        if specific is not None:
            public = [page.pk for page in pages.values() if page.pk in some and specific.is_public(page)]
            found = list(Page.objects.filter(pk__in=public).specific())
            for page in found:
                page.locale = pages[page.pk].locale
                pages[page.pk] = page
            _read_ahead(found, specific)
    return pages


def _read_ahead(pages: list[Page], visibility: Visibility) -> None:
    """Read what presenting these pages will ask for, once for all of them."""
    visibility.read_translations(pages)
    by_model: dict[type[Page], list[Page]] = {}
    for page in pages:
        by_model.setdefault(type(page), []).append(page)
    for model, some in by_model.items():
        presenter = registry.presenter_for(model)
        if presenter is not None:
            models.prefetch_related_objects(some, *presenter.reads)


def chunks(values: Iterable[Any]) -> Iterator[list[Any]]:
    """The values in pieces that fit into one statement."""
    values = list(values)
    for start in range(0, len(values), CHUNK):
        yield values[start : start + CHUNK]


def _kind_of_change(row: Publication | None, presented: Presented) -> Change.Kind | None:
    """What the log will say; None where path and hash are as they were."""
    if row is None:
        return Change.Kind.PUBLISHED
    if row.path != presented.document["path"]:
        return Change.Kind.MOVED
    return Change.Kind.UPDATED if row.hash != presented.hash else None


def _write_details(row: Publication, presented: Presented, *, is_new: bool = False) -> None:
    """The filters and sources of a row, written only where they differ; a new row has none yet."""
    old = set() if is_new else {Source(kind, value) for kind, value in row.sources.values_list("kind", "value")}
    for some in chunks(old - presented.sources):
        gone = models.Q()
        for source in some:
            gone |= models.Q(kind=source.kind, value=source.value)
        row.sources.filter(gone).delete()
    PublicationSource.objects.bulk_create(
        PublicationSource(publication=row, kind=source.kind, value=source.value)
        for source in sorted(presented.sources - old)
    )
    filters = sorted(set(presented.filters))
    if is_new or sorted(row.filters.values_list("kind", "value", "label")) != filters:
        if not is_new:
            row.filters.all().delete()
        PublicationFilter.objects.bulk_create(
            PublicationFilter(publication=row, kind=kind, value=value, label=label) for kind, value, label in filters
        )
