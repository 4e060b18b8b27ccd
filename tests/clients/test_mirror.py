"""The mirror for partners: whatever editors do and whoever crashes, it ends with what the newsroom answers."""

import datetime
import importlib.util
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.conf import settings as the_settings
from django.core.management import call_command
from hypothesis import given, seed

from cms.delivery import publications
from cms.delivery.models import Publication
from tests import database
from tests.delivery.editors import Editors, steps
from tests.factories import EventFactory, Newsroom, UserFactory, in_days
from tests.filled import fill
from tests.proof import SEED, SEQUENCES, sequences

FILE = Path(the_settings.BASE_DIR) / "clients/mirror.py"
API = "http://testserver/api/v1"

pytestmark = pytest.mark.databases("cms.delivery.api.changes")


def load() -> Any:
    spec = importlib.util.spec_from_file_location("mirror", FILE)
    module = importlib.util.module_from_spec(spec)
    sys.modules["mirror"] = module
    spec.loader.exec_module(module)
    return module


mirror = load()


class Crash(BaseException):
    """Power fails where the mirror runs."""


class Site:
    """What the mirror asks: it answers as the newsroom does, or not at all, and the partner's own machine fails."""

    def __init__(self, client: Any, chance: random.Random | None = None) -> None:
        self.client, self.chance, self.asked = client, chance, 0

    def __call__(self, address: str) -> Any:
        self.asked += 1
        luck = self.chance.random() if self.chance else 1
        if luck < 0.08:
            raise mirror.UnreachableError(address)
        response = self.client.get(address)
        if luck < 0.16:
            raise Crash
        return mirror.Answer(response.status_code, response.content)


class Frail(mirror.Mirror):
    """A mirror whose machine fails also in the middle of a transaction."""

    def _put(self, document: dict[str, Any]) -> None:
        super()._put(document)
        if self.fetch.chance and self.fetch.chance.random() < 0.02:
            raise Crash


def sync(file: Path, site: Site, **narrowed: Any) -> Any:
    """The mirror once it has come to the end, begun anew after each crash."""
    while True:
        found = Frail(API, str(file), fetch=site, **narrowed)
        try:
            found.sync()
            return found
        except (Crash, mirror.UnreachableError):
            found.database.close()


def answered(client: Any, rows: Any) -> dict[tuple[str, str, str], str]:
    """What the newsroom answers for each of these publications."""
    found = {}
    for row in rows:
        response = client.get(f"{API}/{row.type}/{row.key}?locale={row.locale}")
        assert response.status_code == 200
        found[row.type, str(row.key), row.locale] = response.content.decode()
    return found


def kept(found: Any) -> dict[tuple[str, str, str], str]:
    rows = found.database.execute("SELECT type, id, locale, body FROM documents")
    return {(type_, key, locale): body for type_, key, locale, body in rows}


@pytest.mark.proof
@pytest.mark.django_db(transaction=True)
def test_after_any_work_and_any_crash_the_mirror_says_what_the_newsroom_says(client, tmp_path):
    @seed(SEED)
    @sequences(max(1, SEQUENCES // 4), report_multiple_bugs=False)
    @given(steps)
    def work(sequence: Any) -> None:
        database.restore()
        fill(Newsroom())
        client.force_login(UserFactory())
        chance = random.Random(len(sequence))  # noqa: S311 # any will do
        file = tmp_path / f"{chance.random()}.sqlite3"
        editors, site = Editors(client), Site(client, chance)
        for operation, a, b in sequence:
            operation(editors, a, b)
            if chance.random() < 0.4:
                publications.drain()
                found = sync(file, site)
                assert kept(found) == answered(client, Publication.objects.visible())
                found.database.close()

    work()


@pytest.mark.django_db
class TestMirror:
    @pytest.fixture
    def file(self, tmp_path):
        return tmp_path / "mirror.sqlite3"

    def test_it_reads_everything_once_and_then_what_changed(self, client, newsroom, file):
        releases = [newsroom.release(title=f"Meldung {number}") for number in range(3)]
        site = Site(client)
        assert kept(sync(file, site)) == answered(client, Publication.objects.visible())
        before = site.asked
        sync(file, site)
        assert site.asked == before + 1
        with publications.unit():
            releases[0].unpublish()
        newsroom.translate(releases[1], title="Release")
        found = sync(file, site)
        assert kept(found) == answered(client, Publication.objects.visible())
        assert {document["title"] for document in found.documents()} >= {"Meldung 1", "Release"}

    def test_it_is_narrowed(self, client, newsroom, file):
        newsroom.translate(newsroom.release(title="Meldung"), title="Release")
        newsroom.page(title="Seite")
        found = sync(file, Site(client), types=["press-releases"], locales=["en"])
        assert [document["title"] for document in found.documents()] == ["Release"]
        newsroom.translate(newsroom.release(title="Zweite"), title="Second")
        newsroom.page(title="Andere Seite")
        found = sync(file, Site(client), types=["press-releases"], locales=["en"])
        assert kept(found) == answered(client, Publication.objects.visible().filter(type="press-releases", locale="en"))

    def test_narrowed_otherwise_it_reads_everything_anew(self, client, newsroom, file):
        newsroom.release(title="Meldung")
        sync(file, Site(client), types=["events"])
        assert kept(sync(file, Site(client))) == answered(client, Publication.objects.visible())

    def test_after_a_backup_was_played_in_it_replaces_everything(self, client, newsroom, file):
        release = newsroom.release(title="Meldung")
        sync(file, Site(client))
        Publication.objects.filter(page_id=release.pk).delete()  # the backup never had it, and no change tells
        call_command("begin_epoch")
        assert kept(sync(file, Site(client))) == answered(client, Publication.objects.visible())

    def test_what_the_clock_changes_is_read_anew(self, client, newsroom, file):
        EventFactory(parent=newsroom.events, title="Treffen", starts_at=in_days(1), ends_at=in_days(1.1))
        sync(file, Site(client))
        with time_machine.travel(datetime.datetime.now(datetime.UTC) + datetime.timedelta(days=2)):
            assert kept(sync(file, Site(client))) == answered(client, Publication.objects.visible())

    def test_a_newsroom_that_answers_nonsense_changes_nothing(self, client, newsroom, file):
        newsroom.release(title="Meldung")
        before = kept(sync(file, Site(client)))
        broken = mirror.Mirror(API, str(file), fetch=lambda address: mirror.Answer(500, b"<html>"))
        with pytest.raises(mirror.UnreachableError, match="500"):
            broken.sync()
        assert kept(broken) == before


def test_it_says_how_it_is_used():
    said = subprocess.run([sys.executable, FILE, "--help"], capture_output=True, text=True, check=True).stdout
    assert "--every" in said and "SQLite" in said
