from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeliveryConfig(AppConfig):
    name = "cms.delivery"
    label = "delivery"
    verbose_name = _("Delivery")

    def ready(self) -> None:
        from cms.content import rendering
        from cms.delivery import receivers
        from cms.delivery.views import render_page

        receivers.connect()
        rendering.render_with(render_page)
