"""Take away what has expired and publish what is due, each in a unit of work of its own."""

import logging
from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from typing import Any

from django.apps import apps
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from wagtail.models import DraftStateMixin, Page, Revision

from cms.delivery import publications, registry
from cms.delivery.models import Publication
from cms.delivery.rights import lapsed
from cms.delivery.sources import page_source

log = logging.getLogger(__name__)

Step = tuple[str, Callable[[], Any]]


class Command(BaseCommand):
    help = "Unpublishes what has expired and publishes what is due; one that fails does not stop the others."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dryrun", action="store_true", help="Say what is due and change nothing.")

    def handle(self, *args: Any, **options: Any) -> None:
        steps = [*expired(), *due(), *lifted(), *lapsed()]
        if options["dryrun"]:
            self.stdout.writelines(f"{description}\n" for description, _action in steps)
            return
        failed = 0
        for description, action in steps:
            try:
                with publications.unit():
                    action()
            except Exception:
                log.exception("Failed: %s", description)
                failed += 1
        failed += publications.drain()
        if failed:
            raise CommandError(f"{failed} transitions failed; the log says why.")


def expired() -> Iterator[Step]:
    """Everything live whose time is over, as a description and what is to be done."""
    stateful = [model for model in apps.get_models() if issubclass(model, DraftStateMixin)]
    for model in [Page, *(model for model in stateful if not issubclass(model, Page))]:
        for found in model.objects.filter(live=True, expire_at__lte=timezone.now()).order_by("expire_at"):
            yield f"unpublish {found}", _unpublish(model, found.pk)


def due() -> Iterator[Step]:
    """Every revision approved for a moment that has passed."""
    revisions = Revision.objects.filter(approved_go_live_at__lte=timezone.now())
    for revision in revisions.order_by("approved_go_live_at", "pk"):
        yield f"publish {revision.object_str}", _publish(revision.pk)


def lifted() -> Iterator[Step]:
    """Every live page whose embargo has passed and that nobody has shown since: no schedule of Wagtail's says so."""
    shown = Publication.objects.values("page_id")
    for presenter in registry.presenters():
        if hasattr(presenter.model, "embargo_until"):
            over = presenter.model._default_manager.filter(live=True, embargo_until__lte=timezone.now())
            for page in over.exclude(pk__in=shown):
                yield f"show {page}", _show(page.pk)


def _show(pk: int) -> Callable[[], None]:
    return lambda: publications.touch(page_source(pk))


def _unpublish(model: type[Any], pk: Any) -> Callable[[], None]:
    def action() -> None:
        # Read anew and locked: an editor may have changed it since it was listed, another scheduler done it.
        still = model.objects.select_for_update(of=("self",)).filter(pk=pk, live=True, expire_at__lte=timezone.now())
        for found in still:
            found.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")

    return action


def _publish(pk: int) -> Callable[[], None]:
    def action() -> None:
        still = Revision.objects.select_for_update(of=("self",)).filter(pk=pk, approved_go_live_at__lte=timezone.now())
        for revision in still:
            revision.publish(log_action="wagtail.publish.scheduled")

    return action
