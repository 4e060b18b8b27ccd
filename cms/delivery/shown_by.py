"""Which texts show a snippet, a file or a page: of what is public the store tells; what only some may read, waits to go
out or is in review is presented for it."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, PageViewRestriction, Revision, TaskState, TranslatableMixin

from cms.delivery import registry
from cms.delivery.chunks import chunks
from cms.delivery.models import Publication, PublicationSource
from cms.delivery.presenting import present
from cms.delivery.sources import Source, object_source, page_source
from cms.delivery.visibility import Visibility, line, subtrees, with_followers

log = logging.getLogger(__name__)


class State(models.TextChoices):
    """How far the version of a text is that shows something."""

    PUBLIC = "public", _("Public")
    PRIVATE = "private", _("Not public for everybody")
    SCHEDULED = "scheduled", _("Approved for later")
    REVIEW = "review", _("In review")


@dataclass(frozen=True)
class Place:
    """A text, in one language, that shows something."""

    page_id: int
    title: str
    locale: str
    state: State

    @property
    def holds(self) -> bool:
        """True where nothing of it may be taken away: what is in review only may still lose it."""
        return self.state is not State.REVIEW


def places(*shown: models.Model, leaving: Iterable[int] = ()) -> list[Place]:
    """The texts that show one of these, but for pages that are among these or leave with them."""
    instances = [one for one in shown if not isinstance(one, Page)] + _readable(
        [one for one in shown if isinstance(one, Page)]
    )
    uses: dict[Source, list[models.Model]] = {}
    for instance in instances:
        uses.setdefault(source_of(instance), []).append(instance)
    left = {*leaving, *(one.pk for one in shown if isinstance(one, Page))}
    found = [place for place, page, sources in _texts(uses) if page.pk not in left and _shows(page, sources, uses)]
    order = list(State)
    return sorted(dict.fromkeys(found), key=lambda place: (order.index(place.state), place.title, place.locale))


def holding(*shown: models.Model, leaving: Iterable[int] = ()) -> list[Place]:
    """The texts among these places that somebody reads or will read: they keep what they show from being taken away."""
    return [place for place in places(*shown, leaving=leaving) if place.holds]


def source_of(shown: models.Model) -> Source:
    """The name under which documents know what they show."""
    return page_source(shown.pk) if isinstance(shown, Page) else object_source(shown)


def _readable(pages: list[Page]) -> list[Page]:
    """Those of the pages that other texts can show: what is not public, nor approved for later, they leave out."""
    found: set[int] = set()
    for some in chunks(page.pk for page in pages):
        # Hidden ones as well: what is being deleted is hidden first.
        found |= set(Publication.objects.filter(page_id__in=some).values_list("page_id", flat=True))
        approved = _of_pages(Revision.objects.exclude(approved_go_live_at=None))
        found |= {int(pk) for pk in approved.filter(object_id__in=map(str, some)).values_list("object_id", flat=True)}
    return [page for page in pages if page.pk in found]


def _texts(uses: Iterable[Source]) -> Iterator[tuple[Place, Page, set[Source]]]:
    """Every text that may show something under one of these names, with the names of what it shows."""
    if uses:
        yield from _public(uses)
        yield from _private()
        yield from _versions()


def _public(uses: Iterable[Source]) -> Iterator[tuple[Place, Page, set[Source]]]:
    """What the store holds, but for what the unit that is open has taken away already."""
    by_kind: dict[str, list[str]] = {}
    for kind, value in uses:
        by_kind.setdefault(kind, []).append(value)
    found: dict[int, set[Source]] = {}
    for kind, values in by_kind.items():
        for some in chunks(values):
            rows = PublicationSource.objects.filter(kind=kind, value__in=some)
            rows = rows.filter(publication__in=Publication.objects.visible())
            for page_id, value in rows.values_list("publication__page_id", "value"):
                found.setdefault(page_id, set()).add(Source(kind, value))
    for some_ids in chunks(found):
        for page in Page.objects.filter(pk__in=some_ids, live=True).select_related("locale"):
            yield _place(page, State.PUBLIC), page, found[page.pk]


def _private() -> Iterator[tuple[Place, Page, set[Source]]]:
    """What is out for those whom its restrictions let in: the store holds none of it."""
    visibility = Visibility(timezone.now())
    restricted = subtrees(PageViewRestriction.objects.values_list("page", flat=True))
    for some in chunks(with_followers(restricted)):
        for page in Page.objects.filter(pk__in=some, live=True).select_related("locale"):
            if visibility.is_due(page) and visibility.restrictions_of(page):
                yield from _presented(page.specific, State.PRIVATE, visibility)


def _versions() -> Iterator[tuple[Place, Page, set[Source]]]:
    """The versions that are approved for later or in review, presented as they are."""
    visibility = Visibility(timezone.now())
    in_review = TaskState.objects.filter(status=TaskState.STATUS_IN_PROGRESS).values("revision")
    for state, revisions in (
        (State.SCHEDULED, Revision.objects.exclude(approved_go_live_at=None)),
        (State.REVIEW, Revision.objects.filter(pk__in=in_review)),
    ):
        for revision in _of_pages(revisions):
            yield from _presented(revision.as_object(), state, visibility)


def _presented(page: Page, state: State, visibility: Visibility) -> Iterator[tuple[Place, Page, set[Source]]]:
    """The page as it stands in memory, unless it cannot be presented: then it keeps nobody from anything."""
    if registry.presenter_for(type(page)) is None:
        return
    try:
        sources = present(page, visibility).sources
    except Exception:
        log.exception("Could not present what is not in the store of page %s", page.pk)
        return
    yield _place(page, state), page, sources


def _of_pages(revisions: Any) -> Any:
    return revisions.filter(base_content_type__app_label="wagtailcore", base_content_type__model="page").order_by("pk")


def _place(page: Page, state: State) -> Place:
    return Place(page.pk, page.title, page.locale.language_code, state)


def _shows(page: Page, sources: set[Source], uses: dict[Source, list[models.Model]]) -> bool:
    return any(_is_meant(one, page) for source in sources & uses.keys() for one in uses[source])


def _is_meant(shown: models.Model, page: Page) -> bool:
    """True where the text shows this very one of what goes by its name.

    A text shows a snippet in its own language, which was made from the first one. A page is not shown by what it lies
    below, nor by what lies below it: these list it by its place, or go with it.
    """
    if isinstance(shown, Page):
        return shown.path not in line(page.path) and page.path not in line(shown.path)
    if not isinstance(shown, TranslatableMixin) or shown.locale_id == page.locale_id:
        return True
    of_key = type(shown)._default_manager.filter(translation_key=shown.translation_key)
    return not of_key.filter(pk__lt=shown.pk).exists()
