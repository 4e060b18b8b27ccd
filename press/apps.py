from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PressConfig(AppConfig):
    name = "press"
    verbose_name = _("Press")

    def ready(self) -> None:
        from cms.delivery.registry import register
        from cms.editorial.timeline import advisers
        from press import presenters
        from press.findings import advice

        register(presenters.ReleasePresenter())
        register(presenters.ReportPresenter())
        register(presenters.PressIndexPresenter())
        register(presenters.PracticeIndexPresenter())
        advisers.register(advice)
