"""What time works on in the demo: counted from the moment of loading."""

from __future__ import annotations

import dataclasses
import datetime

from django.utils import timezone

from cms.delivery import publications
from cms.delivery.presenter import AGENCY_ZONE
from cms.delivery.withdrawal import withdraw
from cms.demo.newsroom import Newsroom, Shelf
from cms.demo.pages import release_page
from cms.demo.texts import due, kinds
from press.models import PressRelease

EMBARGO = datetime.timedelta(minutes=10)


def make_due(newsroom: Newsroom) -> None:
    """A release that goes live by itself in ten minutes, one whose time is over, and one that was withdrawn."""
    now = timezone.now()
    embargo = (now + EMBARGO).replace(second=0, microsecond=0)
    for language in due.UNDER_EMBARGO.texts:
        _make(newsroom.within(language), due.UNDER_EMBARGO, now, embargo_until=embargo)
    for language in due.EXPIRED.texts:
        _expire(_make(newsroom.within(language), due.EXPIRED, now - datetime.timedelta(days=15)), now)
    for language, reason in due.REASON.items():
        page = _make(newsroom.within(language), due.WITHDRAWN, now - datetime.timedelta(days=3))
        withdraw(page, reason=reason, user=None)


def count() -> int:
    """How many things `make_due` makes."""
    return sum(len(release.texts) for release in (due.UNDER_EMBARGO, due.EXPIRED, due.WITHDRAWN))


def _expire(page: PressRelease, now: datetime.datetime) -> None:
    with publications.unit():
        page.expire_at = now - datetime.timedelta(days=1)
        page.save()
        page.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")


def _make(found: Shelf, release: kinds.Release, at: datetime.datetime, **fields: object) -> PressRelease:
    """The release in one language as approved at that moment; under embargo it waits for its time."""
    newsroom = found.newsroom
    page = release_page(dataclasses.replace(release, date=at.astimezone(AGENCY_ZONE).date()), found)
    for name, value in (fields | newsroom.translatable("page", release.key, found.language)).items():
        setattr(page, name, value)
    page.live = False
    with publications.unit():
        found.find("page", "presse").add_child(instance=page)
        newsroom.put_live(page)
    made = PressRelease.objects.get(pk=page.pk)
    newsroom.add("page", release.key, found.language, made)
    return made
