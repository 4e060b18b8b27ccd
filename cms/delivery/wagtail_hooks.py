"""What the admin does without a signal that the store could hear, or wrongly."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from wagtail import hooks
from wagtail.models import Page, PageViewRestriction
from wagtail_modeladmin.options import modeladmin_register

from cms.delivery.admin import ChangeLogAdmin
from cms.delivery.receivers import is_tracked
from cms.delivery.sources import object_source
from cms.delivery.store import touch, unit
from cms.delivery.visibility import Visibility, line


@hooks.register("after_bulk_action")
def touch_what_a_bulk_action_changed(
    request: HttpRequest, action_type: str, objects: list[models.Model], action: Any
) -> None:
    """Images and documents are put into a collection by `.update()`, which tells nobody."""
    touch(*(object_source(found) for found in objects if is_tracked(type(found))))


@hooks.register("after_copy_page")
def keep_the_copies_private(request: HttpRequest, page: Page, new_page: Page) -> None:
    """Give the copies of private pages their restrictions: Wagtail's recursive copy drops those of children."""
    private = PageViewRestriction.objects.filter(page__path__startswith=page.path).exclude(page=page)
    for restriction in private.select_related("page"):
        below = restriction.page.url_path.removeprefix(page.url_path)
        copy = Page.objects.filter(url_path=new_page.url_path + below, path__startswith=new_page.path).first()
        if copy is None or copy.view_restrictions.exists():
            continue
        _copy(restriction, copy)


@hooks.register("before_convert_alias_page")
def keep_a_converted_alias_private(request: HttpRequest, page: Page) -> None:
    """Give an alias, before it goes its own way, the restrictions that it had from what it is an alias of."""
    if request.method != "POST":
        return
    inherited = Visibility(timezone.now()).restrictions_of(page)
    with unit():
        for restriction in PageViewRestriction.objects.filter(pk__in=inherited).exclude(page__path__in=line(page.path)):
            _copy(restriction, page)


def _copy(restriction: PageViewRestriction, to: Page) -> None:
    """Restrict another page in the same way."""
    groups = list(restriction.groups.all())
    restriction.pk, restriction.page = None, to
    restriction.save()
    restriction.groups.set(groups)


modeladmin_register(ChangeLogAdmin)
