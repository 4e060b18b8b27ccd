"""An empty newsroom: front page, lists, legal pages, menus, languages, roles, glossary. What is there stays."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale, Page, Site

from cms.content.models import Menu, MenuItem, SiteTexts
from cms.delivery import publications
from cms.editorial import roles
from cms.founding import notices, site
from cms.translation import requesting, terms
from events.models import EventIndexPage
from home.models import ContactDirectory, HomePage, StandardPage
from press.models import PracticeIndexPage, PressIndexPage

# The lists of every newsroom in the order of the menu; more of a kind are made by hand.
LISTS: dict[type[Page], str | Promise] = {
    PressIndexPage: _("Press"),
    PracticeIndexPage: _("Good practice"),
    EventIndexPage: _("Events"),
    ContactDirectory: _("Contact"),
}


class TakenError(Exception):
    """There are pages, but no front page of ours: whoever made them decides what becomes of them."""


@dataclass
class Founded:
    """What was made just now: pages by their titles, and languages by their codes."""

    pages: list[str] = field(default_factory=list)
    drafts: list[str] = field(default_factory=list)
    languages: list[str] = field(default_factory=list)
    terms: int = 0

    def __bool__(self) -> bool:
        return bool(self.pages or self.languages or self.terms)


def front_page() -> Page | None:
    """The front page in the language of the originals; None where there is none yet."""
    root = Site.objects.filter(is_default_site=True, root_page__depth__gt=1).values_list("root_page", flat=True).first()
    return HomePage.objects.filter(pk=root).first()


def found(name: str, languages: Sequence[str], user: Any) -> Founded:
    """Make what is missing, all or nothing; raises TakenError."""
    made = Founded()
    with transaction.atomic():
        home = front_page()
        if home is None:
            home = _make_originals(name, user, made)
        new = [code for code in languages if code != settings.LANGUAGE_CODE and not _has(home, code)]
        if new:
            _ask_for(home, new, user)
            made.languages = new
        roles.make_roles()
        if made:
            made.terms = terms.load().terms
    return made


def _has(home: Page, code: str) -> bool:
    return Page.objects.filter(translation_key=home.translation_key, locale__language_code=code).exists()


def _make_originals(name: str, user: Any, made: Founded) -> Page:
    """The pages in the language of the originals, the site that shows them, and what it says of itself."""
    if taken := site.pages_of_others().first():
        raise TakenError(f"The page “{taken.title}” is already there, and is no site's front page.")
    locale = _locale(settings.LANGUAGE_CODE)
    with translation.override(settings.LANGUAGE_CODE), publications.unit():
        home = HomePage(title=name, slug=settings.LANGUAGE_CODE, locale=locale)
        home = site.publish_below(Page.get_first_root_node(), home, user)
        site.take_over(home, name)
        lists = [site.publish_below(home, kind(title=str(title), locale=locale), user) for kind, title in LISTS.items()]
        legal = [_make_notice(home, notice, name, user) for notice in notices.NOTICES]
        SiteTexts.objects.create(name=name, locale=locale)
        _make_menu(Menu.Place.HEADER, lists, locale)
        _make_menu(Menu.Place.FOOTER, legal, locale)
    made.pages = [page.title for page in (home, *lists)]
    made.drafts = [page.title for page in legal]
    return home


def _make_notice(home: Page, notice: notices.Notice, name: str, user: Any) -> Page:
    """A legal page, as a draft: it has facts to be filled in."""
    page = StandardPage(
        title=notice.title,
        intro=notice.intro,
        body=notice.body(name=name, address=urlsplit(settings.PUBLIC_URL).netloc),
        locale=home.locale,
        live=False,
    )
    home.add_child(instance=page)
    page.save_revision(user=user, log_action=True)
    return page


def _make_menu(place: str, pages: Iterable[Page], locale: Locale) -> None:
    items = [MenuItem(page_id=page.pk, sort_order=number, locale=locale) for number, page in enumerate(pages)]
    Menu(place=place, items=items, locale=locale).save()


def _ask_for(home: Page, languages: Sequence[str], user: Any) -> None:
    """Make the place for the languages: the front page and the lists as drafts that wait for their translators."""
    locales = [_locale(code) for code in languages]
    order = requesting.Order(user=user)
    for page in (home, *(found for kind in LISTS if (found := _first(kind, home)) is not None)):
        requesting.request(page.specific, locales, order)


def _first(kind: type[Page], home: Page) -> Page | None:
    return kind.objects.descendant_of(home).filter(locale=home.locale_id).order_by("-live", "path").first()


def _locale(code: str) -> Locale:
    # all_objects: the cached manager may not know a locale made in this transaction.
    return Locale.all_objects.get_or_create(language_code=code)[0]
