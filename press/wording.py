"""The words of boilerplates in releases: today's in a draft, those of its first publication in a public release."""

from __future__ import annotations

from typing import NamedTuple

from django.db.models import F

from cms.content.models import Boilerplate, Organisation, with_aliases
from cms.content.presenting import Context
from press.models import FrozenWording, PressRelease


class Words(NamedTuple):
    """What a release says of a boilerplate: rich text as editors wrote it, in which language, and about whom."""

    text: str
    locale_id: int
    organisation: Organisation | None


def words_of(page: PressRelease, ctx: Context) -> list[Words]:
    """What the release says in the order of its links: frozen words where there are some, else those of its day."""
    frozen = _frozen(page)
    found = []
    for link in page.boilerplates.all():
        ctx.uses(link.boilerplate)  # a release shows it, whether or not its words are frozen
        kept = frozen.get(link.boilerplate_id)
        if kept is None:
            words = current_words(link.boilerplate, ctx)
        else:
            words = _words(kept)
            if kept.locale_id != page.locale_id:
                ctx.localised(link.boilerplate)  # once it exists in the release's language, its words take their place
        if words is not None:
            found.append(words)
    return found


def current_words(boilerplate: Boilerplate, ctx: Context) -> Words | None:
    """What the boilerplate says on the document's day, in its language where it says something in it, else in its own;
    None where it is not live or says nothing."""
    for found in (ctx.localised(boilerplate) or boilerplate, boilerplate):
        wording = found.wording_on(ctx.day) if found.live else None
        if wording is not None and ctx.html(wording.text):
            return Words(wording.text, found.locale_id, found.organisation)
    return None


def freeze(page: PressRelease, ctx: Context) -> None:
    """Keep the words of each link that has none yet, and let go those of links that are gone.

    An alias takes over those of the release that it shows. A translation keeps the words in its own language; while
    there are none, it keeps those that its original keeps, until the boilerplate is there in its language.
    """
    frozen = _frozen(page)
    linked = {link.boilerplate_id: link.boilerplate for link in page.boilerplates.all()}
    gone = [kept.pk for pk, kept in frozen.items() if pk not in linked]
    made = []
    for pk, boilerplate in linked.items():
        kept = frozen.get(pk)
        if kept is not None and kept.locale_id == page.locale_id:
            continue
        words = _words_to_keep(page, boilerplate, ctx)
        if words is None or (kept is not None and words.locale_id != page.locale_id):
            continue
        if kept is not None:
            gone.append(kept.pk)
        made.append(FrozenWording(page=page, boilerplate_id=pk, **words._asdict()))
    if gone or made:
        FrozenWording.objects.filter(pk__in=gone).delete()
        FrozenWording.objects.bulk_create(made)
        _forget(page)


def _words_to_keep(page: PressRelease, boilerplate: Boilerplate, ctx: Context) -> Words | None:
    """What the release is to keep of the boilerplate from now on; None where it says nothing."""
    if page.alias_of_id:
        kept = FrozenWording.objects.filter(page_id=page.alias_of_id, boilerplate=boilerplate).first()
        if kept is not None:
            return _words(kept)
    words = current_words(boilerplate, ctx)
    if words is None or words.locale_id != page.locale_id:
        of_original = FrozenWording.objects.filter(
            page__translation_key=page.translation_key, boilerplate=boilerplate, locale_id=F("page__locale_id")
        )
        kept = of_original.filter(locale_id=boilerplate.locale_id).first()
        words = _words(kept) if kept is not None else words
    return words


def _words(kept: FrozenWording) -> Words:
    return Words(kept.text, kept.locale_id, kept.organisation)


def showing_words_of(page: PressRelease) -> set[int]:
    """The ids of the releases that show what this one keeps: itself, its aliases, and translations into languages in
    which its boilerplates say nothing yet."""
    borrowed = FrozenWording.objects.filter(page__translation_key=page.translation_key, locale_id=page.locale_id)
    return {*with_aliases(page), *borrowed.values_list("page_id", flat=True)}


def thaw(page_ids: set[int]) -> None:
    """Let go all frozen words of these releases; the next flush that presents them freezes those that hold then."""
    FrozenWording.objects.filter(page_id__in=page_ids).delete()


def _frozen(page: PressRelease) -> dict[int, FrozenWording]:
    """The frozen wordings by the id of their boilerplate; a page that was never saved has none."""
    return {kept.boilerplate_id: kept for kept in page.frozen_wordings.all()} if page.pk else {}


def _forget(page: PressRelease) -> None:
    """Drop what was read ahead and no longer holds."""
    getattr(page, "_prefetched_objects_cache", {}).pop("frozen_wordings", None)
