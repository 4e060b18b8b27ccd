"""How long editors wait for a search in the admin among 20,000 pages, half of them drafts, filled in bulk.

    python benchmarks/admin_search.py [pages]

Works in a database of its own that is deleted afterwards; DATABASE_URL may name a PostgreSQL server instead.
"""

from __future__ import annotations

import json
import logging
import os
import random
import statistics
import sys
import tempfile
import time
from http import HTTPStatus
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
FOLDER = tempfile.TemporaryDirectory()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.development")
os.environ.setdefault("DATABASE_URL", f"sqlite:///{FOLDER.name}/db.sqlite3")
ROUNDS = 7
WORDS = [
    *("Anerkennung", "Ausbildung", "Betriebe", "Beratung", "Zuwanderung", "Sprache", "Arbeit", "Region", "Tagung"),
    *("Projekt", "Unternehmen", "Hochschule", "Handwerk", "Pflege", "Integration", "Willkommen", "Förderung"),
    *("Wirtschaft", "Fachkräfteeinwanderungsgesetz", "Mindestlohn"),
]


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
    from django.contrib.auth.models import Group
    from django.core.management import call_command
    from django.test import Client
    from wagtail.models import Page

    from cms.editorial.roles import make_roles

    logging.disable(logging.INFO)
    fill(number)
    began = time.perf_counter()
    call_command("update_index", verbosity=0)
    print(f"indexed: {number} pages in {time.perf_counter() - began:.0f} s")
    make_roles()
    editor = get_user_model().objects.create_user("bench", "", "bench")
    editor.groups.set(Group.objects.filter(name__in=["Redaktion", "Freigabe"]))
    client = Client()
    client.force_login(editor)
    home = Page.objects.get(slug="bench").pk
    searches = {
        "what all have in their text": "Fachkraefte",
        "what all titles begin with": "S",
        "what half have in their title": "Meldung",
        "a few": "Seite 1234",
        "in no title": "Anerkennungsverfahren",
    }
    places = {
        "search": "/admin/pages/search/?q=",
        "explorer": f"/admin/pages/{home}/?q=",
        "chooser": "/admin/choose-page/search/?q=",
        "no search": f"/admin/pages/{home}/?",
    }
    for place, address in places.items():
        for name, words in searches.items() if address.endswith("q=") else [("the list itself", "")]:
            times = []
            for _round in range(ROUNDS):
                began = time.perf_counter()
                response = client.get(address + words)
                times.append(time.perf_counter() - began)
                if response.status_code != HTTPStatus.OK:
                    raise RuntimeError(f"{address}{words} answered {response.status_code}")
            print(f"{place}, {name}: median {statistics.median(times):.3f} s, slowest {max(times):.3f} s")


def paragraph(chance: random.Random, number: int) -> dict[str, str]:
    text = " ".join(chance.choices(WORDS, k=60))
    return {"type": "rich_text", "value": f"<p>{text}</p>", "id": str(number)}


def fill(number: int) -> None:
    """Pages in a flat tree below a front page, every second one a draft, each with a version of some kilobytes."""
    from django.contrib.contenttypes.models import ContentType
    from django.utils import timezone
    from wagtail.models import Locale, Page, Revision, Site

    from home.models import HomePage, StandardPage

    now, chance = timezone.now(), random.Random(1)
    kind, page_kind = ContentType.objects.get_for_model(StandardPage), ContentType.objects.get_for_model(Page)
    locale = Locale.objects.get_or_create(language_code="de")[0]
    home = Page.get_first_root_node().add_child(instance=HomePage(title="Start", slug="bench", locale=locale))
    Site.objects.update(root_page=home)
    titles = [f"{('Seite', 'Meldung')[index % 2]} {index} {chance.choice(WORDS)}" for index in range(number)]
    Page.objects.bulk_create(
        [
            Page(
                path=home.path + Page._int2str(index + 1).rjust(Page.steplen, "0"),
                depth=home.depth + 1,
                title=title,
                draft_title=title,
                slug=f"seite-{index}",
                url_path=f"{home.url_path}seite-{index}/",
                locale=locale,
                content_type=kind,
                live=bool(index % 2),
                latest_revision_created_at=now,
            )
            for index, title in enumerate(titles)
        ],
        batch_size=400,
    )
    Page.objects.filter(pk=home.pk).update(numchild=number)
    pages = list(Page.objects.child_of(home).order_by("pk"))
    Revision.objects.bulk_create(
        [
            Revision(
                content_type=kind,
                base_content_type=page_kind,
                object_id=str(page.pk),
                created_at=now,
                content={
                    "title": page.title,
                    "intro": " ".join(chance.choices(WORDS, k=20)),
                    "body": json.dumps([paragraph(chance, number) for number in range(4)]),
                },
            )
            for page in pages
        ],
        batch_size=100,
    )
    revisions = {int(key): pk for key, pk in Revision.objects.values_list("object_id", "pk")}
    for page in pages:
        page.latest_revision_id = revisions[page.pk]
        StandardPage(page_ptr_id=page.pk).save_base(raw=True)
    Page.objects.bulk_update(pages, ["latest_revision"], batch_size=200)


if __name__ == "__main__":
    main()
