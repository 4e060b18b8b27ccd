"""Words and pictures of what approved texts show change only when a second pair of eyes has approved it.

`SECOND_EYES` says of which models which fields and children; what else is changed in the same save changes at once.
"""

from __future__ import annotations

from collections.abc import Iterator
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
from wagtail.log_actions import log
from wagtail.models import DraftStateMixin, TranslatableMixin
from wagtail.users.models import UserProfile

from cms.content.models.media import OF_THE_DOCUMENT, OF_THE_IMAGE
from cms.content.rows import said_by
from cms.delivery import publications
from cms.delivery.shown_by import holding
from cms.editorial.four_eyes import APPROVE
from cms.editorial.models import ProposedChange
from cms.translation.models import is_translation

APPROVED = "treffpunkt.change_approved"
RETURNED = "treffpunkt.change_returned"

_applying: ContextVar[bool] = ContextVar("applying", default=False)
# What is read from a file, and stays what it was while a new one waits.
OF_THE_FILE = OF_THE_DOCUMENT | OF_THE_IMAGE


def watched(model: type[models.Model]) -> list[str]:
    """The fields and children of the model that a second pair of eyes looks at."""
    return list(settings.SECOND_EYES.get(model._meta.label_lower, ()))


def hold_back(instance: Any, user: Any) -> None:
    """Have what is watched of an instance that is about to be saved wait, where approved texts show it: it is saved as
    it was. Translations have a review of their own, and what follows from a change waits for nobody."""
    if (
        _applying.get()
        or publications.is_flushing()
        or (isinstance(instance, TranslatableMixin) and is_translation(instance))
    ):
        return
    kept = type(instance)._default_manager.filter(pk=instance.pk).first()
    if kept is None:
        return
    changed = [name for name in watched(type(instance)) if _differs(kept, instance, name)]
    if not changed or not holding(kept):
        return
    before = {name: _value(kept, name) for name in changed}
    after = {name: _value(instance, name) for name in changed}
    for name in changed:
        _give_back(instance, kept, name)
    _propose(instance, before, after, user)


def waiting(instance: Any) -> Any:
    """The changes of the instance that wait."""
    of_type = ProposedChange.objects.filter(content_type=ContentType.objects.get_for_model(instance))
    return of_type.filter(object_id=str(instance.pk))


def remark(instance: Any) -> str:
    """What is said above a form whose changes wait."""
    if not watched(type(instance)) or not waiting(instance).exists():
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
    ProposedChange.objects.create(
        content_type=ContentType.objects.get_for_model(instance),
        object_id=str(instance.pk),
        before=before,
        after=after,
        proposed_by=user,
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
        setattr(instance, name, getattr(kept, name))
    if isinstance(field, models.FileField):
        for told in OF_THE_FILE:
            if hasattr(kept, told):
                setattr(instance, told, getattr(kept, told))
    if isinstance(instance, DraftStateMixin):
        instance.has_unpublished_changes = True  # its newest version says more than the live one


def _set(instance: Any, name: str, value: Any) -> None:
    field = instance._meta.get_field(name)
    if field.one_to_many:
        setattr(instance, name, [model_from_serializable_data(field.related_model, child) for child in value])
    elif isinstance(field, models.FileField):
        instance.take_file(value)
    else:
        setattr(instance, name, value)


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
