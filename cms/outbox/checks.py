"""System checks: mail must not go round in circles, and somebody must deliver."""

import datetime
from typing import Any

from django.conf import settings
from django.core import checks
from django.db import DatabaseError
from django.utils import timezone
from django.utils.module_loading import import_string

from cms.outbox.mail import OutboxBackend

LATE = datetime.timedelta(hours=1)


@checks.register(checks.Tags.compatibility)
def mail_leaves_the_house(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    """The outbox must not deliver mail to itself."""
    if not issubclass(import_string(settings.EMAIL_DELIVERY_BACKEND), OutboxBackend):
        return []
    return [
        checks.Error(
            "EMAIL_DELIVERY_BACKEND is the outbox itself: mail would never leave it.",
            hint="Name the backend that sends, such as django.core.mail.backends.smtp.EmailBackend.",
            id="outbox.E001",
        )
    ]


@checks.register(checks.Tags.database)
def somebody_delivers(app_configs: Any, databases: Any = None, **kwargs: Any) -> list[checks.CheckMessage]:
    """Warn of deliveries that nobody has tried for long after they were due."""
    from cms.outbox.models import Delivery

    if not databases:
        return []
    try:
        late = Delivery.objects.due(timezone.now() - LATE).count()
    except DatabaseError:  # not migrated yet
        return []
    if not late:
        return []
    return [
        checks.Warning(
            f"{late} deliveries have been due for more than an hour.",
            hint="Does `manage.py run_outbox`, or with OUTBOX_THREAD the server, run?",
            id="outbox.W001",
        )
    ]
