"""A page type in an app of its own, as docs/developing.md says one is added: only the tests install it."""

from django.apps import AppConfig


class ThrowawayConfig(AppConfig):
    name = "tests.throwaway"

    def ready(self) -> None:
        from cms.delivery.registry import register
        from tests.throwaway import presenters

        register(presenters.NoticePresenter())
        register(presenters.NoticeIndexPresenter())
