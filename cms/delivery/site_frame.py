"""What stands around every document: the site's name and its menus, in one language, linking public pages only."""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID

from django.conf import settings
from wagtail.models import Locale

from cms.content.models import Menu, MenuItem, SiteTexts
from cms.delivery.generation import remembered
from cms.delivery.languages import best_of
from cms.delivery.models import Publication


@dataclass(frozen=True)
class MenuLink:
    """A link of a menu; `locale` is the language of its page and `language` that of its words, each where it is another
    than that of the site frame."""

    title: str
    path: str
    locale: str = ""
    language: str = ""


@dataclass(frozen=True)
class SiteFrame:
    """`menus` maps a menu's place to its links; `locale` is the language of the name."""

    name: str = ""
    locale: str = ""
    motto: str = ""
    publisher: str = ""
    publisher_locale: str = ""
    menus: dict[str, list[MenuLink]] = field(default_factory=dict)

    @property
    def header(self) -> list[MenuLink]:
        return self.menus.get(Menu.Place.HEADER, [])

    @property
    def footer(self) -> list[MenuLink]:
        return self.menus.get(Menu.Place.FOOTER, [])


@remembered
def site_frame_for(language: str) -> SiteFrame:
    """The site frame of a language; what nobody has written in it yet is the site's in its first language, and menus
    lead to pages of this one where they are public."""
    locales = {locale.language_code: locale for locale in Locale.all_objects.all()}
    if language not in locales:
        return SiteFrame()
    own, first = locales[language], locales.get(settings.LANGUAGE_CODE)
    texts = texts_for(own, first)
    of_both = MenuItem.objects.filter(menu__locale__in=_ids(own, first))
    items = list(of_both.select_related("menu__locale", "page"))
    publisher = texts.publisher if texts else None
    if publisher is not None and publisher.locale_id != own.pk:
        publisher = publisher.get_translation_or_none(own) or publisher
    codes = {locale.pk: locale.language_code for locale in locales.values()}
    return SiteFrame(
        name=texts.name if texts else "",
        locale=codes[texts.locale_id] if texts else "",
        motto=texts.motto if texts and texts.locale_id == own.pk else "",
        publisher=publisher.name if publisher else "",
        publisher_locale=codes[publisher.locale_id] if publisher else "",
        menus=_menus(items, own),
    )


def texts_for(own: Locale, first: Locale | None) -> SiteTexts | None:
    """The site settings of the language, else those of the site's first one."""
    found = SiteTexts.objects.filter(locale__in=_ids(own, first)).select_related("publisher")
    return min(found, key=lambda texts: texts.locale_id != own.pk, default=None)


@remembered
def public_languages() -> list[str]:
    """The languages whose front page is public, in the order of the settings."""
    paths = {f"/{code}/": code for code, _name in settings.LANGUAGES}
    rows = Publication.objects.visible().filter(path__in=paths).values_list("path", flat=True)
    found = {paths[path] for path in rows}
    return [code for code in paths.values() if code in found]


def _ids(*locales: Locale | None) -> list[int]:
    return [locale.pk for locale in locales if locale is not None]


def _menus(items: list[MenuItem], own: Locale) -> dict[str, list[MenuLink]]:
    """The links of each place, from the language's own menu where it has one there. At the foot those of the site's
    first language follow that it lacks: legal notices are there in every language."""
    public: dict[UUID, list[Publication]] = {}
    rows = Publication.objects.visible().filter(key__in=[item.page.translation_key for item in items])
    for row in rows.only("key", "title", "path", "locale"):
        public.setdefault(row.key, []).append(row)
    written: dict[str, set[UUID]] = {}
    for item in items:
        if item.menu.locale_id == own.pk:
            written.setdefault(item.menu.place, set()).add(item.page.translation_key)
    menus: dict[str, list[MenuLink]] = {}
    for item in sorted(items, key=lambda item: (item.menu.locale_id != own.pk, item.sort_order or 0)):
        known = written.get(item.menu.place, set()) if item.menu.locale_id != own.pk else set()
        is_left_out = item.page.translation_key in known or (known and item.menu.place != Menu.Place.FOOTER)
        link = _link(item, public.get(item.page.translation_key, []), own.language_code)
        if link is not None and not is_left_out:
            menus.setdefault(item.menu.place, []).append(link)
    return menus


def _link(item: MenuItem, rows: list[Publication], own: str) -> MenuLink | None:
    """The link to the page in the language where it is public, else to its original; None where it is nowhere."""
    row = next((row for row in rows if row.locale == own), None) or best_of(rows)
    if row is None:
        return None
    # A label is written for the menu's language: it says nothing to readers of another who get their own page.
    labelled_in = item.menu.locale.language_code if item.label else ""
    language = labelled_in if labelled_in in {own, row.locale} else row.locale
    return MenuLink(
        title=item.label if language == labelled_in else row.title,
        path=row.path,
        locale=row.locale if row.locale != own else "",
        language=language if language != own else "",
    )
