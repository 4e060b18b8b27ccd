"""What stands where a publication was withdrawn: that it was, when, and why where somebody said so."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import Q

from cms.delivery.models import MAX_PATH, Change, Publication, Tombstone


class Reason(NamedTuple):
    """Why something was withdrawn, in which language; both empty where nobody said."""

    words: str = ""
    locale: str = ""


def erect(row: Publication, reason: Reason, now: datetime.datetime) -> None:
    """Put a tombstone in the place of a publication that is being taken away."""
    Tombstone.objects.filter(Q(key=row.key, locale=row.locale) | Q(path=row.path)).delete()
    Tombstone.objects.create(
        page_id=row.page_id,
        type=row.type,
        locale=row.locale,
        key=row.key,
        path=row.path,
        reason=reason.words,
        reason_locale=reason.locale,
        withdrawn_at=now,
    )


def lift(changes: Iterable[Change]) -> None:
    """Take away the tombstones of what is public again, and those at addresses where something is now."""
    changes = list(changes)
    back = {(change.key, change.locale) for change in changes}
    paths = {change.path for change in changes}
    near = Tombstone.objects.filter(Q(path__in=paths) | Q(key__in={key for key, _locale in back}))
    over = [found.pk for found in near if found.path in paths or (found.key, found.locale) in back]
    if over:
        Tombstone.objects.filter(pk__in=over).delete()


def at(path: str) -> Tombstone | None:
    """The tombstone at a public path, with or without its last slash."""
    if "\x00" in path or len(path) > MAX_PATH:
        return None
    return Tombstone.objects.filter(path__in={path, f"{path}/"}).first()
