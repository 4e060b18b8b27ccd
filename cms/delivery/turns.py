"""Who changes the same thing at the same time does it one after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

from django.contrib.admin.utils import unquote
from django.core.exceptions import ValidationError
from django.db import connection, models
from django.http import HttpResponse
from wagtail.coreutils import resolve_model_string
from wagtail.models import Page

from cms.patience import waiting_long

# How long somebody waits who saves what is being saved: what saves itself may be slow, and nobody is to save again.
SECONDS = 10
# How the addresses of the admin name a page that is changed.
PAGES = ("page_id", "page_to_move_id")


def wait_for_turn(view: Callable[..., HttpResponse], named: dict[str, Any]) -> None:
    """Begin when nobody else is changing the page or record that an address of the admin names.

    Whoever comes second then reads what the first has written: a form that saves itself while another is on its way is
    found out of date. SQLite lets one unit write at a time and has no need of it. Must be called inside a unit.
    """
    if not connection.features.has_select_for_update:
        return
    for model, key in _changed(view, named):
        row = model._base_manager.filter(pk=key).order_by().values_list("pk")
        if not row.select_for_update(of=("self",), skip_locked=True):
            with waiting_long(SECONDS):
                list(row.select_for_update(of=("self",)))


def _changed(view: Callable[..., HttpResponse], named: dict[str, Any]) -> Iterator[tuple[type[models.Model], Any]]:
    yield from ((Page, named[name]) for name in PAGES if name in named)
    named_model = getattr(view, "view_initkwargs", {}).get("model")
    if "pk" in named and named_model is not None:
        model = resolve_model_string(named_model)
        with suppress(ValidationError):  # no such record: the view says so
            yield model, model._meta.pk.to_python(unquote(str(named["pk"])))
