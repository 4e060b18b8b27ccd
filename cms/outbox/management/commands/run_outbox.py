"""Deliver what the outbox holds, until told to stop."""

import signal
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cms import schema
from cms.outbox.worker import Worker


class Command(BaseCommand):
    help = "Delivers what the outbox holds; SIGTERM and SIGINT end it after the delivery in hand."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="Deliver what is due now, then end.")

    def handle(self, *args: Any, **options: Any) -> None:
        if complaint := schema.complaint():
            raise CommandError(complaint)
        worker = Worker()

        def stop(*_args: Any) -> None:
            worker.stopping = True

        before = {number: signal.signal(number, stop) for number in (signal.SIGTERM, signal.SIGINT)}
        try:
            if options["once"]:
                self._once(worker)
            else:
                worker.run()
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def _once(self, worker: Worker) -> None:
        failed = worker.deliver_due()
        worker.sweep()
        if failed:
            raise CommandError(f"{failed} attempts failed; the log says why.")
