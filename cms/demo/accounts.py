"""The demo's two accounts: an editor, and somebody who may do everything."""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.db import connection
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page, Task, Workflow
from wagtail.snippets.models import get_snippet_models
from wagtail.users.models import UserProfile

EDITOR, ADMINISTRATOR = "redaktion", "technik"
NAMES = {EDITOR: ("Maike", "Sommerfeld"), ADMINISTRATOR: ("Tarek", "Winterberg")}
GROUP = "Redaktion"
PAGE_PERMISSIONS = ("add_page", "change_page", "publish_page")
FILE_PERMISSIONS = ("add", "change", "choose")


@dataclass(frozen=True)
class Login:
    """An account's name and, where it is known, its password."""

    name: str
    password: str = ""


def login_file() -> Path:
    """Where the passwords made at the first load are kept for the next one."""
    return Path(settings.VAR_DIR) / "demo-login.txt"


def make_accounts() -> list[Any]:
    """Both accounts with new passwords, which are kept in the login file; an account that is there stays as it is."""
    made: dict[str, str] = {}
    users = [_account(name, made) for name in NAMES]
    if made:
        _keep(made)
    return users


def _account(name: str, made: dict[str, str]) -> Any:
    model = get_user_model()
    user = model.objects.filter(username=name).first()
    if user is not None:
        return user
    first_name, last_name = NAMES[name]
    made[name] = secrets.token_urlsafe(12)
    make = model.objects.create_superuser if name == ADMINISTRATOR else model.objects.create_user
    email = f"{name}@mittelwald.example"
    user = make(name, email, made[name], first_name=first_name, last_name=last_name)
    profile = UserProfile.get_for_user(user)
    profile.preferred_language = settings.LANGUAGE_CODE
    profile.current_time_zone = settings.TIME_ZONE
    profile.save()
    return user


def _keep(passwords: dict[str, str]) -> None:
    """Write the passwords for the owner's eyes only; those of other databases stay."""
    path = login_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    others = [line for line in _lines() if line[2] != _database()]
    lines = [*others, *((name, password, _database()) for name, password in passwords.items())]
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.writelines(f"{' '.join(line)}\n" for line in lines)


def logins() -> list[Login]:
    """The demo's accounts, with those kept passwords that still open them."""
    kept = {name: password for name, password, database in _lines() if database == _database()}
    found = []
    for user in get_user_model().objects.filter(username__in=NAMES).order_by("pk"):
        password = kept.get(user.username, "")
        found.append(Login(user.username, password if password and user.check_password(password) else ""))
    return found


def _database() -> str:
    return str(connection.settings_dict["NAME"])


def _lines() -> list[tuple[str, str, str]]:
    """What the login file holds: name, password and database."""
    path = login_file()
    if not path.is_file():
        return []
    parts = (line.split(" ", 2) for line in path.read_text(encoding="utf-8").splitlines())
    return [(part[0], part[1], part[2]) for part in parts if len(part) == 3]


def name_the_workflow() -> None:
    """Give the workflow that Wagtail brings along a name that editors understand."""
    for model in (Workflow, Task):
        model.objects.filter(name="Moderators approval").update(name="Freigabe")


def make_group(editor: Any, homes: list[Page]) -> None:
    """The editors' group: pages below the front pages, files and snippets; the editor becomes its member."""
    group, _made = Group.objects.get_or_create(name=GROUP)
    for permission in Permission.objects.filter(content_type__app_label="wagtailcore", codename__in=PAGE_PERMISSIONS):
        for home in homes:
            GroupPagePermission.objects.get_or_create(group=group, page_id=home.pk, permission=permission)
    root = Collection.get_first_root_node()
    # Wagtail keeps the rights on files with its own models, whatever models are in use.
    names = [f"{verb}_{model}" for verb in FILE_PERMISSIONS for model in ("image", "document")]
    apps = ["wagtailimages", "wagtaildocs"]
    for permission in Permission.objects.filter(content_type__app_label__in=apps, codename__in=names):
        GroupCollectionPermission.objects.get_or_create(group=group, collection=root, permission=permission)
    group.permissions.add(*_model_permissions())
    editor.groups.add(group)


def _model_permissions() -> list[Permission]:
    """The admin itself and snippets. Not wagtail-localize's own way of translating: it publishes without review, and
    writes the source's words over snippets that were translated by hand."""
    names = {("wagtailadmin", "access_admin")}
    for model in get_snippet_models():
        if model._meta.app_label == "content":
            names |= {
                ("content", f"{verb}_{model._meta.model_name}")
                for verb in ("view", "add", "change", "delete", "publish")
            }
    permissions = Permission.objects.select_related("content_type")
    return [found for found in permissions if (found.content_type.app_label, found.codename) in names]
