"""Wagtail's views of groups: those that the roles make stay, with their names and what the role is made of."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib.auth.models import Group, Permission
from django.db.models.signals import pre_delete, pre_save
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.log_actions import get_active_log_context
from wagtail.models import Page
from wagtail.users.forms import BaseGroupPagePermissionFormSet
from wagtail.users.views.groups import DeleteView, EditView, GroupViewSet

from cms.delivery import publications
from cms.editorial import roles


class RoleEditView(EditView):
    """The form of a group; of one that a role is, name and what the role is made of stay, and it says so."""

    @property
    def can_delete(self) -> bool:
        return bool(super().can_delete) and roles.role_of(self.object) is None

    def is_valid(self, form: Any) -> bool:
        group = Group.objects.get(pk=self.object.pk)  # as it is: the form has changed the one that it shows
        if not super().is_valid(form):
            return False
        for field, said in _taken(group, form, _granted(self.permission_panel_forms)):
            form.add_error(field, said)
        if form.errors:
            self.produced_error_message = self.get_error_message()
        return not form.errors


class RoleDeleteView(DeleteView):
    """Deletes a group, but for one that a role is, and says so."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.user_has_permission(self.permission_required) or roles.role_of(self.object) is None:
            return super().dispatch(request, *args, **kwargs)
        said = _("“%(name)s” cannot be deleted: the newsroom needs this group.") % {"name": self.object.name}
        messages.error(request, said)
        return redirect(reverse(self.edit_url_name, args=(self.object.pk,)))


class RoleViewSet(GroupViewSet):
    edit_view_class = RoleEditView
    delete_view_class = RoleDeleteView


def connect() -> None:
    pre_save.connect(keep_name, sender=Group, dispatch_uid="editorial.role_name")
    pre_delete.connect(keep_group, sender=Group, dispatch_uid="editorial.role")


def keep_name(sender: Any, instance: Group, raw: bool = False, **kwargs: Any) -> None:
    """The net below the form: no request renames the group that a role is."""
    kept = Group.objects.filter(pk=instance.pk).first()
    if not raw and kept is not None and kept.name != instance.name:
        keep_group(sender, kept)


def keep_group(sender: Any, instance: Group, **kwargs: Any) -> None:
    """No request deletes the group that a role is, whoever makes it."""
    if getattr(get_active_log_context(), "user", None) is not None and roles.role_of(instance) is not None:
        publications.refuse("A group that a role is stays, with its name.")


def _taken(group: Group, form: Any, granted: set[tuple[Page, Permission]]) -> Iterator[tuple[str | None, str]]:
    """What the form would take from the group that a role is, by the field that says so."""
    if roles.role_of(group) is None:
        return
    if form.cleaned_data["name"] != group.name:
        yield "name", _("This group is known by its name: it cannot be renamed.")
    needed = set(roles.rights_made_of(group).filter(pk__in=form.registered_permissions))
    if needed - set(form.cleaned_data["permissions"]):
        yield "permissions", _("This role needs the rights that it is made of: leave them as they were.")
    on_pages = roles.page_rights_made_of(group).select_related("page", "permission")
    for page in {one.page for one in on_pages if (one.page, one.permission) not in granted}:
        said = _("On “%(title)s” this role needs the rights that it is made of: leave them as they were.")
        yield None, said % {"title": page.title}


def _granted(panels: list[Any]) -> set[tuple[Page, Permission]]:
    """The rights on pages that the form leaves or gives."""
    return {
        (row.cleaned_data["page"], right)
        for panel in panels
        if isinstance(panel, BaseGroupPagePermissionFormSet)
        for row in panel.forms
        if row not in panel.deleted_forms and "page" in row.cleaned_data
        for right in row.cleaned_data["permissions"]
    }
