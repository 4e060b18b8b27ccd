from django.apps import AppConfig
from django.conf import settings
from django.core.signals import request_started
from django.utils.translation import gettext_lazy as _


class OutboxConfig(AppConfig):
    name = "cms.outbox"
    label = "outbox"
    verbose_name = _("Outbox")

    def ready(self) -> None:
        from cms.outbox import checks, mail, outbox, thread  # noqa: F401

        outbox.register(mail.KIND, mail.deliver)
        if settings.OUTBOX_THREAD:
            request_started.connect(thread.start, dispatch_uid="outbox")
