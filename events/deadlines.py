"""What falls due with events: invitations of those that are only announced."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from cms.delivery.presenter import midnight
from cms.editorial.timeline import Entry, entry
from events.models import INVITATION_LEAD, EventPage, EventState


def invitations_due(start: datetime.datetime, end: datetime.datetime) -> Iterator[Entry]:
    """The days, from their beginning, on which invitations are due; once for an event in all its languages."""
    announced = EventPage.objects.filter(state=EventState.SAVE_THE_DATE, alias_of=None).select_related("locale")
    begins_by = end + INVITATION_LEAD + datetime.timedelta(days=1)
    seen = set()
    for event in announced.exclude(starts_at__gt=begins_by, invitation_due=None).order_by("locale_id", "pk"):
        day = event.invitation_due_on()
        due = midnight(day) if day else None
        if due and start < due <= end and event.translation_key not in seen:
            seen.add(event.translation_key)
            yield entry(event, due, _("Invitations are due"))
