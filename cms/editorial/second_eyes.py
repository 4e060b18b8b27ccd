"""Words and pictures of what approved texts show change only when a second pair of eyes has approved it.

`SECOND_EYES` says of which models which fields and children; what else is changed in the same save changes at once, but
for what is changed together with a file: that is said of the new one, and waits with it as one proposal.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import partial
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.core.mail import send_mail
from django.db import models, transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from modelcluster.models import get_serializable_data_for_fields, model_from_serializable_data
from wagtail.admin.utils import get_user_display_name
from wagtail.log_actions import get_active_log_context, log
from wagtail.models import DraftStateMixin, TranslatableMixin
from wagtail.users.models import UserProfile

from cms.content.rows import said_by
from cms.delivery import publications
from cms.delivery.shown_by import holding
from cms.editorial.four_eyes import APPROVE
from cms.editorial.models import ProposedChange
from cms.translation.models import is_translation

APPROVED = "treffpunkt.change_approved"
RETURNED = "treffpunkt.change_returned"

_applying: ContextVar[bool] = ContextVar("applying", default=False)


def watched(model: type[models.Model]) -> list[str]:
    """The fields and children of the model that a second pair of eyes looks at."""
    return list(settings.SECOND_EYES.get(model._meta.label_lower, ()))


def hold_back(instance: Any, user: Any) -> None:
    """Have what is watched of an instance that is about to be saved wait, where approved texts show it: it is saved as
    it was. A new file has all that is changed with it wait, and whoever proposed one adds to it what they change until
    it is decided on; others are refused meanwhile (`why_not_now`). Translations have a review of their own, and what
    follows from a change waits for nobody."""
    if (
        _applying.get()
        or publications.is_flushing()
        or (isinstance(instance, TranslatableMixin) and is_translation(instance))
    ):
        return
    model = type(instance)
    kept = model._default_manager.filter(pk=instance.pk).first()
    if kept is None:
        return
    changed = [name for name in watched(model) if _differs(kept, instance, name)]
    whole = _has_file(model, changed) or any(_has_file(model, one.after) for one in waiting(kept))
    if whole:
        changed += [name for name in _editable(model) if name not in changed and _differs(kept, instance, name)]
    if not changed or not holding(kept):
        return
    if why_not_now(kept, changed, user):
        publications.refuse("Of what has a file waiting, nothing is changed but by who proposed it.")
    after = {name: _value(instance, name) for name in changed}
    seen = _editable(model) if whole else [name for name in watched(model) if _is_file(model, name)]
    before = {name: _value(kept, name) for name in dict.fromkeys([*changed, *seen])}
    for name in [*changed, *(_stored(model) if whole else ())]:
        _give_back(instance, kept, name)
    if whole:
        _join(instance, before, after, user)
    else:
        _propose(instance, before, after, user)


def why_not_now(instance: Any, names: Iterable[str], user: Any = None) -> str:
    """Why the user (else whoever is at work in the admin) does not change these fields now: what somebody else has
    proposed may be meant for the other file; empty where nothing keeps from it."""
    user = user or getattr(get_active_log_context(), "user", None)
    if user is None or user.is_superuser or not watched(type(instance)):
        return ""
    new_file = _has_file(type(instance), names)
    for change in waiting(instance).exclude(proposed_by=user).select_related("proposed_by"):
        who = {"name": get_user_display_name(change.proposed_by) if change.proposed_by else "–"}
        if _has_file(type(instance), change.after):
            return (
                _(
                    "Nothing was saved: a new file by %(name)s waits for approval, and what you change now could be"
                    " meant for either. Have it approved or returned under “Changes to approve” first."
                )
                % who
            )
        if new_file:
            return (
                _(
                    "Nothing was saved: a change by %(name)s waits for approval, and is said of the file as it is. Have"
                    " it approved or returned under “Changes to approve” first."
                )
                % who
            )
    return ""


def waiting(instance: Any) -> Any:
    """The changes of the instance that wait."""
    of_type = ProposedChange.objects.filter(content_type=ContentType.objects.get_for_model(instance))
    return of_type.filter(object_id=str(instance.pk))


def remark(instance: Any) -> str:
    """What is said above a form whose changes wait."""
    if not watched(type(instance)):
        return ""
    changes = list(waiting(instance).select_related("proposed_by"))
    if by := [change.proposed_by for change in changes if _has_file(type(instance), change.after)]:
        return _(
            "A new file waits until somebody else has approved it, with all that was changed with it: until then"
            " everything stays as it was. What %(name)s changes here meanwhile is added to it; others change nothing."
        ) % {"name": get_user_display_name(by[0]) if by[0] else "–"}
    if not changes:
        return ""
    return _("Changes of what approved texts show wait until somebody else has approved them.")


def may_decide(user: Any, change: ProposedChange) -> bool:
    """True for those who approve texts, but of what they have proposed themselves."""
    return bool(user.has_perm(APPROVE)) and change.proposed_by_id != user.pk


def is_outdated(change: ProposedChange) -> bool:
    """True where what was to be changed says something else by now than when the change was proposed."""
    now = {name: _comparable(_value(change.target, name)) for name in change.before}
    return now != {name: _comparable(value) for name, value in change.before.items()}


def approve(change: ProposedChange, user: Any) -> None:
    """Make the change; raises PermissionDenied for who may not, and where it is outdated or was decided on by now."""
    with publications.unit():
        if not may_decide(user, change) or is_outdated(change) or not _claim(change):
            publications.refuse("A change is approved by somebody else, once, and while it says what was seen.")
        instance: Any = change.target
        for name, value in change.after.items():
            _set(instance, name, value)
        with _as_approved():
            instance.save()
        _forget_files(change, change.before, instance)
        _forget_files(change, change.after, instance)
        log(instance=instance, action=APPROVED, user=user, data={"names": list(change.after)})


def explain(change: ProposedChange, user: Any, reason: str) -> None:
    """Let who proposed the change say why; raises PermissionDenied for anybody else."""
    with publications.unit():
        if change.proposed_by_id != user.pk:
            publications.refuse("Why a change is proposed is said by who proposed it.")
        ProposedChange.objects.filter(pk=change.pk).update(reason=reason)


def give_back(change: ProposedChange, user: Any, comment: str) -> None:
    """Drop the change and tell who proposed it why; whoever proposed it may take it back."""
    with publications.unit():
        may = may_decide(user, change) or change.proposed_by_id == user.pk
        if not may or not _claim(change):
            publications.refuse("A change is returned by those who approve, or taken back by who proposed it.")
        instance = change.target
        _forget_files(change, change.after, instance)
        log(instance=instance, action=RETURNED, user=user, data={"comment": comment})
        if change.proposed_by is not None and change.proposed_by != user:
            _tell(change.proposed_by, instance, returned=True, comment=comment)


def _propose(instance: Any, before: dict[str, Any], after: dict[str, Any], user: Any) -> None:
    if any(_same(change.after, after) for change in waiting(instance)):
        return
    _ask_for(instance, before, after, user)


def _join(instance: Any, before: dict[str, Any], after: dict[str, Any], user: Any) -> None:
    """One proposal of all that the user changes of the instance: whoever was about to approve less looks at it anew."""
    former = list(waiting(instance).filter(proposed_by=user))
    together = {name: value for change in former for name, value in change.after.items()} | after
    if len(former) == 1 and _same(former[0].after, together):
        return
    reason = " ".join(change.reason for change in former if change.reason)
    for change in former:
        change.delete()
        dropped = {name: value for name, value in change.after.items() if value != together[name]}
        _forget_files(change, dropped, instance)
    _ask_for(instance, before, together, user, reason)


def _ask_for(instance: Any, before: dict[str, Any], after: dict[str, Any], user: Any, reason: str = "") -> None:
    ProposedChange.objects.create(
        content_type=ContentType.objects.get_for_model(instance),
        object_id=str(instance.pk),
        before=before,
        after=after,
        proposed_by=user,
        reason=reason,
    )
    for approver in get_user_model().objects.with_perm(APPROVE, include_superusers=False).exclude(pk=user.pk):
        _tell(approver, instance)


def _same(one: dict[str, Any], other: dict[str, Any]) -> bool:
    return {name: _comparable(value) for name, value in one.items()} == {
        name: _comparable(value) for name, value in other.items()
    }


def _claim(change: ProposedChange) -> bool:
    deleted, _by_model = ProposedChange.objects.filter(pk=change.pk).delete()
    return bool(deleted)


@contextmanager
def _as_approved() -> Iterator[None]:
    token = _applying.set(True)
    try:
        yield
    finally:
        _applying.reset(token)


# Fields, files and children


def _is_file(model: type[models.Model], name: str) -> bool:
    return isinstance(model._meta.get_field(name), models.FileField)


def _has_file(model: type[models.Model], names: Iterable[str]) -> bool:
    return any(_is_file(model, name) for name in names)


def _stored(model: type[models.Model]) -> list[str]:
    """The fields of the model that its row holds, but for what names the row."""
    return [field.name for field in model._meta.concrete_fields if not field.primary_key]


def _editable(model: type[models.Model]) -> list[str]:
    """Those that people fill in: no hash or size, which are read from a file."""
    return [name for name in _stored(model) if model._meta.get_field(name).editable]


def _differs(kept: Any, instance: Any, name: str) -> bool:
    file = getattr(instance, name)
    if isinstance(kept._meta.get_field(name), models.FileField) and file and not file._committed:
        return True
    return _comparable(_value(kept, name)) != _comparable(_value(instance, name))


def _value(instance: Any, name: str) -> Any:
    """What the field or the children say, fit for JSON; a new file is stored for it."""
    field = instance._meta.get_field(name)
    if field.one_to_many:
        return [get_serializable_data_for_fields(child) for child in getattr(instance, name).all()]
    value = getattr(instance, field.attname)
    if isinstance(value, datetime.date):
        return value.isoformat()
    if not isinstance(field, models.FileField):
        return value
    if value and not value._committed:
        value.save(value.name, value.file, save=False)
    return value.name


def _comparable(value: Any) -> Any:
    if not isinstance(value, list):
        return value
    children = (said_by(child) for child in value)
    return sorted(str(sorted((key, str(said)) for key, said in child.items())) for child in children)


def _give_back(instance: Any, kept: Any, name: str) -> None:
    """Let the instance in memory say what the database says."""
    field = instance._meta.get_field(name)
    if field.one_to_many:
        setattr(instance, name, list(getattr(kept, name).all()))
    else:
        setattr(instance, field.attname, getattr(kept, field.attname))
    if isinstance(instance, DraftStateMixin):
        instance.has_unpublished_changes = True  # its newest version says more than the live one


def _set(instance: Any, name: str, value: Any) -> None:
    field = instance._meta.get_field(name)
    if field.one_to_many:
        setattr(instance, name, [model_from_serializable_data(field.related_model, child) for child in value])
    elif isinstance(field, models.FileField):
        instance.take_file(value)
    else:
        setattr(instance, field.attname, field.to_python(value))


def _forget_files(change: ProposedChange, values: dict[str, Any], instance: Any) -> None:
    """Delete the files among the values that are not the instance's; with them the sizes of an image that were made."""
    for name, value in values.items():
        field = instance._meta.get_field(name)
        if isinstance(field, models.FileField) and value and getattr(instance, name).name != value:
            transaction.on_commit(partial(field.storage.delete, value))
            if values is change.before and hasattr(instance, "renditions"):
                instance.renditions.all().delete()


def _tell(user: Any, instance: Any, *, returned: bool = False, comment: str = "") -> None:
    if not user.email:
        return
    url = f"{settings.PUBLIC_URL}{reverse('editorial_proposals')}"
    with translation.override(UserProfile.get_for_user(user).get_preferred_language()):
        subject = _("Your change was returned: %(title)s") if returned else _("A change waits for you: %(title)s")
        send_mail(subject % {"title": instance}, f"{comment}\n\n{url}".strip(), None, [user.email])
