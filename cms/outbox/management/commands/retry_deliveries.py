"""Let what failed for good be tried once more."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from cms.outbox import outbox
from cms.outbox.models import Delivery


class Command(BaseCommand):
    help = "Makes the deliveries that failed for good due again, with all their attempts."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--kind", help="Only deliveries of this kind, such as mail.")
        parser.add_argument("--dry-run", action="store_true", help="Say how many there are and change nothing.")

    def handle(self, *args: Any, **options: Any) -> None:
        failed = Delivery.objects.filter(state=Delivery.State.FAILED)
        if options["kind"]:
            failed = failed.filter(kind=options["kind"])
        if options["dry_run"]:
            self.stdout.write(f"{failed.count()} deliveries would be due again.")
            return
        self.stdout.write(f"{outbox.put_again(failed)} deliveries are due again.")
