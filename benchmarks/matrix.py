"""How long the matrix of translations takes with 20,000 pages in six languages, filled in bulk.

    python benchmarks/matrix.py [pages]

Works in a database of its own that is deleted afterwards; DATABASE_URL may name a PostgreSQL server instead.
"""

from __future__ import annotations

import logging
import os
import statistics
import sys
import tempfile
import time
import uuid
from http import HTTPStatus
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
FOLDER = tempfile.TemporaryDirectory()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.development")
os.environ.setdefault("DATABASE_URL", f"sqlite:///{FOLDER.name}/db.sqlite3")
ROUNDS = 7


def main() -> None:
    import django

    django.setup()
    from django.test.utils import setup_test_environment

    setup_test_environment()
    from django.conf import settings
    from django.db import connection

    connection.creation.create_test_db(verbosity=0)
    try:
        settings.ALLOWED_HOSTS = ["*"]
        _measure(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000)
    finally:
        connection.creation.destroy_test_db(connection.settings_dict["NAME"], verbosity=0)


def _measure(number: int) -> None:
    from django.contrib.auth import get_user_model
    from django.test import Client

    from cms.locales import LANGUAGES

    logging.disable(logging.INFO)
    began = time.perf_counter()
    fill(number)
    print(f"filled: {number} pages in {len(LANGUAGES)} languages in {time.perf_counter() - began:.0f} s")
    client = Client()
    client.force_login(get_user_model().objects.create_superuser("bench", "", "bench"))
    pages = {
        "the matrix": "/admin/translations/",
        "the last part of it": f"/admin/translations/?p={number // 50}",
        "outdated in English": "/admin/translations/?locale=3&status=outdated",
        "not requested in Arabic": "/admin/translations/?locale=6&status=not_requested",
        "by words": "/admin/translations/?q=Seite+1234",
        "one page of it": f"/admin/translations/?key={uuid.UUID(int=7)}",
    }
    for name, address in pages.items():
        client.get(address)
        times = []
        for _round in range(ROUNDS):
            began = time.perf_counter()
            response = client.get(address)
            times.append(time.perf_counter() - began)
            if response.status_code != HTTPStatus.OK:
                raise RuntimeError(f"{address} answered {response.status_code}")
        print(f"{name}: median {statistics.median(times):.3f} s, slowest {max(times):.3f} s")


def fill(number: int) -> None:
    """Pages in a flat tree below a front page of each language, and a job for every translation."""
    from django.contrib.contenttypes.models import ContentType
    from django.utils import timezone
    from wagtail.models import Locale, Page

    from cms.locales import LANGUAGES
    from cms.translation.models import Job, Status
    from home.models import HomePage, StandardPage

    now = timezone.now()
    kind = ContentType.objects.get_for_model(StandardPage)
    locales = [Locale.objects.get_or_create(language_code=language.code)[0] for language in LANGUAGES]
    root = Page.get_first_root_node()
    states = [Status.CURRENT, Status.OUTDATED, Status.IN_PROGRESS, Status.MACHINE, Status.IN_REVIEW]
    for place, locale in enumerate(locales):
        home = root.add_child(instance=HomePage(title=locale.language_code, slug=f"bench-{place}", locale=locale))
        Page.objects.bulk_create(
            [
                Page(
                    path=home.path + Page._int2str(index + 1).rjust(Page.steplen, "0"),
                    depth=home.depth + 1,
                    title=f"Seite {index}",
                    draft_title=f"Seite {index}",
                    slug=f"seite-{index}",
                    url_path=f"{home.url_path}seite-{index}/",
                    locale=locale,
                    translation_key=uuid.UUID(int=index + 1),
                    content_type=kind,
                    latest_revision_created_at=now,
                )
                for index in range(number)
            ],
            batch_size=400,
        )
        if place:
            Job.objects.bulk_create(
                [
                    Job(
                        key=uuid.UUID(int=index + 1),
                        model=StandardPage._meta.label_lower,
                        title=f"Seite {index}",
                        source_locale=locales[0],
                        locale=locale,
                        status=states[(index + place) % len(states)],
                    )
                    for index in range(number)
                ],
                batch_size=400,
            )


if __name__ == "__main__":
    main()
