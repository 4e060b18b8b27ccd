"""System checks of what an operator has to do, each with its remedy: `check --deploy --database default` runs them, and
a server that starts those that are tagged `starting`."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import ManifestFilesMixin, staticfiles_storage
from django.core import checks
from django.db import DatabaseError, connection
from django.http.request import validate_host
from django.utils import timezone
from django.utils.translation import to_locale

from cms import schema
from cms.delivery import registry, scheduler
from cms.delivery.models import Publication
from cms.outbox import worker
from cms.outbox.heartbeat import beats
from cms.outbox.models import Mute

STARTING = "starting"
CLOCKS_APART = datetime.timedelta(seconds=1)
CATALOGUES = Path(settings.BASE_DIR) / "cms" / "locale"

Found = Iterator[checks.CheckMessage]
Check = Callable[..., list[checks.CheckMessage]]


def of_database(look: Callable[[], Found]) -> Check:
    """A check that asks the database; it finds nothing where that is not asked for, or does not answer."""

    def check(app_configs: Any = None, databases: Any = None, **kwargs: Any) -> list[checks.CheckMessage]:
        try:
            return list(look()) if databases else []
        except DatabaseError:
            return []

    return check


def of_settings(look: Callable[[], Found]) -> Check:
    def check(app_configs: Any = None, **kwargs: Any) -> list[checks.CheckMessage]:
        return list(look())

    return check


def catalogues_are_compiled() -> Found:
    folders = (CATALOGUES / to_locale(code) / "LC_MESSAGES" for code, _name in settings.WAGTAIL_CONTENT_LANGUAGES)
    missing = [one for one in folders if (one / "django.po").is_file() and not (one / "django.mo").is_file()]
    if missing:
        names = ", ".join(sorted(one.parent.name for one in missing))
        yield checks.Warning(
            f"These languages are said in English, since their catalogues are not compiled: {names}.",
            hint="Run `make catalogues`.",
            id="operations.W001",
        )


def caches_are_shared() -> Found:
    """Each process of several counts for itself, and remembers for itself, what all are to know."""
    if settings.WEB_CONCURRENCY > 1 and settings.CACHES["default"]["BACKEND"].endswith("LocMemCache"):
        yield checks.Warning(
            f"{settings.WEB_CONCURRENCY} processes have a cache each: limits of the API hold for each by itself.",
            hint="Name a Redis in REDIS_URL.",
            id="operations.W002",
        )


def static_files_are_there() -> Found:
    """What the pages name has been collected, and since the last upgrade."""
    collected: Any = staticfiles_storage
    if not isinstance(collected, ManifestFilesMixin):
        return
    ours = (finder.storages for finder in finders.get_finders() if isinstance(finder, finders.FileSystemFinder))
    files = (name for storages in ours for storage in storages.values() for name in _files(storage))
    if missing := [name for name in files if name not in collected.hashed_files]:
        yield checks.Warning(
            f"{len(missing)} static files are missing, such as {missing[0]}: pages come without their looks.",
            hint="Run `manage.py collectstatic --noinput`.",
            id="operations.W003",
        )


def _files(storage: Any, folder: str = "") -> Iterator[str]:
    folders, files = storage.listdir(folder)
    yield from (f"{folder}{name}" for name in files)
    for name in folders:
        yield from _files(storage, f"{folder}{name}/")


def public_address_is_answered() -> Found:
    host = urlsplit(settings.PUBLIC_URL).hostname or ""
    if not validate_host(host, settings.ALLOWED_HOSTS):
        yield checks.Warning(
            f"Links lead to {host} (PUBLIC_URL), which the site does not answer to.",
            hint="Add it to ALLOWED_HOSTS, or mend PUBLIC_URL and run `manage.py rebuild_publications`.",
            id="operations.W004",
        )


def schema_is_there() -> Found:
    if behind := schema.behind():
        yield checks.Error(
            f"The database is behind the code: {', '.join(behind)}.",
            hint="Run `manage.py migrate`.",
            id="operations.E001",
        )


def documents_are_of_these_presenters() -> Found:
    """What was presented by another version says less, or other things, than what is presented now."""
    stale = sum(
        Publication.objects.filter(type=presenter.type).exclude(presenter_version=presenter.version).count()
        for presenter in registry.presenters()
    )
    if stale:
        yield checks.Warning(
            f"{stale} publications were presented by another version of the code.",
            hint="Run `manage.py rebuild_publications`.",
            id="operations.W005",
        )


def clocks_agree() -> Found:
    """What falls due is found by the clock of this machine and stamped by the database's."""
    if connection.vendor != "postgresql":
        return  # its clock is that of this machine
    before = timezone.now()
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        [theirs] = cursor.fetchone()
    apart = max(theirs - timezone.now(), before - theirs)
    if apart > CLOCKS_APART:
        yield checks.Warning(
            f"The clocks of this machine and of the database's differ by {apart.total_seconds():.1f} s.",
            hint="Let both follow a time server (timedatectl set-ntp true): embargoes are lifted by them.",
            id="operations.W006",
        )


def somebody_works_in_the_background() -> Found:
    now = timezone.now()
    for kind, what, number in (
        (scheduler.HEART, "what is scheduled does not go public by itself", "W007"),
        (worker.HEART, "no mail, event or purge leaves", "W008"),
    ):
        if not beats(kind, now):
            yield checks.Warning(
                f"No {kind} has said for two minutes that it runs: {what}.",
                hint=f"Start `manage.py run_{kind}` as a service.",
                id=f"operations.{number}",
            )


def nothing_is_kept_back() -> Found:
    if since := Mute.objects.values_list("since", flat=True).first():
        yield checks.Warning(
            f"This is a copy restored at {since:%Y-%m-%d %H:%M} UTC: no mail, event or purge leaves it.",
            hint="Run `manage.py release_copy` once it is the newsroom.",
            id="operations.W009",
        )


for check in (catalogues_are_compiled, caches_are_shared, static_files_are_there, public_address_is_answered):
    checks.register(of_settings(check), STARTING, deploy=True)
for check in (schema_is_there, documents_are_of_these_presenters, clocks_agree, nothing_is_kept_back):
    checks.register(of_database(check), STARTING, checks.Tags.database, deploy=True)
checks.register(of_database(somebody_works_in_the_background), checks.Tags.database, deploy=True)
