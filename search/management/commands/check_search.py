"""Say where the search index differs from the store."""

from __future__ import annotations

import sys
from collections.abc import Collection
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from cms.delivery.models import Publication
from search import cluster, rebuild
from search.engine import engine


class Command(BaseCommand):
    help = (
        "Says of which publications the search index, and those in Elasticsearch where that is set up, know otherwise"
        " than the store, and exits with 1 where there is one."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--repair", action="store_true", help="bring the indexes in line with the store")

    def handle(self, *args: Any, **options: Any) -> None:
        in_line = self._database(repair=options["repair"])
        if cluster.is_set_up():
            in_line &= self._cluster(repair=options["repair"])
        if not in_line:
            sys.exit(1)

    def _database(self, *, repair: bool) -> bool:
        stale = set(engine().stale())
        self._say("database", stale)
        if stale and repair:
            rebuild.restore()
            self.stdout.write("database: repaired")
        return repair or not stale

    def _cluster(self, *, repair: bool) -> bool:
        # Not imported where it is not used: the client library is a large one.
        from search import following

        try:
            self.stdout.write(f"Elasticsearch: {following.health()}")
            if missing := following.unfilled():
                self.stdout.write(f"Elasticsearch: no index of {', '.join(missing)}, which rebuild_search makes")
                if not repair:
                    return False
                for locale in missing:
                    following.rebuild(locale)
            stale = following.stale()
            self._say("Elasticsearch", stale)
            if repair:
                following.repair(stale)
                self.stdout.write("Elasticsearch: in line")
        except (cluster.UnavailableError, following.NoIndexError) as error:
            self.stderr.write(f"Elasticsearch: {error}")
            return False
        return repair or not stale

    def _say(self, where: str, stale: Collection[int]) -> None:
        paths = dict(Publication.objects.filter(pk__in=stale).values_list("pk", "path"))
        for pk in sorted(stale):
            self.stdout.write(f"{where}: {paths.get(pk, f'publication {pk}, which is not in the store')}")
        self.stdout.write(f"{where}: {len(stale)} of {Publication.objects.count()} publications differ")
