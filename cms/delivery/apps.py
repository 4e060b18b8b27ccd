from django.apps import AppConfig
from django.db.models.signals import post_delete, post_migrate, post_save
from django.utils.translation import gettext_lazy as _


class DeliveryConfig(AppConfig):
    name = "cms.delivery"
    label = "delivery"
    verbose_name = _("Delivery")

    def ready(self) -> None:
        from wagtail.contrib.redirects.models import Redirect
        from wagtail.models import Revision

        from cms.content import rendering
        from cms.delivery import (  # noqa: F401
            checks,
            consistency,
            denying,
            generation,
            housekeeping,
            keeping,
            once_published,
            pictures,
            purging,
            rebuild,
            receivers,
            redirects,
            waiting,
        )
        from cms.delivery.signals import publications_changed
        from cms.delivery.views import render_page
        from cms.outbox import outbox
        from cms.outbox.signals import looked, swept

        post_migrate.connect(generation.install, sender=self)

        Redirect._meta.get_field("old_path").validators.append(redirects.refuse_taken)
        denying.connect()
        keeping.connect()
        receivers.connect()
        post_delete.connect(once_published.on_post_delete, dispatch_uid="delivery.once_published")
        outbox.register(purging.KIND, purging.deliver)
        publications_changed.connect(purging.follow, dispatch_uid="delivery.purging")
        outbox.register(pictures.KIND, pictures.deliver)
        publications_changed.connect(pictures.follow, dispatch_uid="delivery.pictures")
        post_save.connect(pictures.follow_version, sender=Revision, dispatch_uid="delivery.pictures_of_version")
        looked.connect(waiting.follow, dispatch_uid="delivery.waiting")
        swept.connect(housekeeping.forget_editing_sessions, dispatch_uid="delivery.housekeeping")
        rebuild.invariants.register(consistency)
        rendering.renderers.register(render_page)
