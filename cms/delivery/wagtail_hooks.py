"""What the admin does without a signal that the store could hear, or wrongly."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from wagtail import hooks
from wagtail.models import Page
from wagtail_modeladmin.options import modeladmin_register

from cms.delivery import privacy
from cms.delivery.admin import ChangeLogAdmin
from cms.delivery.receivers import is_tracked
from cms.delivery.sources import object_source
from cms.delivery.store import touch, unit


@hooks.register("after_bulk_action")
def touch_what_a_bulk_action_changed(
    request: HttpRequest, action_type: str, objects: list[models.Model], action: Any
) -> None:
    """Images and documents are put into a collection by `.update()`, which tells nobody."""
    touch(*(object_source(found) for found in objects if is_tracked(type(found))))


@hooks.register("after_copy_page")
def keep_the_copies_private(request: HttpRequest, page: Page, new_page: Page) -> None:
    privacy.keep_copies_private(page, new_page)


@hooks.register("before_convert_alias_page")
def keep_a_converted_alias_private(request: HttpRequest, page: Page) -> None:
    if request.method == "POST":
        with unit():
            privacy.restrict(page, privacy.inherited_as_alias(page))


modeladmin_register(ChangeLogAdmin)
