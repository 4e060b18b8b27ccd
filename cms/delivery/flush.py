"""The flush that ends a unit of work: rows and log are brought in line with the pages, under the counter's lock."""

from __future__ import annotations

import datetime
import itertools
import logging
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple, cast

from django.db import connection, models, transaction
from wagtail.models import Page

from cms.content.filters import Filter
from cms.content.rows import read_with
from cms.delivery import objecting, once_published, redirects, registry, tallies, tombstones
from cms.delivery.chunks import chunks
from cms.delivery.instructions import Do, Instruction, again
from cms.delivery.models import Change, Counter, Pending, Publication, PublicationFilter, PublicationSource
from cms.delivery.objecting import Turn, turn_of
from cms.delivery.presenting import Presented, freeze_on_publish, present
from cms.delivery.rehearsal import UnpresentableError, rehearse
from cms.delivery.signals import publications_changed
from cms.delivery.sources import LINK, PAGE, Source, children_source, link_source, page_source, translations_source
from cms.delivery.tallies import Counted, counted, filters_of
from cms.delivery.tombstones import Reason
from cms.delivery.visibility import Visibility, subtrees

log = logging.getLogger(__name__)

# How many documents of others one unit renews itself, and how many rows it takes away that nobody named; the rest is
# marked and drained, and what must not be found any more is hidden until then. Either takes about half a second.
DEPENDANTS_IN_UNIT = 50
REMOVALS_IN_UNIT = 100
# How long a writer waits for another one's flush, in milliseconds; longer than any unit takes.
PATIENCE = 20_000

# Changes after which nothing is at the address any more, and those after which something is.
GONE = {Change.Kind.UNPUBLISHED, Change.Kind.WITHDRAWN, Change.Kind.DELETED}
ARRIVED = {Change.Kind.PUBLISHED, Change.Kind.MOVED}


class Effect(NamedTuple):
    """What renewing a row changed: what links show of the page, and what others may show of it beyond that."""

    link: bool
    summary: bool


NOTHING = Effect(link=False, summary=False)


class Flush:
    """One closure over everything touched and what depends on it; every page of it is read and presented once."""

    def __init__(
        self,
        touched: set[Source],
        instructions: set[Instruction],
        now: datetime.datetime,
        withdrawn: Mapping[int, Reason],
        by: Any = None,
        followers: int | None = None,
    ) -> None:
        self.sources = {source for source in touched if source.kind != PAGE}
        self.trees = _ids(instructions, Do.TREE)
        # The root of a tree counts as touched itself, so that those who name it follow.
        self.touched = {int(source.value) for source in touched if source.kind == PAGE} | self.trees
        # What is presented whatever it costs, and whose failure undoes the unit.
        self.meant = self.touched | _ids(instructions, Do.RERENDER)
        self.locales = _ids(instructions, Do.LOCALE)
        self.all_of_site = any(instruction.do is Do.SITE for instruction in instructions)
        self.now = now
        self.withdrawn = withdrawn
        self.by = by  # whose request it is that does all this; None for the system
        self.budget = DEPENDANTS_IN_UNIT if followers is None else min(followers, DEPENDANTS_IN_UNIT)
        self.removals = REMOVALS_IN_UNIT
        self.changes: list[Change] = []
        self.tallied: list[tuple[Counted, int]] = []
        self.written: list[Publication] = []
        self.detailed: list[tuple[Publication, Presented]] = []  # rows whose filters and sources are to be written
        self.removed: list[int] = []
        self.moves: list[tuple[str, Publication]] = []
        self.put_off: set[int] = set()
        self.broken: set[int] = set()  # of those, what could not be presented: it stays as it was
        self.hidden: list[Publication] = []  # of those put off, what is public no more
        self.ending: list[Turn] = []  # what is public for another time than before

    def run(self) -> bool:
        """Renew everything touched; True when marks were left for later."""
        self.counter = lock_counter()
        # Only now: whoever held the lock before has committed, and this sees what was committed.
        self.visibility = Visibility(self.now)
        todo = [*sorted(self.touched), *sorted(self.meant), *sorted(self._swept())]
        todo += self._led_by(todo)
        sources, done = self.sources, set[int]()
        while todo or sources:
            todo = [page_id for page_id in dict.fromkeys([*todo, *self._dependants(sources)]) if page_id not in done]
            sources = self._renew(todo)
            done.update(todo)
            todo = []
        self._finish()
        return bool(self.put_off)

    def _swept(self) -> set[int]:
        """The pages of all trees, locales and sites named, those that the store alone still knows included."""
        found = subtrees(self.trees)
        if self.locales:
            found |= set(Page.objects.filter(locale_id__in=self.locales).values_list("pk", flat=True))
        if self.all_of_site:
            found |= set(Page.objects.values_list("pk", flat=True))
        if self.locales or self.all_of_site:
            found |= set(Publication.objects.values_list("page_id", flat=True))
        return found

    def _led_by(self, page_ids: list[int]) -> list[int]:
        """The translations of these pages that are public, or for how long, as they should not be: their fate is
        decided by their originals, and those that were not public are in nobody's sources."""
        known = self.visibility.with_translations(page_ids)
        pages = self.visibility.pages(page_ids).values()
        if len(known) == len(pages):
            return []
        others = {found.pk: found for page in pages for found in self.visibility.translations(page)}
        others = {pk: found for pk, found in others.items() if self.visibility.follows(found)}
        public = self.visibility.public_among(others.values())
        wanted = {(found.pk, self.visibility.expires_at(found)) for found in public}
        shown: set[tuple[int, datetime.datetime | None]] = set()
        for some in chunks(sorted(others)):
            rows = Publication.objects.filter(page_id__in=some, hidden=False)
            shown.update(rows.values_list("page_id", "expires_at"))
        return sorted({page_id for page_id, _expires in wanted ^ shown})

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

    def _renew(self, page_ids: list[int]) -> set[Source]:
        """Bring the rows of these pages in line; returns the sources that changed by it."""
        pages = self.visibility.pages(page_ids)
        self.visibility.read_lines(pages.values())
        public = {page.pk for page in self.visibility.public_among(pages.values())}
        # What goes makes room for what comes.
        gone = [page_id for page_id in page_ids if page_id not in public]
        hidden = self._only_hidden(gone)
        gone = [page_id for page_id in gone if page_id not in hidden]
        shown = [page_id for page_id in page_ids if page_id in public and self._is_afforded(page_id)]
        rows = self._rows([*gone, *shown])
        pages |= specific([pages[page_id] for page_id in shown], self.visibility)
        changed: set[Source] = set()
        for page_id in gone:
            page, row = pages.get(page_id), rows.get(page_id)
            changed |= self._sources_of(page_id, page, row, self._renew_one(page_id, page, row))
        _forget(Publication, [rows[page_id].pk for page_id in gone if page_id in rows])
        for page_id in shown:
            if page_id in self.meant:
                page, row = pages.get(page_id), rows.get(page_id)
                changed |= self._sources_of(page_id, page, row, self._renew_one(page_id, page, row))
        self._write_details()
        changed |= self._renew_tolerantly([page_id for page_id in shown if page_id not in self.meant], pages, rows)
        for row in hidden.values():
            changed |= self._sources_of(row.page_id, pages.get(row.page_id), row, Effect(link=True, summary=True))
        return changed

    def _only_hidden(self, gone: list[int]) -> dict[int, Publication]:
        """The rows of these pages that this unit hides and leaves to be taken away: what many nobody named go with."""
        found: dict[int, Publication] = {}
        for some in chunks(page_id for page_id in gone if page_id not in self.meant):
            found.update({row.page_id: row for row in Publication.objects.filter(page_id__in=some)})
        left = {page_id: found[page_id] for page_id in list(found)[self.removals :]}
        self.removals -= len(found) - len(left)
        self.put_off |= left.keys()
        self.hidden += left.values()
        return left

    def _is_afforded(self, page_id: int) -> bool:
        """True for a page that this unit presents itself: any that is meant, and so many of those that follow."""
        if page_id in self.meant:
            return True
        if not self.budget:
            self.put_off.add(page_id)
            return False
        self.budget -= 1
        return True

    def _rows(self, page_ids: list[int]) -> dict[int, Publication]:
        """The rows of these pages with filters and sources; what they link is read as well: it will be asked for."""
        rows: dict[int, Publication] = {}
        for some in chunks(page_ids):
            found = Publication.objects.filter(page_id__in=some).prefetch_related("sources", "filters")
            rows.update({row.page_id: row for row in found})
        linked = {int(one.value) for row in rows.values() for one in row.sources.all() if one.kind == LINK}
        self.visibility.public_among(self.visibility.pages(linked).values())
        return rows

    def _sources_of(self, page_id: int, page: Page | None, row: Publication | None, effect: Effect) -> set[Source]:
        """Under which names the documents that must follow refer to the page; one that was touched names itself as
        changed even where its own document stayed the same."""
        tells = page_id in self.touched
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

    def _renew_tolerantly(
        self, page_ids: list[int], pages: dict[int, Page], rows: dict[int, Publication]
    ) -> set[Source]:
        """Renew what only follows. Where one of these fails it is logged and marked, and all is as it was before it: it
        does not fail somebody else's unit, nor keep the others from being renewed."""
        if not page_ids:
            return set()
        before = self._noted()
        try:
            with transaction.atomic():
                changed: set[Source] = set()
                for page_id in page_ids:
                    page, row = pages.get(page_id), rows.get(page_id)
                    changed |= self._sources_of(page_id, page, row, self._renew_one(page_id, page, row))
                self._write_details()
                return changed
        except Exception:
            self._forget_since(before)
            if len(page_ids) > 1:
                return {source for page_id in page_ids for source in self._renew_anew(page_id)}
            log.exception("Page %s could not be presented", page_ids[0])
            self.put_off |= {*page_ids}
            self.broken |= {*page_ids}
            return set()

    def _renew_anew(self, page_id: int) -> set[Source]:
        """One that failed with others, or might have: nothing is left of the attempt, not even in memory."""
        pages = self.visibility.pages([page_id])
        return self._renew_tolerantly([page_id], specific(pages.values(), self.visibility), self._rows([page_id]))

    def _noted(self) -> tuple[int, list[tuple[list[Any], int]]]:
        """How far this flush has come, which a failure leads back to."""
        kept: list[list[Any]] = [self.changes, self.tallied, self.written, self.moves, self.ending, self.detailed]
        return self.counter.value, [(done, len(done)) for done in kept]

    def _forget_since(self, noted: tuple[int, list[tuple[list[Any], int]]]) -> None:
        self.counter.value, kept = noted
        for done, before in kept:
            del done[before:]

    def _renew_one(self, page_id: int, page: Page | None, row: Publication | None) -> Effect:
        """Write, renew or remove one row."""
        if page is None or not self.visibility.is_public(page):
            if row is None:
                return NOTHING
            self._remove(row, exists=page is not None)
            return Effect(link=True, summary=True)
        presented = self._presented(page)
        if page_id in self.meant and _kind_of_change(row, presented) is not None:
            self._rehearse(page, presented)
        shown = row if row is not None and not row.hidden else None
        before = (shown.key, shown.type, shown.locale, shown.title, shown.path) if shown else None
        summary = shown.summary if shown else None
        after = self._write(row, presented)
        link = (after.key, after.type, after.locale, after.title, after.path)
        return Effect(link=before != link, summary=summary != presented.summary)

    def _presented(self, page: Page) -> Presented:
        """The document of a public page; raises UnpresentableError where it cannot be made."""
        try:
            freeze_on_publish(page, self.visibility)
            return present(page, self.visibility)
        except Exception as error:
            raise UnpresentableError(page.pk, page.title) from error

    def _rehearse(self, page: Page, presented: Presented) -> None:
        """Raises UnpresentableError where readers would get an error in place of what is about to be shown."""
        presenter = registry.presenter_for(type(page))
        if presenter is None:
            return
        try:
            rehearse(presented, presenter, self.now)
        except Exception as error:
            raise UnpresentableError(page.pk, page.title) from error

    def _remove(self, row: Publication, *, exists: bool) -> None:
        """Note a row that goes; it is deleted together with all that go."""
        # A row that is hidden was made private or is no longer live by another's doing: it gets no tombstone.
        reason = None if row.hidden else self.withdrawn.get(row.page_id)
        if reason is not None:
            tombstones.erect(row, reason, self.now)
            self._log(Change.Kind.WITHDRAWN, row, Change.Significance.MAJOR)
        else:
            kind = Change.Kind.UNPUBLISHED if exists else Change.Kind.DELETED
            self._log(kind, row, Change.Significance.TECHNICAL)
        self.removed.append(row.pk)
        self._count(row, filters_of(row), -1)

    def _write(self, row: Publication | None, presented: Presented) -> Publication:
        """The row as it now stands; logged where path or hash are others than before."""
        kind = _kind_of_change(row, presented)
        previous = row.path if row is not None else ""
        row = row or _new_row(presented.page.pk)
        values = presented.columns()
        significance = _significance(row, presented) if kind is not None else ""
        if row.pk:
            self._count(row, filters_of(row), -1)
        stale = [name for name, value in values.items() if getattr(row, name) != value]
        if row.pk and "expires_at" in stale:
            self.ending.append(turn_of(row, shown=_is_later(values["expires_at"], row.expires_at)))
        for name in stale:
            setattr(row, name, values[name])
        self._count(row, set(presented.filters), 1)
        if kind is None:  # nobody outside sees a change: only what is kept beside the document may differ
            if stale:
                row.save(update_fields=stale)
                self.written.append(row)
            self.detailed.append((row, presented))
            return row
        is_new = kind is Change.Kind.PUBLISHED
        row.modified_at = self.now
        if significance != Change.Significance.TECHNICAL:
            row.updated_at = (presented.page.last_published_at if is_new else None) or self.now
        row.sequence = self.counter.value + 1
        row.save(update_fields=None if is_new else [*stale, "modified_at", "updated_at", "sequence"])
        self.detailed.append((row, presented))
        self._log(kind, row, significance, previous_path=previous if kind is Change.Kind.MOVED else "")
        self.written.append(row)
        if kind is Change.Kind.MOVED:
            self.moves.append((previous, row))
        return row

    def _write_details(self) -> None:
        if self.detailed:
            _write_details(self.detailed)
            self.detailed.clear()

    def _count(self, row: Publication, filters: Iterable[Filter], number: int) -> None:
        self.tallied += [(what, number) for what in counted(row, filters)]

    def _log(self, kind: Change.Kind, row: Publication, significance: str, *, previous_path: str = "") -> None:
        self.counter.value += 1
        self.changes.append(
            Change(
                sequence=self.counter.value,
                at=self.now,
                kind=kind,
                significance=significance,
                page_id=row.page_id,
                type=row.type,
                locale=row.locale,
                key=row.key,
                path=row.path,
                previous_path=previous_path,
                hash="" if kind in GONE else row.hash,
            )
        )

    def _turns(self) -> list[Turn]:
        """What this flush shows and hides, now or at another time than before, what was put off included."""
        found = [_turn(change) for change in self.changes if change.kind in {*GONE, Change.Kind.PUBLISHED}]
        found += [turn_of(row) for row in self.hidden if not row.hidden]
        found += self.ending
        known = set[int]()
        for some in chunks(self.put_off):
            known.update(Publication.objects.filter(page_id__in=some).values_list("page_id", flat=True))
        for page in self.visibility.pages(self.put_off - known).values():
            path, language = self.visibility.path_of(page) or "", self.visibility.languages[page.locale_id]
            model = page.specific_class or Page
            found.append(Turn(page.pk, model, page.translation_key, language, path, shown=True))
        return found

    def _finish(self) -> None:
        if self.by is not None:
            objecting.ask(self.by, self._turns())
        if self.changes:
            self.counter.save()
        Change.objects.bulk_create(self.changes)
        tallies.add(self.tallied)
        once_published.remember(self.tallied)
        arrived = {change.page_id for change in self.changes if change.kind is Change.Kind.PUBLISHED}
        back = redirects.returns(row for row in self.written if row.page_id in arrived)
        redirects.follow([*self.moves, *back])
        for some in chunks(change for change in self.changes if change.kind in ARRIVED):
            tombstones.lift(some)
        self._hide_what_is_put_off()
        marks = (again(page_id) for page_id in sorted(self.put_off))
        Pending.objects.bulk_create(Pending(kind=mark.do, value=mark.value) for mark in marks)
        if self.written or self.removed:
            publications_changed.send(Flush, written=self.written, removed=self.removed, changes=self.changes)

    def _hide_what_is_put_off(self) -> None:
        """Nothing that was put off is found where it no longer belongs, not even until the marks are worked off."""
        wrong = {row.page_id for row in self.hidden}
        pages = self.visibility.pages(self.put_off - self.broken - wrong)
        for some in chunks(pages):
            for page_id, path in Publication.objects.filter(page_id__in=some).values_list("page_id", "path"):
                if path != self.visibility.path_of(pages[page_id]):
                    wrong.add(page_id)
        for some in chunks(wrong):
            Publication.objects.filter(page_id__in=some).update(hidden=True)


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


def specific(pages: Iterable[Page], visibility: Visibility) -> dict[int, Page]:
    """The pages as instances of their own types, with what presenting them will ask for read once for all of them."""
    pages = list(pages)
    by_model: dict[type[Page], list[Page]] = {}
    for page in pages:
        by_model.setdefault(page.specific_class, []).append(page)
    found: dict[int, Page] = {}
    for model, bases in by_model.items():
        presenter = registry.presenter_for(model)
        for some in chunks(bases):
            own = model._default_manager.in_bulk([base.pk for base in some])
            for base in some:
                if base.pk in own:
                    own[base.pk].locale = base.locale
            if presenter is not None:
                read_with(list(own.values()), *presenter.reads)
            found |= own
    visibility.read_translations(pages)
    return found


def _ids(instructions: Iterable[Instruction], do: Do) -> set[int]:
    return {int(instruction.value) for instruction in instructions if instruction.do is do}


def _turn(change: Change) -> Turn:
    presenter = registry.presenter_of_type(change.type)
    model = presenter.model if presenter else Page
    return Turn(change.page_id, model, change.key, change.locale, change.path, change.kind not in GONE)


def _is_later(one: datetime.datetime | None, other: datetime.datetime | None) -> bool:
    """True for a later end than the other; none at all is the latest."""
    return other is not None and (one is None or one > other)


def _kind_of_change(row: Publication | None, presented: Presented) -> Change.Kind | None:
    """What the log will say; None where path and hash are as they were."""
    if row is None:
        return Change.Kind.PUBLISHED
    if row.path != presented.document["path"]:
        return Change.Kind.MOVED
    return Change.Kind.UPDATED if row.hash != presented.hash else None


def _significance(row: Publication, presented: Presented) -> Change.Significance:
    """How much a change of the row means to those who read it; asked before the row is changed."""
    if not row.pk:
        return Change.Significance.MAJOR
    presenter = registry.presenter_for(type(presented.page))
    if presenter is not None and presenter.corrects(row.document, presented.document):
        return Change.Significance.MAJOR
    is_own = row.fingerprint != presented.fingerprint
    return Change.Significance.MINOR if is_own else Change.Significance.TECHNICAL


def _new_row(page_id: int) -> Publication:
    """A row that has no filters and no sources yet, and need not be asked for them."""
    row: Any = Publication(page_id=page_id)
    row._prefetched_objects_cache = {"sources": [], "filters": []}
    return cast(Publication, row)


def _write_details(detailed: Sequence[tuple[Publication, Presented]]) -> None:
    """The filters and sources of rows, written only where they differ, and all at once."""
    sources = [(row, set[tuple[str, ...]](presented.sources)) for row, presented in detailed]
    _write_differing(PublicationSource, "sources", ("kind", "value"), sources)
    filters = [(row, set[tuple[str, ...]](presented.filters)) for row, presented in detailed]
    _write_differing(PublicationFilter, "filters", ("kind", "value", "label", "locale"), filters)


def _write_differing(
    model: type[PublicationSource | PublicationFilter],
    name: str,
    fields: tuple[str, ...],
    wanted: list[tuple[Any, set[tuple[str, ...]]]],
) -> None:
    """Of one kind of details; each row knows afterwards which are its own."""
    new: list[Any] = []
    gone: list[int] = []
    for row, values in wanted:
        known = {tuple(getattr(one, field) for field in fields): one for one in getattr(row, name).all()}
        came = [
            model(publication=row, **dict(zip(fields, value, strict=True))) for value in sorted(values - known.keys())
        ]
        gone += [one.pk for value, one in known.items() if value not in values]
        row._prefetched_objects_cache[name] = [*(one for value, one in known.items() if value in values), *came]
        new += came
    _forget(model, gone)
    model._default_manager.bulk_create(new)


def _forget(model: type[Publication | PublicationSource | PublicationFilter], pks: list[int]) -> None:
    for some in chunks(pks):
        model._default_manager.filter(pk__in=some).delete()
