from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EventsConfig(AppConfig):
    name = "events"
    verbose_name = _("Events")

    def ready(self) -> None:
        from cms.delivery.registry import register
        from cms.editorial import timeline
        from events import deadlines, presenters

        register(presenters.SeriesPresenter())
        register(presenters.EventPresenter())
        register(presenters.DocumentationPresenter())
        register(presenters.EventIndexPresenter())
        timeline.deadlines.register(deadlines.invitations_due)
