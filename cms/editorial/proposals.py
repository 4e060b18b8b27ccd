"""The changes that wait for a second pair of eyes, in the admin: old and new, and where they are shown."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from pathlib import PurePath
from typing import Any

from django.db.models import FileField
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.defaultfilters import yesno
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.utils import get_user_display_name
from wagtail.images.models import AbstractImage

from cms.content.plain_text import plain_text
from cms.content.rows import NO_WORDS
from cms.delivery.shown_by import State, places
from cms.editorial import second_eyes
from cms.editorial.models import ProposedChange
from cms.translation.difference import difference

ADDED = re.compile(r"_[A-Za-z0-9]{7}$")  # what Django's storages add to a name that is taken
FOCAL_AREA = ("focal_point_x", "focal_point_y", "focal_point_width", "focal_point_height")


def show(request: HttpRequest) -> HttpResponse:
    """Everything that waits."""
    found = ProposedChange.objects.select_related("content_type", "proposed_by")
    context = {
        "changes": [_told(change, request.user) for change in found if change.target is not None],
        "page_title": _("Changes to approve"),
        "header_title": _("Changes to approve"),
        "header_icon": "view",
    }
    return TemplateResponse(request, "editorial/proposals.html", context)


@require_POST
def decide(request: HttpRequest, pk: int, answer: str) -> HttpResponse:
    """Approve a change, return it, or say why it is proposed."""
    if answer not in {"approve", "return", "explain"}:
        raise Http404
    change = ProposedChange.objects.filter(pk=pk).first()
    if change is None or change.target is None:
        messages.error(request, _("It was decided on, or more was added to it. Look at it as it is now."))
        return redirect("editorial_proposals")
    if answer == "approve":
        if second_eyes.may_decide(request.user, change) and second_eyes.is_outdated(change):
            messages.error(request, _("It says something else by now. Return the change, so that it is made anew."))
            return redirect("editorial_proposals")
        second_eyes.approve(change, request.user)
        messages.success(request, _("The change was approved."))
    elif answer == "explain":
        second_eyes.explain(change, request.user, request.POST.get("reason", "").strip())
        messages.success(request, _("The reason was saved."))
    else:
        second_eyes.give_back(change, request.user, request.POST.get("comment", "").strip())
        messages.success(request, _("The change was returned."))
    return redirect("editorial_proposals")


def _told(change: ProposedChange, user: Any) -> dict[str, Any]:
    instance: Any = change.target
    meta = instance._meta
    found = places(instance)
    return {
        "change": change,
        "url": AdminURLFinder(user).get_edit_url(instance),
        "shown_by": reverse("delivery_shown_by", args=(meta.app_label, meta.model_name, instance.pk)),
        "count": sum(place.state is not State.REVIEW for place in found),
        "by": get_user_display_name(change.proposed_by) if change.proposed_by else "–",
        "fields": [*_told_fields(instance, change)],
        "may_decide": second_eyes.may_decide(user, change),
        "is_own": change.proposed_by_id == user.pk,
        "is_outdated": second_eyes.is_outdated(change),
    }


def _told_fields(instance: Any, change: ProposedChange) -> Iterator[dict[str, Any]]:
    """Each field that is to change, the file first; the four numbers of a focal area are one."""
    names = [name for name in change.after if name not in FOCAL_AREA]
    for name in sorted(names, key=lambda name: not isinstance(instance._meta.get_field(name), FileField)):
        yield _both(instance, change, name)
    if len(names) < len(change.after):
        yield _side_by_side(
            _("Area of the picture that is always shown"), _area(change.before), _area(change.before | change.after)
        )


def _area(values: dict[str, Any]) -> str:
    x, y, width, height = (values[name] for name in FOCAL_AREA)
    if None in (x, y, width, height):
        return ""
    said = {"width": width, "height": height, "x": x, "y": y}
    return _("%(width)s × %(height)s pixels around %(x)s, %(y)s") % said


def _label(instance: Any, name: str) -> str:
    field = instance._meta.get_field(name)
    meta = field.related_model._meta if field.one_to_many else None
    return str(meta.verbose_name_plural if meta else field.verbose_name)


def _both(instance: Any, change: ProposedChange, name: str) -> dict[str, Any]:
    """What a field or children said and are to say: the words as parts that stay, go and come, or both files."""
    values = (change.before[name], change.after[name])
    if isinstance(instance._meta.get_field(name), FileField):
        files = [_file(instance, value) for value in values]
        return {"label": _label(instance, name), "before_file": files[0], "after_file": files[1]}
    before, after = ("\n".join(_lines(instance, name, value)) for value in values)
    return _side_by_side(_label(instance, name), before, after)


def _side_by_side(label: str, before: str, after: str) -> dict[str, Any]:
    parts = difference(before, after)
    return {
        "label": label,
        "before": [part for part in parts if part[1] != "insert"],
        "after": [part for part in parts if part[1] != "delete"],
    }


def _file(instance: Any, name: str) -> dict[str, Any] | None:
    """A file as the people of the newsroom may have it, public or not."""
    if not name:
        return None
    url = reverse("media", args=(name,))
    return {"name": _own_name(instance, name), "url": url, "is_picture": isinstance(instance, AbstractImage)}


def _own_name(instance: Any, name: str) -> str:
    """What a file was called as it was uploaded, without what the storage adds where there is one of that name."""
    path = PurePath(name)
    given = path.with_stem(ADDED.sub("", path.stem))
    is_taken = given != path and instance.file.storage.exists(str(given))
    return given.name if is_taken else path.name


def _lines(instance: Any, name: str, value: Any) -> list[str]:
    """What people read of a value: of children one line each, with what their forms show."""
    if not isinstance(value, list):
        return [] if value in (None, "") else [_said(instance, name, value)]
    model = instance._meta.get_field(name).related_model
    hidden = {*NO_WORDS, model._meta.pk.name}
    hidden |= {field.name for field in model._meta.fields if field.related_model is type(instance)}
    names = [field.name for field in model._meta.fields if field.name not in hidden]
    shown = ([name for name in names if child[name]] for child in value)
    return [" · ".join(_said(model, key, child[key]) for key in keys) for child, keys in zip(value, shown, strict=True)]


def _said(model: Any, key: str, value: Any) -> str:
    """What people read of a field's value as it is kept in JSON."""
    field = model._meta.get_field(key)
    if field.related_model:
        return str(field.related_model._default_manager.filter(pk=value).first() or value)
    said = field.to_python(value)
    if isinstance(said, bool):
        return str(yesno(said))
    if isinstance(said, datetime.datetime):
        return date_format(timezone.localtime(said), "SHORT_DATETIME_FORMAT")
    if isinstance(said, datetime.date):
        return date_format(said, "SHORT_DATE_FORMAT")
    return str(dict(field.flatchoices)[said]) if said in dict(field.flatchoices) else plain_text(str(said))
