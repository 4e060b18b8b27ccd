"""What stands around every document: the site's name and its menus, in one language, linking public pages only."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.conf import settings
from wagtail.models import Locale

from cms.content.models import Menu, MenuItem, SiteTexts
from cms.delivery.models import Publication


@dataclass(frozen=True)
class MenuLink:
    title: str
    path: str


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


def site_frame_for(language: str) -> SiteFrame:
    """The site frame of a language; what nobody has written in it yet is the site's in its first language, the links
    of a menu leading to pages of this one only."""
    locales = {locale.language_code: locale for locale in Locale.all_objects.all()}
    if language not in locales:
        return SiteFrame()
    own, first = locales[language], locales.get(settings.LANGUAGE_CODE)
    texts = texts_for(own, first)
    items = list(MenuItem.objects.filter(menu__locale__in=_ids(own, first)).select_related("menu", "page"))
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


def public_languages() -> list[str]:
    """The languages whose front page is public, in the order of the settings."""
    paths = {f"/{code}/": code for code, _name in settings.LANGUAGES}
    rows = Publication.objects.visible().filter(path__in=paths).values_list("path", flat=True)
    found = {paths[path] for path in rows}
    return [code for code in paths.values() if code in found]


def _ids(*locales: Locale | None) -> list[int]:
    return [locale.pk for locale in locales if locale is not None]


def _menus(items: list[MenuItem], own: Locale) -> dict[str, list[MenuLink]]:
    """The links of each place, from the language's own menu where it has one there."""
    rows = Publication.objects.visible().filter(
        key__in=[item.page.translation_key for item in items], locale=own.language_code
    )
    public = {row[0]: row[1:] for row in rows.values_list("key", "title", "path")}
    written = {item.menu.place for item in items if item.menu.locale_id == own.pk}
    menus: dict[str, list[MenuLink]] = {}
    for item in sorted(items, key=lambda item: item.sort_order or 0):
        is_own = item.menu.locale_id == own.pk
        if (is_own or item.menu.place not in written) and item.page.translation_key in public:
            title, path = public[item.page.translation_key]
            label = item.label if is_own else ""
            menus.setdefault(item.menu.place, []).append(MenuLink(label or title, path))
    return menus
