"""What keeps the record of each message in step with its pages."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef
from django.db.models.signals import post_delete, post_save
from wagtail.models import Page
from wagtail.signals import post_page_move

from cms.content.models import Message, OwnLife, followers, moving_along


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
    editor has given a life of its own, a public one first; the others have none any more."""
    if sender is not Page:  # each page is told of twice; its base goes last
        return
    key = instance.translation_key
    if not Page.objects.filter(translation_key=key).exists():
        Message.objects.filter(key=key).delete()
        return
    OwnLife.objects.filter(message=key, locale=instance.locale_id).delete()
    public = Page.objects.filter(translation_key=key, locale=OuterRef("locale"), live=True)
    heirs = OwnLife.objects.filter(message=key).annotate(is_public=Exists(public))
    heir = heirs.order_by("-is_public", "said_at", "pk").first()
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
    for translation, place in moving_along(followers(instance), parent_page_before, parent_page_after):
        translation.specific.move(place, pos="last-child")
