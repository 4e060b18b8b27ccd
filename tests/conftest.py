"""What every test may ask for."""

import gc
import os
import shutil
import threading
from collections import Counter
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from django.db.models.signals import post_save
from django.test import Client, TransactionTestCase, override_settings
from modelsearch.index import get_indexed_models
from modelsearch.signal_handlers import post_save_signal_handler
from wagtail.models import Site
from wagtail.signal_handlers import (
    connect_reference_index_signal_handlers,
    disconnect_reference_index_signal_handlers,
)

from cms.delivery.scheduler import Scheduler
from search import lexicon
from tests import database
from tests.factories import Newsroom, UserFactory
from tests.scheduling import Scheduling, in_order

# The real documents lie beside the project, not in it.
SAMPLES = Path(os.environ.get("SAMPLE_TEXTS") or Path(__file__).resolve().parents[2] / "shared" / "seeds")
SHOWN = 20  # of the slowest tests
_left_out: list[pytest.Item] = []
gc.disable()  # until all is loaded: nothing of it is garbage


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Order the tests; leave out what is about another database, and what needs the real documents where they are
    missing, but in CI, where they fail."""
    items[:] = in_order(items)
    if connection.vendor != "sqlite":
        others = [item for item in items if item.get_closest_marker("sqlite")]
        config.hook.pytest_deselected(items=others)
        items[:] = [item for item in items if item not in others]
    if SAMPLES.is_dir() or os.environ.get("CI"):
        return
    _left_out.extend(item for item in items if item.get_closest_marker("samples"))
    if _left_out:
        config.hook.pytest_deselected(items=_left_out)
        items[:] = [item for item in items if item not in _left_out]


def pytest_collection_finish() -> None:
    """Look for garbage seldom, and never among what was loaded for all tests: that saves a tenth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(200_000, 20, 100)
    gc.enable()


def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> Scheduling:
    config.option.loadscopereorder = False
    return Scheduling(config, log)


def pytest_report_header() -> list[str]:
    missing = not SAMPLES.is_dir()
    return [f"sample texts: none in {SAMPLES}; what needs them is left out (SAMPLE_TEXTS)"] if missing else []


def pytest_configure(config: pytest.Config) -> None:
    """Let the database be made while the workers collect."""
    if not hasattr(config, "workerinput") and not config.option.collectonly:
        database.start_making(reuse=config.option.reuse_db and not config.option.create_db)


@pytest.fixture(scope="session")
def django_db_setup(request, django_test_environment, django_db_blocker):
    """A copy of the furnished database for this worker."""
    worker = getattr(request.config, "workerinput", {}).get("workerid", "main")
    with django_db_blocker.unblock():
        database.make()
        database.work_in_copy(worker, of=database.FURNISHED)
    _connect_admin_indexes(connected=False)
    # What a test has committed is gone with the copy that it worked in.
    TransactionTestCase._fixture_teardown = lambda case: database.restore()
    yield
    with django_db_blocker.unblock():
        database.drop(worker)


def _connect_admin_indexes(*, connected: bool) -> None:
    """Have every save written into Wagtail's own indexes, or not: they serve searches and lists of usage in the admin
    alone, the store needs none of them, and they take a quarter of the time of saving a page."""
    change = post_save.connect if connected else post_save.disconnect
    for model in get_indexed_models():
        change(post_save_signal_handler, sender=model)
    if connected:
        connect_reference_index_signal_handlers()
    else:
        disconnect_reference_index_signal_handlers()


@pytest.fixture
def admin_indexes(db):
    """Wagtail's own indexes are kept while the test runs, as they are outside of tests."""
    _connect_admin_indexes(connected=True)
    yield
    _connect_admin_indexes(connected=False)


@pytest.fixture(scope="module")
def kept(django_db_setup, django_db_blocker, tmp_path_factory):
    """What fixtures of a module write stays for all its tests, files included, and is taken back at its end.

    Only for modules whose tests commit nothing. What a fixture returns every test has to read afresh.
    """
    media = tmp_path_factory.mktemp("kept")
    with django_db_blocker.unblock(), override_settings(MEDIA_ROOT=str(media)), transaction.atomic():
        Site.clear_site_root_paths_cache()
        yield media
        transaction.set_rollback(True)


@pytest.fixture(scope="session")
def media_folders(tmp_path_factory) -> Iterator[Path]:
    """Where each test's files are to lie; none is made where a test has no files, as making and removing takes time."""
    base = tmp_path_factory.mktemp("media")
    return (base / str(number) / "media" for number in count())


@pytest.fixture(autouse=True)
def media_of_its_own(request, settings, media_folders):
    folder = next(media_folders)
    if "kept" in request.fixturenames:
        shutil.copytree(request.getfixturevalue("kept"), folder)
    settings.MEDIA_ROOT = str(folder)
    cache.clear()  # it knows renditions of other tests' images
    lexicon.forget()  # it knows words of other tests' texts


@pytest.fixture
def newsroom(db):
    """A site with a German and an English front page and a German list of each type."""
    Site.clear_site_root_paths_cache()
    yield Newsroom()
    Site.clear_site_root_paths_cache()


@pytest.fixture
def editor(db):
    return UserFactory(username="redaktion")


@pytest.fixture
def admin(client: Client, editor):
    """A browser with an editor logged in."""
    client.force_login(editor)
    return client


@pytest.fixture
def scheduler():
    """The scheduler, beside the test, as a process of its own would run it."""
    running = Scheduler()

    def run() -> None:
        running.run()
        connection.close()  # a thread's own: an open one keeps the test database from being dropped

    thread = threading.Thread(target=run)
    thread.start()
    yield running
    running.stop.set()
    thread.join(30)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """What the run has cost, and the figures that tests have recorded, such as those of the fault matrix."""
    reports = [report for kind in ("passed", "failed", "error", "") for report in terminalreporter.stats.get(kind, [])]
    reports = [report for report in reports if isinstance(report, pytest.TestReport)]
    figures = sorted({(name, value) for report in reports for name, value in report.user_properties})
    if figures:
        terminalreporter.section("figures")
        for name, value in figures:
            terminalreporter.write_line(f"{name}: {value}")
    if len({report.nodeid for report in reports}) > SHOWN // 2:
        _write_budget(terminalreporter, reports)


def _write_budget(terminalreporter: pytest.TerminalReporter, reports: list[pytest.TestReport]) -> None:
    by_phase: Counter[str] = Counter()
    by_test: Counter[str] = Counter()
    for report in reports:
        by_phase[report.when or ""] += report.duration
        by_test[report.nodeid] += report.duration
    whole = by_phase.total() or 1
    terminalreporter.section("budget")
    for name, seconds in by_test.most_common(SHOWN):
        terminalreporter.write_line(f"{seconds:6.1f} s  {name}")
    shares = ", ".join(f"{phase} {by_phase[phase] / whole:.0%}" for phase in ("setup", "call", "teardown"))
    average = whole / len(by_test)
    terminalreporter.write_line(f"{whole:.0f} s in {len(by_test)} tests, {average:.2f} s each: {shares}")
