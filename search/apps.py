from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    name = "search"
    verbose_name = _("Search")

    def ready(self) -> None:
        from cms.delivery.publications import publications_changed
        from search import receivers

        publications_changed.connect(receivers.follow, dispatch_uid="search")
        post_migrate.connect(receivers.forget_what_is_gone, sender=apps.get_app_config("delivery"))
