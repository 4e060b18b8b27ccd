"""What has expired is nowhere from that second on, though no scheduler ever runs."""

import datetime

import pytest
import time_machine
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from wagtail.models import Page

from cms.content.models import Menu, MenuItem
from cms.content.presenting import WEBP, image_path, image_widths
from cms.delivery import publications
from tests.factories import DocumentFactory, ImageFactory, locale
from tests.sitemaps import sitemap
from tests.store import document, row

pytestmark = pytest.mark.databases("cms.delivery.schedule")

EXPIRES = datetime.datetime(2031, 3, 4, 11, 0, tzinfo=datetime.UTC)
WORD = "Fristsache"


@pytest.fixture
def expiring(newsroom):
    image, file = ImageFactory(), DocumentFactory()
    release = newsroom.release(
        title=WORD,
        slug="fristsache",
        expire_at=EXPIRES,
        image=[("image", {"image": image, "alt_text": "Bild"})],
        body=[("documents", {"files": [file]})],
    )
    with publications.unit():
        menu = Menu.objects.create(place=Menu.Place.HEADER, locale=locale("de"))
        MenuItem.objects.create(menu=menu, page=Page.objects.get(pk=release.pk), locale=locale("de"))
    return release, image, file


def found(client, release, image, file) -> dict[str, bool]:
    """Where the release or its files can still be had."""

    def has(address: str) -> bool:
        response = client.get(address)
        return response.status_code == 200 and (response.streaming or WORD in response.content.decode())

    return {
        "page": has("/de/presse/fristsache/"),
        "detail": has(f"/api/v1/press-releases/{release.translation_key}"),
        "list": has("/api/v1/press-releases"),
        "index page": has("/de/presse/"),
        "front page and menu": has("/de/"),
        # The page repeats what was searched for.
        "search page": "/de/presse/fristsache/" in client.get(f"/de/suche/?q={WORD}").content.decode(),
        "search": has(f"/api/v1/search?q={WORD}"),
        "sitemap": "fristsache" in sitemap(client),
        "image": has(image_path(image, image_widths(image)[0], WEBP)),
        "document": has(file.url),
    }


@pytest.mark.parametrize("until", [0, 3600])
def test_it_is_everywhere_until_that_second_and_nowhere_from_it_on(expiring, until):
    with time_machine.travel(EXPIRES - datetime.timedelta(seconds=1), tick=False):
        before = found(Client(), *expiring)
    assert all(before.values()), before
    with time_machine.travel(EXPIRES + datetime.timedelta(seconds=until), tick=False):
        after = found(Client(), *expiring)
        assert not any(after.values()), after
        assert row(expiring[0]) is None
        assert Page.objects.get(pk=expiring[0].pk).live  # nothing ran
        # Not withdrawn either: it is as if it never was.
        assert Client().get("/de/presse/fristsache/").status_code == 404


def test_pages_that_name_it_follow_when_the_scheduler_comes(newsroom, expiring):
    release = expiring[0]
    page = newsroom.page(
        title="Verweist", body=[("rich_text", f'<p><a linktype="page" id="{release.pk}">dorthin</a></p>')]
    )
    assert "/de/presse/fristsache/" in str(document(page))
    with time_machine.travel(EXPIRES, tick=False):
        call_command("publish_scheduled")
        assert "/de/presse/fristsache/" not in str(document(page))
        assert timezone.now() == EXPIRES
