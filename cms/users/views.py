"""Wagtail's views of accounts, without what only superusers do."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from wagtail.users.views.bulk_actions import AssignRoleBulkAction, DeleteBulkAction, SetActiveStateBulkAction
from wagtail.users.views.users import CreateView, EditView, UserViewSet

from cms.users.accounts import may_touch


class WithoutSuperuserFlag:
    """For a form of an account: others than superusers are not asked whether it is one's."""

    def get_form(self, *args: Any, **kwargs: Any) -> Any:
        form = super().get_form(*args, **kwargs)  # type: ignore[misc]  # of the view that this stands before
        if not self.request.user.is_superuser:  # type: ignore[attr-defined]
            form.fields.pop("is_superuser", None)
        return form


class AccountCreateView(WithoutSuperuserFlag, CreateView):
    pass


class AccountEditView(WithoutSuperuserFlag, EditView):
    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        if not may_touch(request.user, self.object):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class AccountViewSet(UserViewSet):
    add_view_class = AccountCreateView
    edit_view_class = AccountEditView


class OfTouchable:
    """For a bulk action: it leaves the accounts of superusers out, for others than these."""

    def check_perm(self, obj: Any) -> bool:
        return bool(super().check_perm(obj)) and may_touch(self.request.user, obj)  # type: ignore[misc, attr-defined]


class AssignRole(OfTouchable, AssignRoleBulkAction):
    models = [get_user_model()]


class DeleteAccounts(OfTouchable, DeleteBulkAction):
    models = [get_user_model()]


class SetActiveState(OfTouchable, SetActiveStateBulkAction):
    models = [get_user_model()]


BULK_ACTIONS = (AssignRole, DeleteAccounts, SetActiveState)
