"""The message: a text in all its languages, of which one is the original that decides about the others."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.models import Locale, Page


class Message(models.Model):
    """What pages with the same translation key are together, and which language its original is written in.

    The record outlives its original, so that translations know that they had one: without an original none is public
    unless an editor has said so (`OwnLife`). It ends with the last of its pages.
    """

    key = models.UUIDField(primary_key=True)
    # None once the original's language was removed from the site: its translations have no original then.
    original_locale = models.ForeignKey(Locale, null=True, on_delete=models.SET_NULL, related_name="+")
    # For which expiry of the original somebody has decided which languages expire with it.
    expiry_decided = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = pgettext_lazy("a text in all its languages", "message")
        verbose_name_plural = pgettext_lazy("a text in all its languages", "messages")

    def __str__(self) -> str:
        return str(self.key)


class OwnLife(models.Model):
    """That one language of a message may be public whatever becomes of the original, and why."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="own_lives")
    locale = models.ForeignKey(Locale, on_delete=models.CASCADE, related_name="+")
    reason = models.TextField(_("reason"))
    said_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    said_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["message", "locale"], name="one_own_life_per_language")]
        verbose_name = _("language with a life of its own")
        verbose_name_plural = _("languages with a life of their own")

    def __str__(self) -> str:
        return f"{self.message_id} {self.locale_id}"


def followers(page: Page) -> models.QuerySet[Page]:
    """The translations whose fate the page decides: none for a translation, nor those with a life of their own."""
    message = Message.objects.filter(key=page.translation_key, original_locale=page.locale_id)
    free = OwnLife.objects.filter(message__in=message).values("locale")
    translations = Page.objects.filter(translation_key__in=message.values("key")).exclude(pk=page.pk)
    return translations.exclude(locale__in=free).select_related("locale").order_by("pk")


def translations_of(pages: Iterable[Page]) -> list[Page]:
    """The translations of those pages that are originals, with those that have a life of their own; of so many pages as
    fit into one statement, without asking for each."""
    locales = {(page.translation_key, page.locale_id) for page in pages}
    found = Message.objects.filter(key__in={key for key, _locale in locales}).values_list("key", "original_locale")
    decided = {key: original for key, original in found if (key, original) in locales}
    translations = Page.objects.filter(translation_key__in=decided).select_related("locale").order_by("pk")
    return [page for page in translations if page.locale_id != decided[page.translation_key]]


def followers_of(pages: Iterable[Page]) -> list[Page]:
    """As `followers`, of so many pages as fit into one statement, without asking for each."""
    found = translations_of(pages)
    keys = {page.translation_key for page in found}
    free = set(OwnLife.objects.filter(message__in=keys).values_list("message", "locale"))
    return [page for page in found if (page.translation_key, page.locale_id) not in free]


def moving_along(translations: Iterable[Page], before: Page, after: Page) -> list[tuple[Page, Page]]:
    """Those translations that go with their original from one place to another, each with the place that it goes to:
    where a text stands is the same in all languages that have both places."""
    found = []
    for translation in translations if before.pk != after.pk else ():
        place = after.get_translation_or_none(translation.locale)
        if place is not None and translation.get_parent().translation_key == before.translation_key:
            found.append((translation, place))
    return found


def left_behind(page: Page, after: Page) -> list[Page]:
    """The translations that stay where they are when the page moves, since there is no such place in their language."""
    before = page.get_parent()
    beside = [one for one in followers(page) if one.get_parent().translation_key == before.translation_key]
    moving = {one.pk for one, _place in moving_along(beside, before, after)}
    return [one for one in beside if one.pk not in moving] if before.pk != after.pk else []
