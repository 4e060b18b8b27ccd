"""System checks: no page type goes past the review."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core import checks
from django.core.exceptions import FieldDoesNotExist
from django.db import DatabaseError
from wagtail.models import Page

from cms.delivery import registry
from cms.editorial.four_eyes import FourEyesIndex, FourEyesPage, FourEyesTranslation

FOUR_EYES = (FourEyesPage, FourEyesTranslation, FourEyesIndex)


@checks.register(checks.Tags.models)
def types_are_under_four_eyes(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    """Every registered page type says by a mixin how it is reviewed, and lists of reviewed texts let none through."""
    return [message for presenter in registry.presenters() for message in _of_type(presenter.model)]


@checks.register(checks.Tags.models)
def second_eyes_are_asked_of_what_there_is(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    """Every model and field that `SECOND_EYES` names exists."""
    found: list[checks.CheckMessage] = []
    for label, names in settings.SECOND_EYES.items():
        for name in names:
            try:
                apps.get_model(label)._meta.get_field(name)
            except (LookupError, ValueError, FieldDoesNotExist):
                found.append(
                    checks.Error(
                        f"SECOND_EYES names {label}.{name}, which does not exist.",
                        hint="Name models as app.model, and their fields or children.",
                        id="editorial.E003",
                    )
                )
    return found


@checks.register(checks.Tags.database)
def somebody_may_approve(app_configs: Any, databases: Any = None, **kwargs: Any) -> list[checks.CheckMessage]:
    """Warn where a newsroom has its roles, and nobody may approve what is submitted."""
    from django.contrib.auth.models import Group

    from cms.editorial import roles

    if not databases:
        return []
    try:
        has_roles = Group.objects.filter(name__in=roles.MADE_OF).exists()
        return [_nobody_approves(reason) for reason in roles.why_nobody_approves()] if has_roles else []
    except DatabaseError:  # not migrated yet
        return []


def _nobody_approves(reason: str) -> checks.CheckMessage:
    hint = "Run `manage.py make_roles`, and put people into the group in the admin."
    return checks.Warning(f"Nobody may approve texts: {reason}.", hint=hint, id="editorial.W001")


def _of_type(model: type[Page]) -> Iterator[checks.CheckMessage]:
    if not any(_stands_before_page(mixin, model) for mixin in FOUR_EYES):
        yield checks.Error(
            f"Pages of {model._meta.label} and their translations could be published without a review.",
            hint="Put FourEyesPage, or FourEyesTranslation where only translations are reviewed, before the base.",
            obj=model,
            id="editorial.E001",
        )
    elif not issubclass(model, FourEyesIndex) and _lists_reviewed_texts(model):
        yield checks.Error(
            f"Below {model._meta.label} a text could be published in the same step that makes it.",
            hint="Put FourEyesIndex before the base of the list in the place of its mixin.",
            obj=model,
            id="editorial.E002",
        )


def _stands_before_page(mixin: type[Any], model: type[Page]) -> bool:
    """Behind Wagtail's own page the mixin would say nothing."""
    order = model.__mro__
    return mixin in order and order.index(mixin) < order.index(Page)


def _lists_reviewed_texts(model: type[Page]) -> bool:
    return any(issubclass(found, FourEyesPage) for found in model.allowed_subpage_models())
