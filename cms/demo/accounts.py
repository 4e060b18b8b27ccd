"""The demo's accounts: somebody in each role of the newsroom; who administers may do everything."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import connection

from cms.editorial import roles
from cms.founding.people import make_account

EDITOR, REVIEWER, TRANSLATOR, ADMINISTRATOR = "redaktion", "freigabe", "uebersetzung", "technik"
NAMES = {
    EDITOR: ("Maike", "Sommerfeld"),
    REVIEWER: ("Dariusz", "Ostermann"),
    TRANSLATOR: ("Ifeoma", "Lindqvist"),
    ADMINISTRATOR: ("Tarek", "Winterberg"),
}
LANGUAGES = [code for code, _name in settings.WAGTAIL_CONTENT_LANGUAGES if code != settings.LANGUAGE_CODE]
GROUPS = {
    EDITOR: [roles.EDITORS],
    REVIEWER: [roles.REVIEWERS],
    TRANSLATOR: [f"{roles.TRANSLATORS} {code}" for code in LANGUAGES],
}


@dataclass(frozen=True)
class Login:
    """An account's name and, where it is known, its password."""

    name: str
    password: str = ""


def login_file() -> Path:
    """Where the passwords made at the first load are kept for the next one."""
    return Path(settings.VAR_DIR) / "demo-login.txt"


def make_accounts() -> tuple[dict[str, Any], dict[str, str]]:
    """The accounts and the new passwords by name; these are kept in the login file. Who is there stays as they are."""
    made: dict[str, str] = {}
    users = {name: _account(name, made) for name in NAMES}
    if made:
        _keep(made)
    return users, made


def join_groups(users: Mapping[str, Any]) -> None:
    """Make the newsroom's roles, those of every language that has a front page, and everybody a member of theirs."""
    roles.make_roles()
    for name, groups in GROUPS.items():
        users[name].groups.add(*Group.objects.filter(name__in=groups))


def _account(name: str, made: dict[str, str]) -> Any:
    model = get_user_model()
    user = model.objects.filter(username=name).first()
    if user is not None:
        return user
    first_name, last_name = NAMES[name]
    made[name] = secrets.token_urlsafe(12)
    return make_account(
        name,
        f"{name}@mittelwald.example",
        made[name],
        administrator=name == ADMINISTRATOR,
        first_name=first_name,
        last_name=last_name,
    )


def _keep(passwords: dict[str, str]) -> None:
    """Write the passwords for the owner's eyes only; those of other databases stay."""
    path = login_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    others = [line for line in _lines() if line[2] != _database()]
    lines = [*others, *((name, password, _database()) for name, password in passwords.items())]
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.writelines(f"{' '.join(line)}\n" for line in lines)


def logins(made: Mapping[str, str] | None = None) -> list[Login]:
    """The demo's accounts, with the passwords made just now and those kept ones that still open them."""
    made = made or {}
    kept = {name: password for name, password, database in _lines() if database == _database()}
    found = []
    for user in get_user_model().objects.filter(username__in=NAMES).order_by("pk"):
        password = kept.get(user.username, "")
        # A look at a password takes as long as making one.
        opens = user.username in made or (password and user.check_password(password))
        found.append(Login(user.username, password if opens else ""))
    return found


def _database() -> str:
    return str(connection.settings_dict["NAME"])


def _lines() -> list[tuple[str, str, str]]:
    """What the login file holds: name, password and database."""
    path = login_file()
    if not path.is_file():
        return []
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        match line.split(" ", 2):
            case [name, password, database]:
                found.append((name, password, database))
    return found
