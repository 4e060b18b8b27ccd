"""Whoever may not approve neither shows nor hides a text under four eyes, by whatever way."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from cms.delivery.objecting import Turn
from cms.editorial.four_eyes import APPROVE, FourEyesPage
from cms.locales import DEFAULT
from cms.translation.models import Job


def not_theirs(user: Any, turns: Sequence[Turn]) -> Iterable[Turn]:
    """The texts under four eyes among these, for who may not approve. A translation that was approved may come with its
    original, where that needs no approval itself: it was held back for nothing else."""
    if not turns or user.has_perm(APPROVE):
        return []
    free = {turn.key for turn in turns if turn.shown and not _is_under_four_eyes(turn)}
    return [turn for turn in turns if _is_under_four_eyes(turn) and not (turn.shown and turn.key in free)]


def _is_under_four_eyes(turn: Turn) -> bool:
    """As `four_eyes.is_under_four_eyes`, of a text whose page may be gone by now."""
    if issubclass(turn.model, FourEyesPage) or turn.language != DEFAULT:
        return True
    return Job.objects.filter(key=turn.key, locale__language_code=turn.language).exists()
