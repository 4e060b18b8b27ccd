from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ContentConfig(AppConfig):
    name = "cms.content"
    label = "content"
    verbose_name = _("Content")

    def ready(self) -> None:
        from cms.content import checks, dates, editing, exports, receivers, words  # noqa: F401

        dates.connect()
        receivers.connect()
        words.connect()
        editing.Subscriptions.take_over()
        exports.guard_exports()
