"""Fill the search index anew from the publication store."""

from typing import Any

from django.core.management.base import BaseCommand

from cms.content.progress import progress
from cms.delivery.models import Publication
from search.rebuild import rebuild


class Command(BaseCommand):
    help = "Fills the search index anew from the publication store; the site can be searched meanwhile."

    def handle(self, *args: Any, **options: Any) -> None:
        with progress("Indexing", Publication.objects.count(), self.stdout) as advance:
            number = rebuild(advance)
        self.stdout.write(f"{number} publications can be searched.")
