from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    name = "search"
    verbose_name = _("Search")

    def ready(self) -> None:
        from cms.delivery.publications import publications_changed
        from cms.delivery.rebuild import invariants
        from cms.delivery.signals import answered
        from cms.outbox import outbox
        from cms.outbox.signals import swept
        from search import carrying, checks, learning, noting, reading, receivers  # noqa: F401
        from search import rebuild as index
        from search.editors import following

        publications_changed.connect(receivers.follow, dispatch_uid="search")
        answered.connect(learning.hear, dispatch_uid="search.learning")
        swept.connect(learning.forget, dispatch_uid="search.forget")
        invariants.register(index)
        outbox.register(noting.KIND, noting.deliver, schedule=noting.SCHEDULE, apart=True)
        outbox.register(carrying.KIND, reading.deliver, apart=True)
        post_migrate.connect(receivers.forget_what_is_gone, sender=apps.get_app_config("delivery"))
        post_migrate.connect(receivers.fill_again, sender=self)
        post_migrate.connect(following.forget_what_is_gone, sender=apps.get_app_config("delivery"))
        post_migrate.connect(following.fill, sender=self)
