"""Fill the search index anew from the publication store."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cms.content.progress import progress
from cms.delivery.models import Publication
from search import cluster
from search.rebuild import rebuild


class Command(BaseCommand):
    help = (
        "Fills the search index anew from the publication store, and those in Elasticsearch where that is set up;"
        " the site can be searched meanwhile."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        with progress("Indexing", Publication.objects.count(), self.stdout) as advance:
            number = rebuild(advance)
        if cluster.is_set_up():
            self._rebuild_cluster()
        self.stdout.write(f"{number} publications can be searched.")

    def _rebuild_cluster(self) -> None:
        # Not imported where it is not used: the client library is a large one.
        from search import following
        from search.models import published_languages

        for locale in sorted(published_languages()):
            number = Publication.objects.filter(locale=locale).count()
            try:
                with progress(f"Indexing {locale} in Elasticsearch", number, self.stdout) as advance:
                    following.rebuild(locale, advance)
            except cluster.UnavailableError as error:
                raise CommandError(
                    f"Elasticsearch failed; searches are answered as before, by the database where need be: {error}"
                ) from error
