"""Only a superuser makes one, and touches the account of one: whatever form, action or address it is tried by."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db.models.signals import m2m_changed, pre_delete, pre_save
from wagtail.log_actions import get_active_log_context

from cms.users.models import User


def connect() -> None:
    pre_save.connect(keep_from_others, sender=User, dispatch_uid="users.save")
    pre_delete.connect(keep_from_others, sender=User, dispatch_uid="users.delete")
    for through in (User.groups.through, User.user_permissions.through):
        m2m_changed.connect(keep_rights_from_others, sender=through, dispatch_uid="users.rights")


def may_touch(user: Any, account: User) -> bool:
    """True for superusers; for everybody else, unless the account is a superuser's."""
    return bool(user.is_superuser or not is_superusers(account))


def is_superusers(account: User) -> bool:
    """True where the account is a superuser's, or is about to become one's."""
    return account.is_superuser or User.objects.filter(pk=account.pk, is_superuser=True).exists()


def keep_from_others(sender: Any, instance: User, **kwargs: Any) -> None:
    """Raises PermissionDenied where somebody in the admin who is no superuser saves or deletes the account of one."""
    user = getattr(get_active_log_context(), "user", None)
    if user is not None and not may_touch(user, instance):
        raise PermissionDenied("Only a superuser touches the account of one.")


def keep_rights_from_others(sender: Any, instance: Any, action: str, pk_set: Any = None, **kwargs: Any) -> None:
    """The same of groups and permissions, said from whichever side of the relation; nor does anybody else give any to
    themselves, or take them."""
    if not action.startswith("pre_"):
        return
    accounts = [instance] if isinstance(instance, User) else get_user_model().objects.filter(pk__in=pk_set or ())
    user = getattr(get_active_log_context(), "user", None)
    for account in accounts:
        keep_from_others(sender, account)
        if user is not None and user.pk == account.pk and not user.is_superuser:
            raise PermissionDenied("Nobody gives rights to themselves.")
