"""Load the demo newsroom once, and say where it is."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from cms.content.progress import progress
from cms.demo import accounts, build

ADDRESSES = (
    "/de/",
    "/en/",
    "/fr/",
    "/uk/",
    "/ar/",
    "/de-simple/",
    "/admin/",
    "/admin/translations/",
    "/api/v1/docs",
    "/api/v1/press-releases?locale=de",
)


class Command(BaseCommand):
    help = "Loads the demo newsroom into an empty site; where it is already, nothing changes."

    def handle(self, *args: Any, **options: Any) -> None:
        if build.is_loaded():
            self.stdout.write("The demo newsroom is there already; nothing was changed.")
        else:
            self._load()
        for line in (*_counts(), "", *_addresses(), "", *_logins()):
            self.stdout.write(line)

    def _load(self) -> None:
        try:
            build.refuse_foreign_content()
            with (
                progress("Loading the demo newsroom", build.total(), self.stdout) as step,
                transaction.atomic(),
            ):
                build.load(accounts.make_accounts(), step)
        except build.NoRoom as error:
            raise CommandError(str(error)) from error


def _counts() -> Iterator[str]:
    for kind, rows in groupby(build.tally(), key=lambda row: row[0]):
        numbers = ", ".join(f"{number} {locale}" for _kind, locale, number in rows)
        yield f"  {kind}: {numbers}"


def _addresses() -> Iterator[str]:
    return (f"  {settings.PUBLIC_URL}{path}" for path in ADDRESSES)


def _logins() -> Iterator[str]:
    for login in accounts.logins():
        if login.password:
            yield f"  Login made for this database: {login.name}, password {login.password}"
        else:
            yield (
                f"  Login: {login.name}; its password was printed at the first load "
                f"(manage.py changepassword {login.name} sets a new one)."
            )
