"""What those who search ask for, as editors read it: what finds nothing, and what is opened."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Max, Sum
from django.urls import reverse
from django.utils import timezone

from cms import locales
from cms.delivery.models import Publication
from cms.delivery.presenter import AGENCY_ZONE
from search.models import Asked, Clicked
from search.promoting import is_promoted
from search.synonyms import synonyms

LEAST = 3
"""What was counted less often than that is shown to nobody: it may be one person's."""
PERIOD = datetime.timedelta(days=90)
MOST = 100  # rows of a table


@dataclass(frozen=True)
class Row:
    """A search with how often it was made, and the page that was opened, so many times, where that is what is told;
    `taught` where there is a synonym or a recommendation for it."""

    language: str
    shown: str
    number: int
    taught: bool
    page: Publication | None = None
    opened: int = 0

    @property
    def language_name(self) -> str:
        return str(locales.language(self.language).name)

    @property
    def synonym_address(self) -> str:
        """A form that needs no more than what the words are called."""
        return f"{reverse('synonyms:add')}?{urlencode(self._known)}"

    @property
    def promotion_address(self) -> str:
        """A form that needs no more than a page; nothing, where one was opened."""
        page = {"page": self.page.page_id} if self.page else {}
        return f"{reverse('promotions:add')}?{urlencode(self._known | page)}"

    @property
    def _known(self) -> dict[str, str | int]:
        return {"language": self.language, "words": self.shown}


def unanswered() -> list[Row]:
    """The searches that found nothing, the commonest first."""
    asked = Asked.objects.filter(day__gt=_today() - PERIOD).values("language", "words")
    counted = asked.annotate(times=Sum("unanswered"), typed=Max("shown")).filter(times__gte=LEAST)
    return [
        Row(row["language"], row["typed"], row["times"], _is_taught(row["typed"], row["language"]))
        for row in counted.order_by("-times", "language", "words")[:MOST]
    ]


def opened() -> list[Row]:
    """The searches after which hits were opened, with each of these that is public, the commonest first."""
    since = _today() - PERIOD
    clicked = Clicked.objects.filter(day__gt=since).values("language", "words", "key")
    counted = clicked.annotate(times=Sum("number")).filter(times__gte=LEAST).order_by("-times", "language", "words")
    rows = list(counted[:MOST])
    asked = Asked.objects.filter(day__gt=since, words__in={row["words"] for row in rows}).values("language", "words")
    searches = {
        (one["language"], one["words"]): (one["typed"], one["times"])
        for one in asked.annotate(times=Sum("number"), typed=Max("shown"))
    }
    pages = _public([row["key"] for row in rows])
    found = []
    for row in rows:
        typed, times = searches.get((row["language"], row["words"]), ("", 0))
        page = pages.get((row["language"], row["key"]))
        if page is not None and times >= LEAST:
            taught = _is_taught(typed, row["language"])
            found.append(Row(row["language"], typed, times, taught, page, row["times"]))
    return found


def _public(keys: Sequence[UUID]) -> dict[tuple[str, UUID], Publication]:
    """By language and key what of these is visible; of a language and its variants one."""
    rows = Publication.objects.visible().filter(key__in=keys).order_by("-locale")
    return {(locales.base(row.locale), row.key): row for row in rows.only("locale", "key", "title", "path", "page_id")}


def _is_taught(text: str, language: str) -> bool:
    return is_promoted(text, language) or synonyms(language).knows(text)


def _today() -> datetime.date:
    return timezone.localdate(timezone=AGENCY_ZONE)
