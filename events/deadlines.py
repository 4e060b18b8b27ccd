"""What falls due with events: invitations of those that are only announced."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from cms.editorial.timeline import Entry, end_of, entry_of_day
from events.models import INVITATION_LEAD, EventPage, EventState


def invitations_due(start: datetime.datetime, end: datetime.datetime) -> Iterator[Entry]:
    """The days with which invitations fall due; once for an event in all its languages."""
    announced = EventPage.objects.filter(state=EventState.SAVE_THE_DATE, alias_of=None).select_related("locale")
    begins_by = end + INVITATION_LEAD + datetime.timedelta(days=1)
    seen = set()
    for event in announced.exclude(starts_at__gt=begins_by, invitation_due=None).order_by("locale_id", "pk"):
        day = event.invitation_due_on()
        if day and start < end_of(day) <= end and event.translation_key not in seen:
            seen.add(event.translation_key)
            yield entry_of_day(event, day, _("Invitations are due"))
