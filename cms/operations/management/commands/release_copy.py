"""Say that a restored copy is the newsroom."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from cms.outbox.models import Delivery, Mute


class Command(BaseCommand):
    help = "Lets mail, events and purges leave a restored copy: it is the newsroom now, and the one before is no more."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--drop-waiting",
            action="store_true",
            help="Delete what waited as the copy was restored: the newsroom before may have delivered it.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        with transaction.atomic():
            since = Mute.objects.values_list("since", flat=True).first()
            if since is None:
                self.stdout.write("This is no restored copy, or was released; nothing was changed.")
                return
            waiting = Delivery.objects.filter(state=Delivery.State.WAITING)
            dropped = 0
            if options["drop_waiting"]:
                dropped, _rows = waiting.filter(created_at__lt=since).delete()
            Mute.objects.all().delete()
            self.stdout.write(f"Released: {waiting.count()} deliveries leave now, {dropped} were dropped.")
