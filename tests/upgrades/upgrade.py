"""Upgrades the database of DATABASE_URL as an operator does, and prints as JSON what each public page then answers."""

import json
import sys

import django
import time_machine
from django.core.management import call_command

from tests.upgrades.fill import MOMENT


def main() -> None:
    from django.test import Client
    from wagtail.models import Page

    from cms.delivery.models import Publication
    from search.engine import engine

    call_command("migrate", verbosity=0, interactive=False)
    if stale := list(engine().stale()):
        sys.exit(f"After the migrations the search index is of other words than the store: {stale}")
    if lost := [page.title for page in Page.objects.filter(depth__gt=1) if page not in Page.objects.search(page.title)]:
        sys.exit(f"After the migrations the admin finds no more: {lost}")
    call_command("rebuild_translations", stdout=sys.stderr)
    call_command("rebuild_publications", stdout=sys.stderr)
    call_command("rebuild_translations", check=True, stdout=sys.stderr)
    call_command("rebuild_publications", check=True, stdout=sys.stderr)
    paths = Publication.objects.visible().values_list("path", flat=True)
    print(json.dumps({path: Client().get(path).status_code for path in paths}))


if __name__ == "__main__":
    django.setup()
    with time_machine.travel(MOMENT, tick=False):
        main()
