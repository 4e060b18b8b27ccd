"""Play a backup in."""

import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cms.operations import restoring
from cms.operations.manifest import BackupError


class Command(BaseCommand):
    help = "Plays a backup into an empty database and an empty folder of files; the copy is mute until release_copy."
    # There is no database yet that could be looked at.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, metavar="DIR", help="Where backups lie.")
        parser.add_argument("--backup", default="", help="The name of one of them, as its folder says it (the newest).")

    def handle(self, *args: Any, **options: Any) -> None:
        began = time.monotonic()
        try:
            found = restoring.restore(options["folder"], options["backup"])
        except (BackupError, OSError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Restored as of {found.at}, {len(found.files)} files, in {time.monotonic() - began:.1f} s.")
        self.stdout.write("The copy is mute: manage.py release_copy lets mail, events and purges leave.")
