"""How much less a read costs from the publication store than from Wagtail's own API, in one run on one database.

    .venv/bin/python benchmarks/reading.py [RELEASES]

Makes that many releases (default 200) in a database of its own, asks both APIs for a list of twenty and for one
release without any cache, and prints the queries, the median times in milliseconds and their ratio.
"""

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from http import HTTPStatus
from pathlib import Path
from typing import Any

ROUNDS = 50
folder = tempfile.TemporaryDirectory()
os.environ |= {
    "DJANGO_SETTINGS_MODULE": "cms.settings.test",
    "DATABASE_URL": os.environ.get("DATABASE_URL", f"sqlite:///{folder.name}/benchmark.sqlite3"),
    "TEST_DIR": folder.name,
}
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import django  # noqa: E402
from django.conf import settings  # noqa: E402

# What the stock API needs, and the URL table below.
settings.INSTALLED_APPS = [*settings.INSTALLED_APPS, "wagtail.api.v2", "rest_framework"]
settings.ROOT_URLCONF = __name__
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.urls import path  # noqa: E402
from wagtail.api import APIField  # noqa: E402
from wagtail.api.v2.router import WagtailAPIRouter  # noqa: E402
from wagtail.api.v2.views import PagesAPIViewSet  # noqa: E402

from cms import urls  # noqa: E402
from press.models import PressRelease  # noqa: E402
from tests.factories import Newsroom, OrganisationFactory, PersonFactory  # noqa: E402

stock = WagtailAPIRouter("stock")
stock.register_endpoint("pages", PagesAPIViewSet)
urlpatterns = [path("stock/", stock.urls), *urls.urlpatterns]


def newsroom(count: int) -> Any:
    call_command("migrate", verbosity=0)
    Newsroom.build()
    room = Newsroom()
    issuer, person = OrganisationFactory(), PersonFactory()
    body = [("rich_text", "<p>Ein Absatz von der Länge, die Absätze haben.</p>" * 6)]
    body.append(("quote", {"text": "Ein Zitat.", "person": person}))
    return [room.release(title=f"Meldung {number}", issuer=issuer, body=body) for number in range(count)][-1]


def measured(ask: Callable[[], Any]) -> tuple[int, float]:
    """The queries and the median time in milliseconds of one request."""
    if (status := ask().status_code) != HTTPStatus.OK:
        raise RuntimeError(f"what is measured answered {status}")
    with CaptureQueriesContext(connection) as queries:
        ask()
    count = len(queries)  # before the next request empties the log
    times = []
    for _round in range(ROUNDS):
        began = time.perf_counter()
        ask()
        times.append((time.perf_counter() - began) * 1000)
    return count, statistics.median(times)


def main() -> None:
    release = newsroom(int(sys.argv[1]) if len(sys.argv) > 1 else 200)
    PressRelease.api_fields = [APIField(name) for name in ("issuer", "kicker", "place", "date", "lead", "body")]
    client = Client()
    pairs = {
        "list of 20": ("/stock/pages/?type=press.PressRelease&fields=*&limit=20", "/api/v1/press-releases?limit=20"),
        "one release": (f"/stock/pages/{release.pk}/", f"/api/v1/press-releases/{release.translation_key}?locale=de"),
    }
    print(f"{'':12} {'Wagtail API v2':>24} {'publication store':>24}   ratio")
    for name, (theirs, ours) in pairs.items():
        queries, slow = measured(lambda url=theirs: client.get(url))
        fewer, fast = measured(lambda url=ours: client.get(url))
        print(f"{name:12} {queries:4} queries {slow:8.1f} ms {fewer:4} queries {fast:8.1f} ms   {slow / fast:5.1f}")


if __name__ == "__main__":
    main()
    folder.cleanup()
