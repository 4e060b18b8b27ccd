from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WebhooksConfig(AppConfig):
    name = "cms.webhooks"
    label = "webhooks"
    verbose_name = _("Webhooks")

    def ready(self) -> None:
        from cms.delivery.signals import publications_changed
        from cms.outbox import outbox
        from cms.outbox.signals import swept
        from cms.webhooks import checks, delivering, housekeeping, putting  # noqa: F401

        outbox.register(delivering.KIND, delivering.deliver, schedule=delivering.SCHEDULE, apart=True)
        outbox.register(delivering.TRIAL, delivering.deliver, schedule=delivering.ONCE, apart=True)
        publications_changed.connect(putting.follow, dispatch_uid="webhooks.putting")
        swept.connect(housekeeping.forget, dispatch_uid="webhooks.forget")
