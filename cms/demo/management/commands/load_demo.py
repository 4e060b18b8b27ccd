"""Load the demo newsroom once, and say where it is."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import groupby
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from cms import locales
from cms.content.progress import progress
from cms.demo import accounts, build, translations
from cms.demo.reading import FOLDER, TextError

ADDRESSES = (
    *(f"/{language.code}/" for language in locales.LANGUAGES),
    "/admin/",
    "/admin/translations/",
    "/api/v1/docs",
    "/api/v1/press-releases?locale=de",
)


class Command(BaseCommand):
    help = "Loads the demo newsroom into an empty site; where it is already, nothing changes."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--write-translations",
            action="store_true",
            help="Write the translations as they stand in the database back to the demo's PO files.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        made: dict[str, str] = {}
        if build.is_loaded():
            self.stdout.write("The demo newsroom is there already; nothing was changed.")
        else:
            made = self._load()
        if options["write_translations"]:
            self._write_back()
        for line in (*_counts(), "", *_addresses(), "", *_logins(made)):
            self.stdout.write(line)

    def _write_back(self) -> None:
        texts = build.read()
        for path in translations.write_back(translations.every_sheet(texts.lists, texts.pages)):
            self.stdout.write(f"  Written: {path.relative_to(FOLDER)}")

    def _load(self) -> dict[str, str]:
        """Load it all; returns the passwords made for it."""
        try:
            build.refuse_foreign_content()
            texts = build.read()
            with (
                progress("Loading the demo newsroom", len(texts), self.stdout) as step,
                _queries_not_kept(),
                transaction.atomic(),
            ):
                users, made = accounts.make_accounts()
                build.load(texts, users, step)
        except (build.NoRoomError, TextError) as error:
            raise CommandError(str(error)) from error
        return made


@contextmanager
def _queries_not_kept() -> Iterator[None]:
    """While inside, Django does not keep the SQL of every query, for which it asks SQLite to write the values out."""
    before, settings.DEBUG = settings.DEBUG, False
    try:
        yield
    finally:
        settings.DEBUG = before


def _counts() -> Iterator[str]:
    for kind, rows in groupby(build.tally(), key=lambda row: row[0]):
        numbers = ", ".join(f"{number} {locale}" for _kind, locale, number in rows)
        yield f"  {kind}: {numbers}"


def _addresses() -> Iterator[str]:
    return (f"  {settings.PUBLIC_URL}{path}" for path in ADDRESSES)


def _logins(made: Mapping[str, str]) -> Iterator[str]:
    for login in accounts.logins(made):
        if login.password:
            yield f"  Login made for this database: {login.name}, password {login.password}"
        else:
            yield (
                f"  Login: {login.name}; its password was printed at the first load "
                f"(manage.py changepassword {login.name} sets a new one)."
            )
