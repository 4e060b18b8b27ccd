"""Whether the database has the tables that the code asks for."""

from __future__ import annotations

import logging
import pkgutil
from functools import cache
from importlib.util import find_spec

from django.apps import apps
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

log = logging.getLogger(__name__)


@cache
def newest() -> frozenset[tuple[str, str]]:
    """The last migration of each app. By the names of the files: to read them all takes memory that no server needs."""
    found = {config.label: _names(config.label) for config in apps.get_app_configs()}
    return frozenset((label, max(names)) for label, names in found.items() if names)


def behind() -> list[str]:
    """The apps whose last migration the database has not had; raises DatabaseError where it does not answer. A database
    that is ahead of the code is none of them: an upgrade begins with it."""
    missing = newest() - MigrationRecorder(connection).applied_migrations().keys()
    return sorted(label for label, _name in missing)


def complaint() -> str:
    """Why nothing may start, with the remedy; empty where nothing speaks against it, and while the database does not
    answer: whoever works waits for it."""
    try:
        apps_behind = behind()
    except DatabaseError as error:
        log.warning("The database does not answer yet: %s", error)
        return ""
    return f"The database is behind the code ({', '.join(apps_behind)}): run manage.py migrate." if apps_behind else ""


def _names(label: str) -> list[str]:
    module, _is_own = MigrationLoader.migrations_module(label)
    try:
        spec = find_spec(module) if module else None
    except ModuleNotFoundError:
        spec = None
    if spec is None or spec.submodule_search_locations is None:
        return []
    found = pkgutil.iter_modules(spec.submodule_search_locations)
    return [one.name for one in found if not one.ispkg and one.name[0] not in "_~"]
