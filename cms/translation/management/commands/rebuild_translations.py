"""Tell every translation's status anew, as after an upgrade of wagtail-localize, or check it."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cms.content.progress import progress
from cms.translation import localize, rebuilding


class Command(BaseCommand):
    help = "Tells the status of every translation anew; an upgrade of wagtail-localize outdates none of them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="Report what would change and change nothing.")

    def handle(self, *args: Any, **options: Any) -> None:
        work = rebuilding.check if options["check"] else rebuilding.rebuild
        keys, found = rebuilding.keys(), []
        with progress("Checking" if options["check"] else "Renewing", len(keys), self.stdout) as advance:
            for key in keys:
                found += work(key)
                advance(1)
        for difference in found:
            self.stdout.write(str(difference))
        if options["check"] and found:
            raise CommandError(f"{len(found)} differences; texts are taken apart by {localize.stamp()}.")
        if not options["check"]:
            rebuilding.take_leftovers_apart()
        self.stdout.write(f"{len(found)} differences mended." if found else "No differences.")
