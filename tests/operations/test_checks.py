"""What an operator has to do is said with its remedy, by `check --deploy` and by a server that starts."""

import datetime
import logging

import pytest
from django.core import checks
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from cms.delivery.models import Publication
from cms.operations import checks as ours
from cms.operations import starting
from cms.outbox import heartbeat
from cms.outbox.heartbeat import Heart
from cms.outbox.models import Heartbeat


def found(*, databases: list[str] | None = None) -> set[str]:
    """The ids of what is found."""
    tags = [ours.STARTING, checks.Tags.database]
    messages = checks.run_checks(tags=tags, include_deployment_checks=True, databases=databases)
    return {message.id for message in messages if message.id.startswith("operations.")}


pytestmark = pytest.mark.databases("cms.operations.checks")
IN_THE_BACKGROUND = {"operations.W007", "operations.W008"}


@pytest.fixture
def working(db):
    """Somebody works in the background."""
    for kind in ("scheduler", "outbox"):
        Heart(kind).beat()


def test_where_all_is_well_nothing_is_found(newsroom, working):
    assert found(databases=["default"]) == set()


def test_every_finding_has_a_remedy(newsroom, settings, tmp_path):
    settings.ALLOWED_HOSTS = ["elsewhere.example"]
    MigrationRecorder.Migration.objects.filter(app="outbox").delete()
    messages = checks.run_checks(
        tags=[ours.STARTING, checks.Tags.database], include_deployment_checks=True, databases=["default"]
    )
    mine = [message for message in messages if message.id.startswith("operations.")]
    assert len(mine) == 4
    assert all(message.hint and "\n" not in message.hint for message in mine)


def test_catalogues_that_are_not_compiled_are_named(monkeypatch, tmp_path):
    for name in ("fr", "uk"):
        (tmp_path / name / "LC_MESSAGES").mkdir(parents=True)
        (tmp_path / name / "LC_MESSAGES" / "django.po").touch()
    (tmp_path / "fr" / "LC_MESSAGES" / "django.mo").touch()
    monkeypatch.setattr(ours, "CATALOGUES", tmp_path)
    [message] = ours.catalogues_are_compiled()
    assert "uk" in message.msg and "fr" not in message.msg


def test_several_processes_need_one_cache(settings):
    settings.WEB_CONCURRENCY = 2
    assert found() == {"operations.W002"}
    settings.CACHES = {"default": {"BACKEND": "cms.caching.RedisCache", "LOCATION": "redis://127.0.0.1"}}
    assert found() == set()


def test_static_files_that_were_not_collected_are_found(settings, tmp_path):
    settings.STATIC_ROOT = str(tmp_path)
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    }
    assert found() == {"operations.W003"}


def test_a_public_address_that_is_not_answered_is_found(settings):
    settings.PUBLIC_URL = "https://presse.example"
    assert found() == {"operations.W004"}
    settings.ALLOWED_HOSTS = [".example"]
    assert found() == set()


def test_publications_of_another_presenter_are_found(newsroom, working):
    assert Publication.objects.exists()
    Publication.objects.update(presenter_version=0)
    assert found(databases=["default"]) == {"operations.W005"}


def test_a_database_behind_the_code_is_an_error(newsroom, working):
    MigrationRecorder.Migration.objects.filter(app="outbox").delete()
    [message] = ours.schema_is_there()
    assert isinstance(message, checks.Error)


def test_clocks_more_than_a_second_apart_are_found(db, monkeypatch):
    if connection.vendor != "postgresql":
        assert list(ours.clocks_agree()) == []
        return
    now = timezone.now
    for seconds, number in ((0, 0), (0.5, 0), (1.5, 1), (-1.5, 1)):
        monkeypatch.setattr(ours.timezone, "now", lambda seconds=seconds: now() + datetime.timedelta(seconds=seconds))
        assert len(list(ours.clocks_agree())) == number, seconds


def test_who_does_not_work_in_the_background_is_found(db):
    assert found(databases=["default"]) == IN_THE_BACKGROUND
    Heart("scheduler").beat()
    assert found(databases=["default"]) == {"operations.W008"}


def test_a_process_that_was_killed_is_missed_after_two_minutes(working):
    Heartbeat.objects.update(at=timezone.now() - heartbeat.GONE + datetime.timedelta(seconds=5))
    assert found(databases=["default"]) == set()
    Heartbeat.objects.update(at=timezone.now() - heartbeat.GONE)
    assert found(databases=["default"]) == IN_THE_BACKGROUND


def test_a_process_that_ended_is_missed_at_once(db):
    heart = Heart("scheduler")
    heart.beat()
    assert heartbeat.beats("scheduler", timezone.now())
    heart.stop()
    assert not heartbeat.beats("scheduler", timezone.now())


def test_a_heart_beats_every_ten_seconds_in_one_row(db, monkeypatch):
    seconds = [1000.0]
    monkeypatch.setattr(heartbeat.time, "monotonic", lambda: seconds[0])
    heart, moments = Heart("outbox"), []
    for passed in (0, 9, 1, 5, 5):
        seconds[0] += passed
        heart.beat()
        moments.append(Heartbeat.objects.get().at)
    assert moments[0] == moments[1] != moments[2] == moments[3] != moments[4]


def test_hearts_of_long_ago_are_forgotten(db):
    old = Heartbeat.objects.create(kind="outbox", host="alt", process=1, at=timezone.now() - datetime.timedelta(days=2))
    Heart("outbox").beat()
    assert not Heartbeat.objects.filter(pk=old.pk).exists()


def test_a_server_that_starts_says_what_has_to_be_mended(newsroom, settings, caplog, monkeypatch):
    monkeypatch.setattr(starting.connections, "close_all", lambda: None)  # the test's transaction
    settings.ALLOWED_HOSTS = ["elsewhere.example"]
    with caplog.at_level(logging.WARNING):
        starting.look()
    assert [record.name for record in caplog.records] == ["cms.operations.starting"]
    assert "ALLOWED_HOSTS" in caplog.text
