"""Delete the embargo links that ended a year ago, and with them whom they were for and when they were used."""

import datetime
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from cms.accreditation.models import EmbargoLink

KEPT = datetime.timedelta(days=365)  # after a link's end


class Command(BaseCommand):
    help = "Deletes embargo links, and every use of them, a year after they expired."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="Only say how many would be deleted.")

    def handle(self, *args: Any, **options: Any) -> None:
        old = EmbargoLink.objects.filter(expires_at__lte=timezone.now() - KEPT)
        number = old.count()
        if options["dry_run"]:
            self.stdout.write(f"{number} links would be deleted.")
            return
        old.delete()
        self.stdout.write(f"{number} links deleted.")
