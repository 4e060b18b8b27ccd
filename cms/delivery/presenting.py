"""From a page to what the store keeps of it. Presenting is pure: no clock, no rendition made, no host name."""

from __future__ import annotations

import datetime
import hashlib
import json
from dataclasses import dataclass
from functools import cached_property
from html.parser import HTMLParser
from typing import Any

from django.utils import timezone, translation

from cms.content.models import BasePage
from cms.delivery import registry
from cms.delivery.context import PageContext
from cms.delivery.presenter import AGENCY_ZONE, Filter, Presenter
from cms.delivery.sources import Source
from cms.delivery.visibility import Visibility

# Fields whose text says nothing that a reader would search for.
NOT_TEXT = {
    "id", "type", "kind", "locale", "path", "breadcrumbs", "translations", "translation", "image", "images", "gallery",
    "poster",
    "files", "published_at", "date", "website", "email", "phone", "sources", "state", "federal_state", "seo_title",
    "online_url", "registration_url", "gallery_url", "title", "pages", "filename", "address",
    "starts_at", "ends_at", "end_date", "registration_until", "invitation_due",
}  # fmt: skip


@dataclass(frozen=True)
class Presented:
    """A page's document with everything that is stored beside it."""

    page: BasePage
    document: dict[str, Any]
    summary: dict[str, Any]
    filters: list[Filter]
    sources: set[Source]
    sort_at: datetime.datetime
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
            "published_at": self.page.first_published_at,
            "expires_at": self.page.expire_at,
            "hidden": False,
            "summary": self.summary,
            "document": self.document,
            "text": self.text,
            "hash": self.hash,
            "presenter_version": self.version,
        }

    @cached_property
    def hash(self) -> str:
        """The SHA-256 of the document, in hexadecimal."""
        canonical = json.dumps(self.document, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(canonical.encode()).hexdigest()

    @cached_property
    def text(self) -> str:
        """All words of the document that a reader can find it by, without markup and title; excerpts are cut from it,
        so what does not belong together is kept apart."""
        return " · ".join(_words(self.document))


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
        shown = presenter.summary.model_validate(
            document.model_dump(include=set(presenter.summary.model_fields)), from_attributes=False
        )
        return Presented(
            page=page,
            document=document.model_dump(mode="json"),
            summary=shown.model_dump(mode="json"),
            filters=presenter.filters(document),
            sources=ctx.sources,
            sort_at=presenter.sort_at(page, ctx),
            version=presenter.version,
        )


def _context(
    page: BasePage, presenter: Presenter[Any], visibility: Visibility, *, private: bool = False
) -> PageContext:
    ctx = PageContext(page, visibility, private=private)
    ctx.day = presenter.day(page, ctx)
    return ctx


def _words(value: Any, field: str = "") -> list[str]:
    """The texts of a document in their order, numbers, names of fields and addresses left out."""
    if isinstance(value, str):
        return [plain_text(value) if field in {"html", "items", "findings"} else value] if value else []
    if isinstance(value, list):
        return [word for item in value for word in _words(item, field)]
    if isinstance(value, dict):
        found = []
        for name, item in value.items():
            is_heading = name == "title" and "path" not in value
            if name not in NOT_TEXT or is_heading:
                found += _words(item, name)
        return found
    return []


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []

    def handle_data(self, data: str) -> None:
        self.parts.append(data)

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        if tag not in {"a", "b", "strong", "i", "em", "sub", "sup"}:
            self.parts.append(" ")


def plain_text(html: str) -> str:
    """The words of HTML, with one space where a block begins."""
    parser = _Text()
    parser.feed(html)
    parser.close()
    return " ".join("".join(parser.parts).split())
