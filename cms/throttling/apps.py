from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in
from django.utils.translation import gettext_lazy as _


class ThrottlingConfig(AppConfig):
    name = "cms.throttling"
    label = "throttling"
    verbose_name = _("Throttling")

    def ready(self) -> None:
        from cms.outbox.signals import swept
        from cms.throttling import logins, throttle

        user_logged_in.connect(logins.note, dispatch_uid="throttling.logins")
        swept.connect(throttle.forget, dispatch_uid="throttling.forget")
