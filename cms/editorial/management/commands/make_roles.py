"""Make the newsroom's groups and its review."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from cms.editorial.roles import front_pages, make_roles


class Command(BaseCommand):
    help = "Makes the groups Redaktion, Freigabe, Übersetzung (for each language) and Technik, and the review."

    def handle(self, *args: Any, **options: Any) -> None:
        if not front_pages():
            raise CommandError("There is no site with a front page yet: make one first.")
        with transaction.atomic():
            groups = make_roles()
        self.stdout.write("\n".join(group.name for group in groups))
