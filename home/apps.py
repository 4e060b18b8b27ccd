from django.apps import AppConfig
from django.utils.translation import pgettext_lazy


class HomeConfig(AppConfig):
    name = "home"
    verbose_name = pgettext_lazy("newsroom", "Home")

    def ready(self) -> None:
        from cms.delivery.registry import register
        from home import presenters

        register(presenters.HomePresenter())
        register(presenters.SectionPresenter())
        register(presenters.StandardPresenter())
        register(presenters.ContactDirectoryPresenter())
