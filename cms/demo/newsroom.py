"""What the demo is built into: its locales, what has been made so far, and how a page goes public."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.conf import settings
from django.db import models
from wagtail.models import Locale, Page

from cms.delivery.presenter import AGENCY_ZONE
from cms.demo import forms
from cms.founding import site

NAMESPACE = uuid5(NAMESPACE_URL, "https://www.mittelwald.example/")
MORNING = datetime.time(10)
HOME = "start"


def key_of(kind: str, key: str) -> UUID:
    """The translation key of a thing of the demo: the same in every database, so that it can be named."""
    return uuid5(NAMESPACE, f"{kind}:{key}")


class Newsroom:
    """What has been made so far, by kind, key and language; `step` is called with each thing made."""

    def __init__(self, user: Any, step: Callable[[int], None]) -> None:
        self.user = user
        self.step = step
        self.made: dict[tuple[str, str, str], Any] = {}
        self.pictures: dict[str, forms.Picture] = {}
        # all_objects: the cached manager may not know a locale made in this transaction.
        codes = [code for code, _name in settings.WAGTAIL_CONTENT_LANGUAGES]
        self.locales = {code: Locale.all_objects.get_or_create(language_code=code)[0] for code in codes}

    def within(self, language: str) -> Shelf:
        """What can be named by texts of that language."""
        return Shelf(self, language)

    def add(self, kind: str, key: str, language: str, thing: models.Model) -> None:
        self.made[kind, key, language] = thing
        self.step(1)

    def translatable(self, kind: str, key: str, language: str) -> dict[str, Any]:
        """The fields by which a translatable object knows its language and its translations."""
        return {"locale": self.locales[language], "translation_key": key_of(kind, key)}

    def put_live(self, draft: Any) -> None:
        """Publish a saved page or snippet in its first revision."""
        site.put_live(draft, self.user)

    def publish(self, page: Any, parent: Page, key: str, language: str, day: datetime.date | None = None) -> Any:
        """Make the page below its parent and publish it the way an editor's save does, as of that day or now; returns
        it as it stands in the database."""
        for name, value in self.translatable("page", key, language).items():
            setattr(page, name, value)
        if day is not None:
            page.first_published_at = datetime.datetime.combine(day, MORNING, tzinfo=AGENCY_ZONE)
        made = site.publish_below(parent, page, self.user)
        self.add("page", key, language, made)
        return made


class Shelf:
    """The things that texts of one language may name."""

    def __init__(self, newsroom: Newsroom, language: str) -> None:
        self.newsroom = newsroom
        self.language = language

    def find(self, kind: str, key: str) -> Any:
        """The thing in this language; pictures are of every language. Raises LookupError where it is not there."""
        for language in (self.language, ""):
            if (kind, key, language) in self.newsroom.made:
                return self.newsroom.made[kind, key, language]
        raise LookupError(f"there is no {kind} “{key}” in “{self.language}”")

    def find_any(self, kind: str, key: str) -> Any:
        """The thing in this language, else in the source language."""
        try:
            return self.find(kind, key)
        except LookupError:
            return self.newsroom.within(settings.LANGUAGE_CODE).find(kind, key)
