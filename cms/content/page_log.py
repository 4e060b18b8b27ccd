"""How what is done to pages is written into Wagtail's log: without looking up each thing that an entry names, as
whoever writes one has it at hand."""

from __future__ import annotations

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone
from wagtail.models import PageLogEntry
from wagtail.models.pages import PageLogEntryManager

NAMED = {"content_type", "user", "revision", "page"}


class Entries(PageLogEntryManager):
    def __init__(self) -> None:
        super().__init__()
        self.model = PageLogEntry

    def log_action(self, instance: Any, action: str, **kwargs: Any) -> PageLogEntry:
        """As Wagtail's; all but what the entry names is checked as well."""
        kwargs |= {"data": kwargs.get("data") or {}, "timestamp": kwargs.get("timestamp") or timezone.now()}
        entry = PageLogEntry(
            page=instance,
            content_type=ContentType.objects.get_for_model(instance, for_concrete_model=False),
            label=kwargs.pop("title", None) or self.get_instance_title(instance),
            action=action,
            **kwargs,
        )
        entry.full_clean(exclude=NAMED)
        models.Model.save(entry, force_insert=True)
        return entry


class PageLog:
    """What Wagtail asks for the log of a page, in place of the model of its entries."""

    objects = Entries()
