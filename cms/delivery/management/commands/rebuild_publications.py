"""Make the publication store anew, check it, or finish what was left."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cms.content.progress import progress
from cms.delivery import rebuild, store
from cms.delivery.models import Pending


class Command(BaseCommand):
    help = "Makes the publication store anew from the pages; nothing changes where nothing differs."

    def add_arguments(self, parser: ArgumentParser) -> None:
        choice = parser.add_mutually_exclusive_group()
        choice.add_argument("--check", action="store_true", help="Report what differs and change nothing.")
        choice.add_argument("--pending", action="store_true", help="Present only what is marked as waiting.")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["pending"]:
            self._finish()
        elif options["check"]:
            self._check()
        else:
            self._rebuild()

    def _finish(self) -> None:
        with progress("Finishing marks", Pending.objects.count(), self.stdout) as advance:
            failed = store.drain(advance)
        if failed:
            raise CommandError(f"{failed} marks could not be worked off; the log says why.")

    def _check(self) -> None:
        ids = rebuild.page_ids()
        with progress("Checking", len(ids), self.stdout) as advance:
            found = list(rebuild.all_differences(ids, advance))
        found += [difference for invariant in rebuild.invariants for difference in invariant.differences()]
        for difference in found:
            self.stdout.write(str(difference))
        if found:
            raise CommandError(f"{len(found)} differences.")
        self.stdout.write("No differences.")

    def _rebuild(self) -> None:
        for invariant in rebuild.invariants:
            invariant.restore()
        ids = rebuild.page_ids()
        failed = []
        with progress("Presenting", len(ids), self.stdout) as advance:
            for batch in rebuild.batches(ids):
                failed += rebuild.rebuild(batch)
                advance(len(batch))
        for difference in failed:
            self.stdout.write(str(difference))
        if failed:
            raise CommandError(f"{len(failed)} pages could not be presented; the log says why.")
