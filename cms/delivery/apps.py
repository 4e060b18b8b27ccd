from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeliveryConfig(AppConfig):
    name = "cms.delivery"
    label = "delivery"
    verbose_name = _("Delivery")

    def ready(self) -> None:
        from cms.content import rendering
        from cms.delivery import checks, consistency, keeping, purging, rebuild, receivers  # noqa: F401
        from cms.delivery.signals import publications_changed
        from cms.delivery.views import render_page
        from cms.outbox import outbox

        keeping.connect()
        receivers.connect()
        outbox.register(purging.KIND, purging.deliver)
        publications_changed.connect(purging.follow, dispatch_uid="delivery.purging")
        rebuild.invariants.register(consistency)
        rendering.renderers.register(render_page)
