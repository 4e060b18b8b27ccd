"""`manage.py begin_epoch`, after a backup was played in by other means than `restore`: whoever follows the change feed
replaces everything."""

from typing import Any

from django.core.management.base import BaseCommand

from cms.delivery import store
from cms.delivery.flush import lock_counter
from cms.delivery.models import new_epoch


class Command(BaseCommand):
    help = "After a backup was played in: numbers of changes are given anew, and mirrors replace everything."

    def handle(self, *args: Any, **options: Any) -> None:
        with store.unit():
            counter = lock_counter()
            counter.epoch = new_epoch()
            counter.save()
        self.stdout.write(f"The numbers of changes hold for epoch {counter.epoch} now.")
