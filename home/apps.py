from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    name = "home"
    verbose_name = _("Home")

    def ready(self) -> None:
        from cms.delivery.registry import register
        from home import presenters

        register(presenters.HomePresenter())
        register(presenters.SectionPresenter())
        register(presenters.StandardPresenter())
        register(presenters.ContactDirectoryPresenter())
