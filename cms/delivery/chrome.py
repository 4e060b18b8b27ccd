"""What stands around every document: the site's name and its menus, in one language, linking public pages only."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from wagtail.models import Locale

from cms.content.models import Menu, MenuItem, SiteTexts
from cms.delivery.models import Publication


@dataclass(frozen=True)
class MenuLink:
    title: str
    path: str


@dataclass(frozen=True)
class Chrome:
    """`menus` maps a menu's place to its links."""

    name: str = ""
    motto: str = ""
    publisher: str = ""
    menus: dict[str, list[MenuLink]] = field(default_factory=dict)

    @property
    def header(self) -> list[MenuLink]:
        return self.menus.get(Menu.Place.HEADER, [])

    @property
    def footer(self) -> list[MenuLink]:
        return self.menus.get(Menu.Place.FOOTER, [])


def chrome_for(language: str) -> Chrome:
    """The chrome of a language, in three queries; empty where the language has none."""
    locale = Locale.all_objects.filter(language_code=language).first()
    if locale is None:
        return Chrome()
    texts = SiteTexts.objects.filter(locale=locale).select_related("publisher").first()
    return Chrome(
        name=texts.name if texts else "",
        motto=texts.motto if texts else "",
        publisher=texts.publisher.name if texts and texts.publisher else "",
        menus=_menus(MenuItem.objects.filter(menu__locale=locale).select_related("menu").order_by("sort_order")),
    )


def _menus(items: Iterable[MenuItem]) -> dict[str, list[MenuLink]]:
    items = list(items)
    rows = Publication.objects.visible().filter(page_id__in=[item.page_id for item in items])
    public = {row[0]: row[1:] for row in rows.values_list("page_id", "title", "path")}
    menus: dict[str, list[MenuLink]] = {}
    for item in items:
        if item.page_id in public:
            title, path = public[item.page_id]
            menus.setdefault(item.menu.place, []).append(MenuLink(item.label or title, path))
    return menus
