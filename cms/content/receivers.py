"""What keeps the record of each message in step with its pages."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_delete, post_save
from wagtail.models import Page
from wagtail.signals import post_page_move

from cms.content.models import Message, OwnLife, followers


def connect() -> None:
    """Listen to pages of all types: each brings its message along, whichever way it is made."""
    post_save.connect(on_page_made, dispatch_uid="content.message")
    post_delete.connect(on_page_gone, dispatch_uid="content.message_gone")
    post_page_move.connect(on_page_moved, dispatch_uid="content.message_moved")


def on_page_made(sender: Any, instance: Any, created: bool = False, **kwargs: Any) -> None:
    """A page with a key of its own begins a message, of which it is the original."""
    if created and isinstance(instance, Page):
        Message.objects.bulk_create(
            [Message(key=instance.translation_key, original_locale_id=instance.locale_id)], ignore_conflicts=True
        )


def on_page_gone(sender: Any, instance: Any, **kwargs: Any) -> None:
    """A message ends with its last page. One that loses its original goes on as the language, if there is one, that an
    editor has given a life of its own; the others have none any more."""
    if sender is not Page:  # each page is told of twice; its base goes last
        return
    key = instance.translation_key
    if not Page.objects.filter(translation_key=key).exists():
        Message.objects.filter(key=key).delete()
        return
    OwnLife.objects.filter(message=key, locale=instance.locale_id).delete()
    heir = OwnLife.objects.filter(message=key).order_by("said_at", "pk").first()
    orphaned = Message.objects.filter(key=key, original_locale=instance.locale_id).first()
    if heir is not None and orphaned is not None:
        orphaned.original_locale = heir.locale
        orphaned.save()
        heir.delete()


def on_page_moved(
    sender: Any, instance: Page, parent_page_before: Page, parent_page_after: Page, **kwargs: Any
) -> None:
    """Where a text stands is the same in all languages: its translations go to the translations of its new place, where
    there are any."""
    if parent_page_before.pk == parent_page_after.pk:
        return
    for translation in followers(instance):
        stands = translation.get_parent()
        place = parent_page_after.get_translation_or_none(translation.locale)
        if place is not None and stands.translation_key == parent_page_before.translation_key:
            translation.specific.move(place, pos="last-child")
