"""From a page to what the store keeps of it. Presenting is pure: no clock, no rendition made, no host name."""

from __future__ import annotations

import datetime
import hashlib
import json
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils import timezone, translation

from cms.content.filters import Filter
from cms.content.fingerprints import fingerprint
from cms.content.models import BasePage
from cms.delivery import registry
from cms.delivery.context import PageContext
from cms.delivery.models import tie_break
from cms.delivery.presenter import AGENCY_ZONE, Presenter
from cms.delivery.schemas import Document
from cms.delivery.search_text import search_text
from cms.delivery.sources import Source
from cms.delivery.visibility import Visibility


@dataclass(frozen=True)
class Presented:
    """A page's document with everything that is stored beside it."""

    page: BasePage
    shape: Document
    document: dict[str, Any]
    summary: dict[str, Any]
    filters: list[Filter]
    sources: set[Source]
    sort_at: datetime.datetime
    expires_at: datetime.datetime | None
    over_at: datetime.datetime | None
    closes_at: datetime.datetime | None
    version: int

    def columns(self) -> dict[str, Any]:
        """The values of the store's row, but for its number and the time of its change."""
        return {
            "model": self.page._meta.label_lower,
            "type": self.document["type"],
            "locale": self.document["locale"],
            "key": self.page.translation_key,
            "path": self.document["path"],
            "title": self.document["title"],
            "sort_at": self.sort_at,
            "tie_break": tie_break(self.page.first_published_at, self.page.translation_key),
            "over_at": self.over_at,
            "closes_at": self.closes_at,
            "published_at": self.page.first_published_at,
            "expires_at": self.expires_at,
            "hidden": False,
            "summary": self.summary,
            "document": self.document,
            "text": self.text,
            "hash": self.hash,
            "fingerprint": self.fingerprint,
            "presenter_version": self.version,
        }

    @cached_property
    def hash(self) -> str:
        """The SHA-256 of the document, in hexadecimal."""
        canonical = json.dumps(self.document, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(canonical.encode()).hexdigest()

    @cached_property
    def fingerprint(self) -> str:
        """The mark of the page's own words and facts."""
        return fingerprint(self.page)

    @cached_property
    def text(self) -> str:
        """All words of the document that a reader can find it by."""
        return search_text(self.shape)


def freeze_on_publish(page: BasePage, visibility: Visibility) -> None:
    """Let the presenter of a public page write down what must not change any more, before it presents the page."""
    presenter = registry.presenter_for(type(page))
    if presenter is not None:
        with translation.override(page.locale.language_code), timezone.override(AGENCY_ZONE):
            presenter.freeze_on_publish(page, _context(page, presenter, visibility))


def present(page: BasePage, visibility: Visibility, *, private: bool = False) -> Presented:
    """The document of a page, saved or not; raises LookupError where its type has no presenter.

    Private: for the eyes of one reader, whom the addresses of files let in for an hour.
    """
    presenter = registry.presenter_for(type(page))
    if presenter is None:
        raise LookupError(f"{type(page).__name__} has no presenter.")
    with translation.override(page.locale.language_code), timezone.override(AGENCY_ZONE):
        ctx = _context(page, presenter, visibility, private=private)
        document = presenter.present(page, ctx)
        # Only now: the context knows what else the document shows.
        document = _as_translation(document, registry.standing(page, ctx))
        shown = presenter.summary.model_validate(
            {name: getattr(document, name) for name in presenter.summary.model_fields}
        )
        return Presented(
            page=page,
            shape=document,
            document=document.model_dump(mode="json"),
            summary=shown.model_dump(mode="json"),
            filters=_filters(presenter, document, ctx.locale),
            sources=ctx.sources,
            sort_at=presenter.sort_at(page, ctx),
            expires_at=visibility.expires_at(page),
            over_at=presenter.over_at(page, ctx),
            closes_at=presenter.closes_at(page, ctx),
            version=presenter.version,
        )


def _as_translation(document: Document, standing: registry.Standing) -> Document:
    """The document that says how far it is as a translation, and how far the others are."""
    translations = [
        link.model_copy(update={"status": standing.others.get(link.locale, link.status)})
        for link in document.translations
    ]
    return document.model_copy(update={"translation": standing.own, "translations": translations})


def _filters(presenter: Presenter[Any], document: Document, own: str) -> list[Filter]:
    """Raises ValueError for a kind that the presenter does not name: no list would offer it."""
    found = presenter.filters(document)
    unknown = {kind for kind, *_rest in found} - {kind.name for kind in presenter.filter_kinds}
    if unknown:
        raise ValueError(f"{type(presenter).__name__}.filter_kinds lacks {', '.join(sorted(unknown))}.")
    return [(kind, value, label, "" if locale == own else locale) for kind, value, label, locale in found]


def _context(
    page: BasePage, presenter: Presenter[Any], visibility: Visibility, *, private: bool = False
) -> PageContext:
    ctx = PageContext(page, visibility, private=private)
    ctx.day = presenter.day(page, ctx)
    return ctx
