"""Telling people by mail of translations that wait for them; mails leave through the outbox."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from wagtail.users.models import UserProfile

from cms.translation.models import Job


@dataclass(frozen=True)
class Order:
    """Who asks for translations, until when, and who is to do them."""

    user: Any = None
    due: datetime.date | None = None
    assignee: Any = None


def assigned(jobs: Sequence[Job], order: Order) -> None:
    """Tell whoever is to translate of it, in one mail for all texts and in the language of their admin."""
    if not jobs or not order.assignee.email:
        return
    language = UserProfile.get_for_user(order.assignee).get_preferred_language()
    with translation.override(language):
        subject = _("A translation was assigned to you: %(title)s") % {"title": jobs[0].title}
        context = {
            "texts": [(job, f"{settings.PUBLIC_URL}{reverse('translation_edit', args=[job.pk])}") for job in jobs],
            "order": order,
        }
        send_mail(subject, render_to_string("translation/assigned.txt", context), None, [order.assignee.email])
