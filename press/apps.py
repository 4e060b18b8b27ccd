from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PressConfig(AppConfig):
    name = "press"
    verbose_name = _("Press")

    def ready(self) -> None:
        from cms.delivery.registry import register
        from press import presenters

        register(presenters.ReleasePresenter())
        register(presenters.ReportPresenter())
        register(presenters.PressIndexPresenter())
        register(presenters.PracticeIndexPresenter())
