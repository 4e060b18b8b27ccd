"""Whoever may not approve neither shows nor hides a text under four eyes, by whatever way."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _
from wagtail.models import Page

from cms.content.models import followers
from cms.delivery.fate import is_public
from cms.delivery.objecting import Turn
from cms.editorial.four_eyes import APPROVE, FourEyesPage, is_under_four_eyes
from cms.locales import DEFAULT
from cms.translation.models import Job


def not_theirs(user: Any, turns: Sequence[Turn]) -> Iterable[Turn]:
    """The texts under four eyes among these, for who may not approve. A translation that was approved may come with its
    original, where that needs no approval itself: it was held back for nothing else."""
    if not turns or user.has_perm(APPROVE):
        return []
    free = {turn.key for turn in turns if turn.shown and not _is_under_four_eyes(turn)}
    return [turn for turn in turns if _is_under_four_eyes(turn) and not (turn.shown and turn.key in free)]


def end_is_not_theirs(user: Any, page: Page) -> str:
    """Why who may not approve does not publish an earlier end of the page: translations that need an approval would end
    with it; empty where none would."""
    if user.has_perm(APPROVE) or is_under_four_eyes(page):
        return ""
    public = [one for one in followers(page) if is_under_four_eyes(one) and is_public(one)]
    if not public:
        return ""
    languages = ", ".join(sorted(str(one.locale.get_display_name()) for one in public))
    said = _("This end takes translations along that need an approval (%(languages)s). Ask who approves to set it.")
    return said % {"languages": languages}


def _is_under_four_eyes(turn: Turn) -> bool:
    """As `four_eyes.is_under_four_eyes`, of a text whose page may be gone by now."""
    if issubclass(turn.model, FourEyesPage) or turn.language != DEFAULT:
        return True
    return Job.objects.filter(key=turn.key, locale__language_code=turn.language).exists()
