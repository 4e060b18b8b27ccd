"""Load the terms of the field into the glossary."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from cms.translation.terms import load


class Command(BaseCommand):
    help = "Adds the terms of the field and their translations that the glossary lacks; what stands there stays."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="Say how many there are and change nothing.")

    def handle(self, *args: Any, **options: Any) -> None:
        loaded = load(dry_run=options["dry_run"])
        verb = "would be added" if options["dry_run"] else "added"
        self.stdout.write(f"{loaded.terms} terms and {loaded.translations} translations {verb}.")
