from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlainLanguageConfig(AppConfig):
    name = "cms.plain_language"
    label = "plain_language"
    verbose_name = _("Leichte Sprache")

    def ready(self) -> None:
        from cms.editorial import timeline
        from cms.plain_language import pages

        timeline.advisers.register(pages.advice)
