"""Back up database and files."""

import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cms.operations import backing_up
from cms.operations.manifest import BackupError


class Command(BaseCommand):
    help = "Writes the database as of one moment, and the files that are new, into a folder of backups."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "folder", type=Path, metavar="DIR", help="Where backups lie; it is made where it is missing."
        )
        parser.add_argument("--keep", type=int, default=0, help="Delete all but so many backups afterwards.")

    def handle(self, *args: Any, **options: Any) -> None:
        began = time.monotonic()
        try:
            taken = backing_up.take(options["folder"], keep=options["keep"])
        except (BackupError, OSError) as error:
            raise CommandError(str(error)) from error
        found = taken.manifest
        self.stdout.write(
            f"{taken.folder}: database {found.database.size} bytes, {len(found.files)} files, "
            f"{taken.copied} of them new, in {time.monotonic() - began:.1f} s"
        )
