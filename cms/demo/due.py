"""What time works on in the demo: counted from the moment of loading."""

from __future__ import annotations

import dataclasses
import datetime

from django.utils import timezone

from cms.delivery import publications
from cms.delivery.presenter import AGENCY_ZONE
from cms.delivery.withdrawal import withdraw
from cms.demo.newsroom import Newsroom
from cms.demo.pages import release_page
from cms.demo.texts import due, kinds
from press.models import PressRelease

EMBARGO = datetime.timedelta(minutes=10)


def make_due(newsroom: Newsroom) -> None:
    """A release that goes live by itself in ten minutes, one whose time is over, and one that was withdrawn."""
    now = timezone.now()
    _make(newsroom, due.UNDER_EMBARGO, now, embargo_until=(now + EMBARGO).replace(second=0, microsecond=0))
    expired = _make(newsroom, due.EXPIRED, now - datetime.timedelta(days=15))
    with publications.unit():
        expired.expire_at = now - datetime.timedelta(days=1)
        expired.save()
        expired.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
    withdraw(_make(newsroom, due.WITHDRAWN, now - datetime.timedelta(days=3)), reason=due.REASON, user=None)


def count() -> int:
    """How many things `make_due` makes."""
    return 3


def _make(newsroom: Newsroom, release: kinds.Release, at: datetime.datetime, **fields: object) -> PressRelease:
    """The German release as approved at that moment; under embargo it waits for its time."""
    [language] = release.texts
    found = newsroom.within(language)
    page = release_page(dataclasses.replace(release, date=at.astimezone(AGENCY_ZONE).date()), found)
    for name, value in (fields | newsroom.translatable("page", release.key, language)).items():
        setattr(page, name, value)
    page.live = False
    with publications.unit():
        found.find("page", "presse").add_child(instance=page)
        newsroom.put_live(page)
    made = PressRelease.objects.get(pk=page.pk)
    newsroom.add("page", release.key, language, made)
    return made
