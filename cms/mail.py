"""Mail leaves when what it tells of is committed: never while a transaction holds the database, never without it."""

from collections.abc import Sequence

from django.conf import settings
from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.message import EmailMessage
from django.db import transaction


class AfterCommit(BaseEmailBackend):
    """Hands messages to EMAIL_DELIVERY_BACKEND after the commit; a failure there is logged and undoes nothing."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        messages = list(email_messages)
        transaction.on_commit(lambda: self._deliver(messages), robust=True)
        return len(messages)

    def _deliver(self, messages: list[EmailMessage]) -> None:
        get_connection(settings.EMAIL_DELIVERY_BACKEND).send_messages(messages)
