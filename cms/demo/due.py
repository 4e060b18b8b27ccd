"""What time works on in the demo: counted from the moment of loading."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from django.utils import timezone

from cms.delivery import publications
from cms.delivery.presenter import AGENCY_ZONE
from cms.delivery.withdrawal import withdraw
from cms.demo.forms import BY_HAND
from cms.demo.newsroom import Newsroom
from cms.demo.pages import Source, build, publish
from press.models import PressRelease

EMBARGO = datetime.timedelta(minutes=10)
AGES = {
    "under embargo": datetime.timedelta(0),
    "expired": datetime.timedelta(days=15),
    "withdrawn": datetime.timedelta(days=3),
}


def make_due(newsroom: Newsroom, sources: Iterable[Source]) -> None:
    """Releases that go live by themselves in ten minutes, whose time is over, or that were withdrawn."""
    now = timezone.now()
    for source in sources:
        made = [(language, _make(newsroom, source, language, now)) for language in BY_HAND]
        # Translations first: they go with their original, and the reason is said in their own language.
        for language, page in reversed(made):
            if source.facts.state == "expired":
                _expire(page, now)
            elif source.facts.state == "withdrawn":
                withdraw(page, reason=source.texts[language].says.reason, user=None)


def _expire(page: PressRelease, now: datetime.datetime) -> None:
    with publications.unit():
        page.expire_at = now - datetime.timedelta(days=1)
        page.save()
        page.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")


def _make(newsroom: Newsroom, source: Source, language: str, now: datetime.datetime) -> PressRelease:
    """The release in one language as approved at its moment; under embargo it waits for its time."""
    page, above = build(newsroom, source, language)
    page.date = (now - AGES[source.facts.state]).astimezone(AGENCY_ZONE).date()
    if source.facts.state == "under embargo":
        page.embargo_until = (now + EMBARGO).replace(second=0, microsecond=0)
    made: PressRelease = publish(newsroom, source, language, page, above)
    return made
