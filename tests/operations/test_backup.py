"""The drill: fill, back up while others write, destroy, restore, look (row 31 of the fault matrix)."""

from __future__ import annotations

import io
import json
import shutil
import stat
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.db import connection, connections
from django.test import Client
from wagtail.models import Site

from cms.content.models import CustomDocument, CustomImage
from cms.delivery.models import Counter, Publication
from cms.operations import backing_up, databases, manifest, restoring
from cms.operations.manifest import BackupError
from cms.outbox import outbox
from cms.outbox.models import Delivery, Mute
from cms.outbox.worker import Worker
from tests import database
from tests.factories import DocumentFactory, ImageFactory
from tests.leaks.surfaces import leaks, nothing
from tests.leaks.test_matrix import plant
from tests.processes import environment
from tests.store import database_address
from tests.test_arrows import ROOT

pytestmark = [
    pytest.mark.databases("cms.operations.databases", "cms.operations.backing_up", "cms.operations.restoring"),
    pytest.mark.django_db(transaction=True),
]


def take(folder: Path, **options: Any) -> str:
    out = io.StringIO()
    call_command("backup", str(folder), stdout=out, **options)
    return out.getvalue()


@pytest.fixture
def backups(tmp_path) -> Path:
    return tmp_path / "backups"


@pytest.fixture
def elsewhere(settings, tmp_path):
    """Another machine: its environment, with a database that is empty and a folder without files."""
    name = _new_database(tmp_path)
    media = tmp_path / "elsewhere" / "media"
    media.parent.mkdir()
    address = database_address(settings).rpartition("/")[0] + f"/{name}"
    if connection.vendor == "sqlite":
        address = f"sqlite:///{name}"
    yield environment(settings, DATABASE_URL=address, TEST_DIR=str(media.parent)), name, media
    if connection.vendor == "postgresql":
        connections.close_all()
        database._drop(name)


def _new_database(folder: Path) -> str:
    if connection.vendor == "sqlite":
        return str(folder / "elsewhere.sqlite3")
    name = f"{connection.settings_dict['NAME']}_elsewhere"
    database._drop(name)
    database._on_server("CREATE DATABASE {}", name)
    return name


def play_in(env: dict[str, str], folder: Path, *more: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "manage.py", "restore", str(folder), *more]
    return subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)


@contextmanager
def working_in(name: str, media: Path, settings: Any):
    """This process, on the other machine."""
    before = connection.settings_dict["NAME"], settings.MEDIA_ROOT
    connections.close_all()
    Site.clear_site_root_paths_cache()
    connection.settings_dict["NAME"], settings.MEDIA_ROOT = name, str(media)
    try:
        yield
    finally:
        connections.close_all()
        Site.clear_site_root_paths_cache()
        connection.settings_dict["NAME"], settings.MEDIA_ROOT = before


@contextmanager
def somebody_publishing(newsroom):
    """Somebody who publishes one release after the other; their titles, each with when it was acknowledged."""
    published: list[tuple[str, float]] = []
    stop = threading.Event()

    def publish() -> None:
        try:
            while not stop.is_set():
                title = f"Meldung Nummer {len(published)}"
                image = ImageFactory(title=title)
                newsroom.release(title=title, image=[("image", {"image": image})])
                published.append((title, time.monotonic()))
        finally:
            connections.close_all()

    thread = threading.Thread(target=publish)
    thread.start()
    try:
        yield published
    finally:
        stop.set()
        thread.join(60)


def test_the_drill(newsroom, settings, backups, elsewhere, tmp_path, record_property):
    """What was acknowledged before the backup is there after it, whole and mute, and no canary leaves."""
    env, name, media = elsewhere
    canaries = plant(newsroom)
    outbox.put("mail", {"to": ["somebody@example.org"]})
    epoch = Counter.objects.get().epoch
    before = {(one.key, one.locale): one.hash for one in Publication.objects.all()}
    with somebody_publishing(newsroom) as published:
        while len(published) < 3:
            time.sleep(0.05)
        promised = [title for title, _at in published]
        take(backups)
        while len(published) < len(promised) + 3:
            time.sleep(0.05)
    destroyed = time.monotonic()
    files = {one.file.name for model in (CustomImage, CustomDocument) for one in model.objects.all()}
    shutil.rmtree(settings.MEDIA_ROOT)
    done = play_in(env, backups)
    assert done.returncode == 0, done.stderr
    with working_in(name, media, settings):
        assert Client().get("/de/").status_code == 200
        rto = time.monotonic() - destroyed
        titles = set(Publication.objects.values_list("title", flat=True))
        assert set(promised) <= titles
        lost = [at for title, at in published if title not in titles]
        after = {(one.key, one.locale): one.hash for one in Publication.objects.all()}
        assert {key: after.get(key) for key in before} == before
        for model in (CustomImage, CustomDocument):
            for one in model.objects.all():
                assert Path(one.file.path).is_file(), one.file.name
        assert {str(path.relative_to(media)) for path in backing_up.files_below(media)} <= files | _others(media)
        call_command("rebuild_publications", "--check", stdout=io.StringIO())
        call_command("check_search", stdout=io.StringIO())
        told, cells = leaks(Client(), canaries, may_see=nothing)
        assert told == []
        assert {Client().get(path).status_code for paths in canaries.files.values() for path in paths} == {404}
        assert Counter.objects.get().epoch != epoch
        assert Mute.objects.exists()
    rpo = destroyed - min(lost, default=destroyed)
    size = f"{len(after)} publications, {len(files)} files, 0 leaks of {cells} cells"
    record_property(f"row 31: drill on {connection.vendor}", f"RPO {rpo:.1f} s, RTO {rto:.1f} s ({size})")


def _others(media: Path) -> set[str]:
    """Renditions, which follow from images."""
    return {str(path.relative_to(media)) for path in backing_up.files_below(media / "images")}


def test_a_restored_copy_is_mute_until_it_is_released(newsroom, settings, backups, elsewhere, mailoutbox):
    env, name, media = elsewhere
    outbox.put("purge", {"urls": []})
    take(backups)
    assert play_in(env, backups).returncode == 0
    with working_in(name, media, settings):
        outbox.put("purge", {"urls": []})
        assert Worker().deliver_due() == 0
        assert set(Delivery.objects.values_list("state", flat=True)) == {Delivery.State.WAITING}
        call_command("release_copy", stdout=io.StringIO())
        Worker().deliver_due()
        assert set(Delivery.objects.values_list("state", flat=True)) == {Delivery.State.DELIVERED}


def test_what_waited_may_be_dropped_and_what_came_since_leaves(newsroom, settings, backups, elsewhere):
    env, name, media = elsewhere
    old = outbox.put("purge", {"urls": []})
    take(backups)
    time.sleep(1)  # SQLite's moments are whole seconds
    assert play_in(env, backups).returncode == 0
    time.sleep(1)
    with working_in(name, media, settings):
        new = outbox.put("purge", {"urls": []})
        call_command("release_copy", "--drop-waiting", stdout=io.StringIO())
        assert not Delivery.objects.filter(pk=old).exists()
        assert Delivery.objects.filter(pk=new).exists()


def test_a_second_backup_copies_what_is_new(newsroom, backups):
    for number in range(3):
        DocumentFactory(title=f"Datei {number}")
    assert ", 1 of them new" in take(backups)  # all three say the same
    time.sleep(1)
    DocumentFactory(title="Neu", file=_file("anderes"))
    assert ", 1 of them new" in take(backups)
    first, second = (manifest.read(one).files for one in manifest.all_in(backups))
    assert first.items() <= second.items() and len(second) == len(first) + 1


def test_nobody_else_on_the_machine_reads_a_backup(newsroom, backups):
    DocumentFactory()
    take(backups)
    for path in [backups, *backups.rglob("*")]:
        assert not stat.S_IMODE(path.stat().st_mode) & 0o077, path


def test_old_backups_go_with_the_files_that_only_they_have(newsroom, backups):
    gone = DocumentFactory(file=_file("geht"))
    for number in range(3):
        DocumentFactory(file=_file(f"bleibt {number}"))
        take(backups, keep=2)
        time.sleep(1)
        if number == 0:
            gone.file.delete(save=False)
    left = manifest.all_in(backups)
    assert len(left) == 2
    needed = {kept.sha256 for one in left for kept in manifest.read(one).files.values()}
    assert {path.name for path in backing_up.files_below(backups / manifest.FILES)} == needed


def test_two_backups_at_once_are_one(newsroom, backups):
    with backing_up._alone(backups), pytest.raises(CommandError, match="Another backup"):
        take(backups)


def test_a_file_that_goes_while_the_database_is_written_down_is_in_the_backup(newsroom, backups, monkeypatch):
    file = DocumentFactory(file=_file("gelöscht"))
    dump = databases.dump

    def while_somebody_deletes(target: Path) -> None:
        dump(target)
        file.file.delete(save=False)

    monkeypatch.setattr(databases, "dump", while_somebody_deletes)
    name = file.file.name
    take(backups)
    assert name in manifest.read(manifest.all_in(backups)[0]).files


def test_a_backup_that_fails_leaves_none(newsroom, backups, monkeypatch):
    def fail(target: Path) -> None:
        target.write_bytes(b"halb")
        raise BackupError("Das Werkzeug fehlt.")

    monkeypatch.setattr(databases, "dump", fail)
    with pytest.raises(CommandError, match="Das Werkzeug fehlt"):
        take(backups)
    assert [path.name for path in backups.iterdir() if path.is_dir()] == [manifest.FILES]


class TestRefused:
    """What is refused writes nothing."""

    @pytest.fixture
    def backup(self, newsroom, backups):
        DocumentFactory()
        take(backups)
        return manifest.all_in(backups)[0]

    def test_a_database_with_tables(self, backup, settings, tmp_path):
        settings.MEDIA_ROOT = str(tmp_path / "empty")
        with pytest.raises(CommandError, match="an empty one only"):
            call_command("restore", str(backup.parent))
        assert not Mute.objects.exists()

    def test_a_folder_with_files(self, backup, monkeypatch):
        monkeypatch.setattr(databases, "is_empty", lambda: True)
        with pytest.raises(CommandError, match="an empty folder only"):
            call_command("restore", str(backup.parent))

    @pytest.mark.parametrize("part", ["database", "file", "manifest"])
    def test_what_was_changed(self, backup, elsewhere, part):
        env, _name, media = elsewhere
        [kept, *_others] = manifest.read(backup).files.values()
        path = {
            "database": backup / manifest.DATABASE,
            "file": manifest.place_of(backup.parent, kept.sha256),
            "manifest": backup / manifest.MANIFEST,
        }[part]
        path.write_bytes(path.read_bytes()[:-1] + b"?")
        done = play_in(env, backup.parent)
        assert done.returncode == 1
        assert "Traceback" not in done.stderr
        assert not any(backing_up.files_below(media))

    def test_a_file_outside_of_the_folder(self, backup, settings, tmp_path, monkeypatch):
        raw = json.loads((backup / manifest.MANIFEST).read_text())
        raw["files"] = {"../outside": next(iter(raw["files"].values()))}
        (backup / manifest.MANIFEST).write_text(json.dumps(raw))
        settings.MEDIA_ROOT = str(tmp_path / "empty")
        monkeypatch.setattr(databases, "is_empty", lambda: True)
        with pytest.raises(BackupError, match="outside"):
            restoring.restore(backup.parent)
        assert not (tmp_path / "outside").exists()

    def test_a_folder_without_backups_or_without_that_one(self, backup, tmp_path):
        with pytest.raises(CommandError, match="no whole backup"):
            call_command("restore", str(tmp_path))
        with pytest.raises(CommandError, match="no backup of-yore"):
            call_command("restore", str(backup.parent), backup="of-yore")

    def test_a_newsroom_that_is_no_copy_has_nothing_to_be_released(self, newsroom, capsys):
        call_command("release_copy")
        assert "nothing was changed" in capsys.readouterr().out


def _file(words: str) -> ContentFile:
    return ContentFile(words.encode(), name=f"{words}.txt")
