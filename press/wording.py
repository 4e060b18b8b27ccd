"""The words of boilerplates in releases: today's in a draft, those of its first publication in a public release."""

from __future__ import annotations

from typing import NamedTuple

from cms.content.models import Boilerplate, Organisation
from cms.content.presenting import Context
from press.models import FrozenWording, PressRelease


class Words(NamedTuple):
    """What a release says of a boilerplate: rich text as editors wrote it, and about whom."""

    text: str
    organisation: Organisation | None


def words_of(page: PressRelease, ctx: Context) -> list[Words]:
    """What the release says in the order of its links: frozen words where there are some, else those of its day."""
    frozen = _frozen(page)
    found = []
    for link in page.boilerplates.all():
        kept = frozen.get(link.boilerplate_id)
        words = Words(kept.text, kept.organisation) if kept else current_words(link.boilerplate, ctx)
        if words is not None:
            found.append(words)
    return found


def current_words(boilerplate: Boilerplate, ctx: Context) -> Words | None:
    """What the boilerplate says on the document's day, in its language; None where it is not live or says nothing."""
    localised = ctx.localised(boilerplate)
    if localised is None or not localised.live:
        return None
    wording = localised.wording_on(ctx.day)
    return Words(wording.text, localised.organisation) if wording and ctx.html(wording.text) else None


def freeze(page: PressRelease, ctx: Context) -> None:
    """Keep the words of each link that has none yet, and let go those of links that are gone.

    An alias takes over those of the release that it shows.
    """
    frozen = _frozen(page)
    linked = {link.boilerplate_id: link.boilerplate for link in page.boilerplates.all()}
    gone = [kept.pk for pk, kept in frozen.items() if pk not in linked]
    missing = {pk: boilerplate for pk, boilerplate in linked.items() if pk not in frozen}
    if not gone and not missing:
        return
    source = _frozen_of(page.alias_of_id) if missing and page.alias_of_id else {}
    made = []
    for pk, boilerplate in missing.items():
        kept = source.get(pk)
        words = Words(kept.text, kept.organisation) if kept else current_words(boilerplate, ctx)
        if words is not None:
            made.append(FrozenWording(page=page, boilerplate_id=pk, text=words.text, organisation=words.organisation))
    FrozenWording.objects.filter(pk__in=gone).delete()
    FrozenWording.objects.bulk_create(made)
    _forget(page)


def thaw(page_ids: set[int]) -> None:
    """Let go all frozen words of these releases; the next flush that presents them freezes those that hold then."""
    FrozenWording.objects.filter(page_id__in=page_ids).delete()


def _frozen(page: PressRelease) -> dict[int, FrozenWording]:
    """The frozen wordings by the id of their boilerplate; a page that was never saved has none."""
    return {kept.boilerplate_id: kept for kept in page.frozen_wordings.all()} if page.pk else {}


def _frozen_of(page_id: int) -> dict[int, FrozenWording]:
    kept = FrozenWording.objects.filter(page_id=page_id).select_related("organisation")
    return {found.boilerplate_id: found for found in kept}


def _forget(page: PressRelease) -> None:
    """Drop what was read ahead and no longer holds."""
    getattr(page, "_prefetched_objects_cache", {}).pop("frozen_wordings", None)
