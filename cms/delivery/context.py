"""What a presenter is told while it makes one document, and the account of all it was told."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any, TypeVar

import nh3
from bs4 import BeautifulSoup
from django.db import models
from django.utils.translation import gettext as _
from wagtail.models import Page

from cms import locales
from cms.content.models import CustomDocument, CustomImage, OwnFacts, SiteTexts
from cms.content.plain_text import plain_text
from cms.content.presenting import language_of, licence_of_texts, open_file
from cms.content.schemas import PageLink
from cms.delivery import registry
from cms.delivery.languages import original_first
from cms.delivery.presenter import LONG_AGO
from cms.delivery.schemas import TranslationLink
from cms.delivery.signing import signed
from cms.delivery.sources import (
    Source,
    all_of_source,
    children_source,
    link_source,
    object_source,
    page_source,
    translations_source,
)
from cms.delivery.visibility import Visibility

Translatable = TypeVar("Translatable", bound=Any)
PageT = TypeVar("PageT", bound=Page)

ALLOWED_TAGS = {"a", "b", "strong", "i", "em", "p", "br", "ul", "ol", "li", "h2", "h3", "h4", "h5", "hr", "sub", "sup"}
# Fewer letters tell nothing of a title.
MIN_LETTERS = 3
MAX_DIGITS = 18  # of an id; 64 bits hold no more nines
ALLOWED_SCHEMES = {"http", "https", "mailto", "tel"}


class PageContext:
    """Answers for one page; implements cms.content.presenting.Context."""

    def __init__(self, page: Page, visibility: Visibility, *, private: bool = False) -> None:
        self.page = page
        self.visibility = visibility
        self.private = private
        self.day: datetime.date = LONG_AGO.date()
        self.sources: set[Source] = {page_source(page.pk)} if page.pk else set()
        # Of the sources, what every language of the page shows in its own where it is there.
        self.localisable: set[Source] = set()

    @property
    def path(self) -> str:
        """The public path of the page itself; empty for a page outside the site, as in a preview."""
        return self.visibility.path_of(self.page) or ""

    @property
    def locale(self) -> str:
        return str(self.page.locale.language_code)

    def locale_of(self, source: Any) -> str:
        return self.locale if source.locale_id == self.page.locale_id else self.visibility.languages[source.locale_id]

    def locale_of_facts(self, source: Any) -> str:
        self.uses(source)
        return self.visibility.languages[self.visibility.original_locale(source)]

    def common(self) -> dict[str, Any]:
        """The fields that every document has, but for those that its presenter gives."""
        presenter = registry.presenter_for(type(self.page))
        if presenter is None:
            raise LookupError(f"{type(self.page).__name__} has no presenter.")
        return {
            "id": self.page.translation_key,
            "type": presenter.type,
            "locale": self.locale,
            "direction": locales.language(self.locale).direction,
            "licence": licence_of_texts(self.site_texts(), self.locale),
            "title": self.page.title,
            "path": self.path,
            "published_at": self.page.first_published_at,
            "seo_title": self.page.seo_title or self.page.title,
            "description": self.page.search_description,
            "breadcrumbs": self.breadcrumbs(),
            "translations": self.translations(),
        }

    def site_texts(self) -> SiteTexts | None:
        """What the site says of itself in the document's language."""
        self.uses_all(SiteTexts)
        texts: SiteTexts | None = self.visibility.once("site texts", _site_texts).get(self.page.locale_id)
        return texts

    def uses(self, source: models.Model) -> None:
        self.sources.add(object_source(source))

    def uses_all(self, model: type[models.Model]) -> None:
        """Note that the document depends on every object of the model."""
        self.sources.add(all_of_source(model))

    def localised(self, source: Translatable | None) -> Translatable | None:
        if source is None:
            return None
        source = self.visibility.same(source)
        self.uses(source)
        self.localisable.add(object_source(source))
        own = self.visibility.in_language(source, self.page.locale_id)
        return source if own is None or (own is not source and not getattr(own, "live", True)) else own

    def same(self, source: Translatable) -> Translatable:
        same: Translatable = self.visibility.same(source)
        return same

    def link(self, page: models.Model | int | None) -> PageLink | None:
        page_id = page.pk if isinstance(page, models.Model) else page
        if page_id is None:
            return None
        self.sources.add(link_source(page_id))
        found = self.visibility.page(page_id)
        return self.page_link(found) if found and self.visibility.is_public(found) else None

    def reader_link(self, page_id: int | None) -> PageLink | None:
        """The page as a link in the document's language where that is public, else itself, else its original or another
        language of it; None where none is public."""
        if page_id is None:
            return None
        self.sources.add(link_source(page_id))
        page = self.visibility.page(page_id)
        if page is None:
            return None
        known = [page]
        if page.locale_id != self.page.locale_id or not self.visibility.is_public(page):
            self.sources.add(translations_source(page.translation_key))
            known += self.visibility.translations(page)
        best = min(filter(self.visibility.is_public, known), key=self._nearness_to(page), default=None)
        if best is None:
            return None
        self.sources.add(link_source(best.pk))
        return self.page_link(best)

    def _nearness_to(self, page: Page) -> Callable[[Page], Any]:
        own = self.page.locale_id
        return lambda one: (one.locale_id != own, one.pk != page.pk, original_first(one.locale.language_code))

    def localised_page(self, page: Page | None) -> Page | None:
        """The page in the document's language where that is public, else the page itself where it is, else None."""
        if page is None:
            return None
        self.sources.add(page_source(page.pk))
        if page.locale_id != self.page.locale_id:
            self.sources.add(translations_source(page.translation_key))
            translation = page.get_translation_or_none(self.page.locale)
            if translation is not None and self.visibility.is_public(translation):
                self.sources.add(page_source(translation.pk))
                return translation
        return page if self.visibility.is_public(page) else None

    def children(self, model: type[PageT]) -> list[PageT]:
        """The public pages of that model right below, in their order."""
        if not self.page.pk:
            return []
        self.sources.add(children_source(self.page.pk))
        below = model.objects.child_of(self.page).select_related("locale").order_by("path")
        found = self.visibility.public_among(below)
        self.sources |= {page_source(child.pk) for child in found}
        return found

    def parent(self) -> Page:
        """The page right above, public or not: what a document says of it must hang on `link` finding it public."""
        parent = self.visibility.ancestors(self.page)[-1]
        self.sources.add(page_source(parent.pk))
        return parent

    def page_link(self, page: Page) -> PageLink:
        """The link of a page that this context found to be public; raises ValueError for another."""
        presenter = registry.presenter_of_content_type(page.content_type_id)
        path = self.visibility.path_of(page)
        if presenter is None or path is None:
            raise ValueError(f"Page {page.pk} is not public: it has no link.")
        return PageLink(
            id=page.translation_key,
            type=presenter.type,
            locale=page.locale.language_code,
            title=page.title,
            path=path,
        )

    def breadcrumbs(self) -> list[PageLink]:
        """The public pages above, from the front page down."""
        above = self.visibility.ancestors(self.page)
        self.sources |= {link_source(page.pk) for page in above}
        return [self.page_link(page) for page in self.visibility.public_among(above)]

    def translations(self) -> list[TranslationLink]:
        """The other languages in which the page can be read, by language code."""
        self.sources.add(translations_source(self.page.translation_key))
        translations = self.visibility.translations(self.page)
        links = (self.page_link(translation) for translation in translations if self.visibility.is_public(translation))
        found = [TranslationLink(**dict(link)) for link in links]
        return sorted(found, key=lambda link: link.locale)

    def file_path(self, path: str) -> str:
        return signed(path) if self.private else path

    def is_open(self, file: CustomImage | CustomDocument) -> bool:
        return file.collection_id not in self.visibility.private_collections

    def is_own(self, file: CustomDocument) -> bool:
        return isinstance(self.page, OwnFacts) and file.pk in self.page.own_files()

    def html(self, rich_text: str) -> str:
        if not rich_text:
            return ""
        clean = nh3.clean(
            self._resolved(rich_text),
            tags=ALLOWED_TAGS,
            attributes={"a": {"href", "hreflang", "lang"}, "p": {"lang"}},
            url_schemes=ALLOWED_SCHEMES,
            link_rel=None,
        )
        return clean if plain_text(clean) else ""

    def _resolved(self, rich_text: str) -> str:
        """The rich text with addresses in its links and without embedded objects."""
        if "<a" not in rich_text and "<embed" not in rich_text:
            return rich_text
        soup = BeautifulSoup(rich_text, "html.parser")
        for embed in soup.find_all("embed"):
            embed.decompose()
        for anchor in soup.find_all("a"):
            self._resolve(anchor)
        return str(soup)

    def _resolve(self, anchor: Any) -> None:
        """Give a link its address, or take it away where its target may not be shown."""
        kind, target = anchor.get("linktype"), _as_id(anchor.get("id"))
        if kind is None:
            return
        if kind == "page":
            self._resolve_page(anchor, target)
            return
        file = self._file(target) if kind == "document" else None
        if file is None:
            anchor.unwrap()
            return
        language = language_of(file, self)
        elsewhere = {} if language == self.page.locale.language_code else {"hreflang": language}
        anchor.attrs = {"href": self.file_path(file.url), **elsewhere}

    def _resolve_page(self, anchor: Any, target: int | None) -> None:
        link = self.reader_link(target)
        page = self.visibility.page(target) if target is not None else None
        is_secret = page is not None and not self.visibility.is_public(page)
        tells = is_secret and _tells_title(plain_text(str(anchor)), page)
        if link is None:
            anchor.replace_with(_("(not public)")) if tells else anchor.unwrap()
            return
        language = {} if link.locale == self.page.locale.language_code else {"hreflang": link.locale}
        if tells:
            anchor.string = link.title
            language |= {"lang": link.locale} if language else {}
        anchor.attrs = {"href": link.path, **language}

    def _file(self, target: int | None) -> CustomDocument | None:
        return open_file(CustomDocument.objects.filter(pk=target).first(), self)


def _site_texts() -> dict[int, SiteTexts]:
    """What the site says of itself, by the locales."""
    return {texts.locale_id: texts for texts in SiteTexts.objects.select_related("press_contact").order_by("-pk")}


def _tells_title(words: str, page: Page) -> bool:
    """True for words that are the page's title, hold it or are a part of it: what the editor's chooser writes for a
    link, however it was divided or formatted since."""
    said = _letters(words)
    titles = (_letters(title) for title in (page.title, page.draft_title) if title)
    return len(said) >= MIN_LETTERS and any(title and (said in title or title in said) for title in titles)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def _as_id(value: Any) -> int | None:
    return int(value) if isinstance(value, str) and value.isdigit() and len(value) <= MAX_DIGITS else None
