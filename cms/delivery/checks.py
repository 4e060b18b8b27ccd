"""System checks of what would otherwise be missing without a word: pages, templates, lists."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.core import checks
from django.template import TemplateDoesNotExist
from django.template.loader import get_template

from cms.content.models import BasePage
from cms.delivery import registry
from cms.delivery.presenter import Presenter


@checks.register(checks.Tags.models)
def page_types_are_registered(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    """Every page type has a presenter: without one its pages are never public."""
    return [
        checks.Error(
            f"Nobody registers a presenter for {model._meta.label}: its pages would never be public.",
            hint="Call cms.delivery.registry.register in the `ready` of its app.",
            obj=model,
            id="delivery.E001",
        )
        for model in apps.get_models()
        if issubclass(model, BasePage) and registry.presenter_for(model) is None
    ]


@checks.register(checks.Tags.templates)
def presenters_can_be_shown(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    """Every presenter's templates are there, and what an index page lists is registered."""
    return [message for presenter in registry.presenters() for message in _of_presenter(presenter)]


def _of_presenter(presenter: Presenter[Any]) -> Iterator[checks.CheckMessage]:
    name = type(presenter).__name__
    for template in (presenter.template, presenter.card):
        try:
            get_template(template)
        except TemplateDoesNotExist:
            yield checks.Error(
                f"{name} names the template {template}, which is not there.", obj=presenter.model, id="delivery.E002"
            )
    if presenter.lists and presenter.lists not in registry.types():
        yield checks.Error(
            f"{name} lists “{presenter.lists}”, a type that nobody registers: the list would stay empty.",
            obj=presenter.model,
            id="delivery.E003",
        )
