"""The demo newsroom as a whole: whether there is room for it, whether it is there, and how it is loaded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from wagtail.models import Page, Site

from cms.content.models import Menu, SiteTexts
from cms.delivery import publications
from cms.delivery.models import Publication
from cms.demo import accounts, due, pages, snippets, translations
from cms.demo.newsroom import HOME, Newsroom, key_of
from cms.demo.texts import events, frame, kinds, legal, minutes, releases, reports
from cms.outbox import mail
from cms.outbox.models import Delivery

WELCOME = {"depth": 2, "slug": "home", "content_type__app_label": "wagtailcore", "content_type__model": "page"}


class NoRoom(Exception):
    """The database holds content that the demo would damage."""


def is_loaded() -> bool:
    """True where the demo's front page stands, whatever editors have made of the rest."""
    return Page.objects.filter(translation_key=key_of("page", HOME)).exists()


def total() -> int:
    """How many things will be made."""
    return snippets.count() + sum(len(thing.texts) for thing in every_page()) + due.count() + translations.count()


def every_page() -> Iterable[Any]:
    """All page texts in the order in which they are made: what is linked stands before what links it."""
    return [
        *frame.PAGES,
        *legal.PAGES,
        *events.SERIES,
        *events.EVENTS,
        *minutes.MINUTES,
        *reports.REPORTS,
        *releases.RELEASES,
    ]


MAKERS: dict[type, Callable[[Newsroom, Any], None]] = {
    kinds.PlainPage: pages.make_frame,
    kinds.Series: pages.make_series,
    kinds.Event: pages.make_event,
    kinds.Minutes: pages.make_minutes,
    kinds.Report: pages.make_report,
    kinds.Release: pages.make_release,
}


def load(users: Mapping[str, Any], step: Callable[[int], None] = lambda done: None) -> Newsroom:
    """Load everything or nothing, by the accounts of these names; raises NoRoom where editors have content of their
    own."""
    refuse_foreign_content()
    with transaction.atomic():
        with publications.unit():
            newsroom = Newsroom(users[accounts.EDITOR], step)
        snippets.make_all(newsroom)
        # One unit of work: else every page would renew all that link it.
        with publications.unit():
            for thing in every_page():
                MAKERS[type(thing)](newsroom, thing)
                if thing is frame.PAGES[0]:
                    take_over_site(newsroom)
        snippets.make_site_texts(newsroom)
        due.make_due(newsroom)
        translations.ask_for_front_pages(newsroom)
        accounts.join_groups(users)
        translations.make_all(newsroom)
        # Nobody is told by mail of reviews that were over before anybody logged in.
        Delivery.objects.filter(kind=mail.KIND).delete()
    return newsroom


def refuse_foreign_content() -> None:
    """Raise NoRoom where there is any page but Wagtail's welcome page, or a site text or menu."""
    foreign = Page.objects.filter(depth__gt=1).exclude(**WELCOME).first()
    if foreign is not None:
        raise NoRoom(f"The page “{foreign.title}” is already there: the demo is loaded into an empty site only.")
    for model in (SiteTexts, Menu):
        if model.objects.exists():
            raise NoRoom(
                f"There are {model._meta.verbose_name_plural} already: the demo is loaded into an empty site only."
            )


def take_over_site(newsroom: Newsroom) -> None:
    """Make the demo's front page the root of the one site, and take Wagtail's welcome page away."""
    address = urlsplit(settings.PUBLIC_URL)
    home = newsroom.within(settings.LANGUAGE_CODE).find("page", HOME)
    with publications.unit():
        site = Site.objects.order_by("-is_default_site", "pk").first() or Site()
        site.hostname = address.hostname or "localhost"
        site.port = address.port or (443 if address.scheme == "https" else 80)
        site.site_name = settings.SITE_NAME
        site.root_page = home.page_ptr
        site.is_default_site = True
        site.save()
        for welcome in Page.objects.filter(**WELCOME):
            welcome.delete()


def tally() -> list[tuple[str, str, int]]:
    """How many publications there are of each type and locale, both in alphabetical order."""
    counted = Counter(Publication.objects.visible().values_list("type", "locale"))
    return [(kind, locale, number) for (kind, locale), number in sorted(counted.items())]
