"""Pages that time brings, and the moment at which it does."""

import datetime
from typing import Any

from django.utils import timezone
from wagtail.models import Page, Revision

from cms.delivery import publications
from press.models import PressRelease


def scheduled(newsroom: Any, moment: datetime.datetime, **fields: Any) -> Page:
    """A page that goes live at that moment."""
    page = newsroom.page(live=False, **fields)
    page.go_live_at = moment
    with publications.unit():
        page.save_revision().publish()
    return page


def translated_early(newsroom: Any, page: Page, **fields: Any) -> Page:
    """A translation that was approved and published before its original goes live."""
    with publications.unit():
        translation = page.copy_for_translation(newsroom.en, copy_parents=True)
        for name, value in {"title": f"English: {page.title}", "go_live_at": None, **fields}.items():
            setattr(translation, name, value)
        translation.save_revision().publish()
    return type(page).objects.get(pk=translation.pk)


def fall_due(moment: datetime.datetime) -> None:
    """Let everything that is scheduled for later go live at that moment, which may be over: no form would take it."""
    now, text = timezone.now(), moment.isoformat()
    for revision in Revision.objects.filter(approved_go_live_at__gt=now):
        revision.content["go_live_at"] = text
        if revision.content.get("embargo_until"):
            revision.content["embargo_until"] = text
        Revision.objects.filter(pk=revision.pk).update(content=revision.content, approved_go_live_at=moment)
    Page.objects.filter(go_live_at__gt=now).update(go_live_at=moment)
    PressRelease.objects.filter(embargo_until__gt=now).update(embargo_until=moment)
