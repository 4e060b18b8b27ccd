"""Perform what is due, once: for cron, where no scheduler runs."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from cms.delivery import publications, schedule


class Command(BaseCommand):
    help = "Unpublishes what has expired and publishes what is due; one that fails does not stop the others."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dryrun", action="store_true", help="Say what is due and change nothing.")

    def handle(self, *args: Any, **options: Any) -> None:
        due = schedule.transitions(timezone.now())
        if options["dryrun"]:
            self.stdout.writelines(f"{transition.description}\n" for transition in due)
            return
        failed = len(schedule.perform(due))
        failed += publications.drain()
        if failed:
            raise CommandError(f"{failed} transitions failed; the log says why.")
