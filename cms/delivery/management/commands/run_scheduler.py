"""Perform what falls due, to the second, until it is stopped."""

import signal
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cms import schema
from cms.delivery.scheduler import Scheduler


class Command(BaseCommand):
    help = "Publishes, lifts embargoes and takes away what expires, to the second; any number may run at once."

    def handle(self, *args: Any, **options: Any) -> None:
        if complaint := schema.complaint():
            raise CommandError(complaint)
        scheduler = Scheduler(tell=lambda what: self.stdout.write(what))
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: scheduler.stop.set())
        self.stdout.write("The scheduler runs.")
        scheduler.run()
        self.stdout.write("The scheduler has stopped.")
