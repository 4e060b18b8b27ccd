"""Endpoints in the admin: their list, their addresses and what the log of actions says of them."""

from typing import Any

from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogFormatter

from cms.webhooks import views


@hooks.register("register_admin_viewset")
def viewset() -> views.EndpointViewSet:
    return views.EndpointViewSet()


@hooks.register("register_admin_urls")
def urls() -> list[Any]:
    return [
        path("webhooks/<int:pk>/sent/", views.deliveries, name="webhooks_deliveries"),
        path("webhooks/<int:pk>/test/", views.send_test, name="webhooks_test"),
        path("webhooks/<int:pk>/secret/", views.rotate, name="webhooks_rotate"),
        path("webhooks/<int:pk>/again/", views.send_again_since, name="webhooks_again_since"),
        path("webhooks/<int:pk>/again/<uuid:delivery_id>/", views.send_again, name="webhooks_again"),
    ]


@hooks.register("register_log_actions")
def log_actions(actions: Any) -> None:
    for action, said in (
        (views.ROTATE, _("Replaced the secret")),
        (views.TRY, _("Sent a test")),
        (views.AGAIN, _("Sent events again")),
    ):
        actions.register_action(action)(type("Formatter", (LogFormatter,), {"label": said, "message": said}))
