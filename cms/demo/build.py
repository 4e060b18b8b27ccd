"""The demo newsroom as a whole: whether there is room for it, whether it is there, and how it is loaded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import models, transaction
from modelsearch import index
from wagtail.models import Page, ReferenceIndex

from cms.content.models import Menu, SiteTexts
from cms.delivery import publications
from cms.delivery.models import Publication
from cms.demo import accounts, due, forms, pages, snippets, translations
from cms.demo.newsroom import HOME, Newsroom, key_of
from cms.demo.reading import Things
from cms.founding import site
from cms.importer.indexing import bring_up_to_date, indexes_at_the_end
from cms.outbox import mail
from cms.outbox.models import Delivery


class NoRoomError(Exception):
    """The database holds content that the demo would damage."""


@dataclass(frozen=True)
class Texts:
    """Everything that the demo's files say."""

    lists: dict[str, Things[Any]]
    site: forms.Site
    pages: list[pages.Source]
    sheets: list[translations.Sheet]

    def __len__(self) -> int:
        """How many things will be made, in the languages written by hand and in those translated."""
        by_hand = sum(len(things.by_key) for things in self.lists.values()) + 1 + len(self.site.menus) + len(self.pages)
        pictures = len(self.lists["picture"].by_key)
        on_their_way = len(translations.read_plan().on_their_way)
        return len(forms.BY_HAND) * (by_hand - pictures) + pictures + len(self.sheets) - on_their_way


def read() -> Texts:
    """All files; raises TextError with the place of the first thing that cannot be read."""
    lists, sources = snippets.read_lists(), pages.read_pages()
    return Texts(lists, snippets.read_site(), sources, translations.read_sheets(lists, sources))


def is_loaded() -> bool:
    """True where the demo's front page stands, whatever editors have made of the rest."""
    return Page.objects.filter(translation_key=key_of("page", HOME)).exists()


def load(texts: Texts, users: Mapping[str, Any], step: Callable[[int], None] = lambda done: None) -> Newsroom:
    """Load everything or nothing, by the accounts of these names; raises NoRoomError where editors have content of
    their own, and TextError."""
    refuse_foreign_content()
    with transaction.atomic():
        with indexes_at_the_end():
            newsroom = _load(texts, users, step)
        bring_up_to_date(_everything())
    return newsroom


def _load(texts: Texts, users: Mapping[str, Any], step: Callable[[int], None]) -> Newsroom:
    # One unit of work: else every snippet and page would renew all that name it, and the menus everything.
    with publications.unit():
        newsroom = Newsroom(users[accounts.EDITOR], step)
        snippets.make_all(newsroom, texts.lists)
        for source in texts.pages:
            if not source.is_due:
                pages.make(newsroom, source)
            if source.key == HOME:
                home = newsroom.within(settings.LANGUAGE_CODE).find("page", HOME)
                site.take_over(home, settings.SITE_NAME)
        snippets.make_site(newsroom, texts.site)
    due.make_due(newsroom, [source for source in texts.pages if source.is_due])
    translations.ask_for_front_pages(newsroom)
    accounts.join_groups(users)
    translations.make_all(newsroom, texts.sheets, translations.names_in(texts.lists))
    # Nobody is told by mail of reviews that were over before anybody logged in.
    Delivery.objects.filter(kind=mail.KIND).delete()
    return newsroom


def _everything() -> list[models.Model]:
    """What Wagtail's indexes may know: all objects, as the site was empty before."""
    kinds = (model for model in apps.get_models() if model is not Page)
    known = [model for model in kinds if ReferenceIndex.is_indexed(model) or index.class_is_indexed(model)]
    return [thing for model in known for thing in model._default_manager.all()]


def refuse_foreign_content() -> None:
    """Raise NoRoomError where there is any page but Wagtail's welcome page, or a site text or menu."""
    foreign = site.pages_of_others().first()
    if foreign is not None:
        raise NoRoomError(f"The page “{foreign.title}” is already there: the demo is loaded into an empty site only.")
    for model in (SiteTexts, Menu):
        if model.objects.exists():
            raise NoRoomError(
                f"There are {model._meta.verbose_name_plural} already: the demo is loaded into an empty site only."
            )


def tally() -> list[tuple[str, str, int]]:
    """How many publications there are of each type and locale, both in alphabetical order."""
    counted = Counter(Publication.objects.visible().values_list("type", "locale"))
    return [(kind, locale, number) for (kind, locale), number in sorted(counted.items())]
