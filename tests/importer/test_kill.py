"""A kill at any moment leaves whole files only, and a later run completes the rest."""

import functools
import os
import signal
from collections import Counter
from itertools import count

import pytest
from django.core.management import call_command
from wagtail.models import Page

from cms.content.models import Boilerplate, Organisation, Person
from cms.delivery.flush import Flush
from cms.importer import importing
from cms.importer.build import Builder
from cms.importer.models import Import
from tests.importer.conftest import SHIPPED
from tests.processes import exit_code, fork
from tests.store import assert_sound

pytestmark = pytest.mark.databases

# What writes something.
STEPS = [(Builder, "_save"), (Builder, "_add"), (importing.Importer, "_record"), (Builder, "finish"), (Flush, "run")]


def run_killed_at(moment: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """The command, killed at the n-th of the moments at which something has just been written; 0 for never."""
    moments = count(1)

    def deadly(work):
        @functools.wraps(work)
        def then_kill(*args, **options):
            result = work(*args, **options)
            if next(moments) == moment:
                os.kill(os.getpid(), signal.SIGKILL)
            return result

        return then_kill

    monkeypatch.setattr(importing, "BATCH", 2)
    for owner, name in STEPS:
        monkeypatch.setattr(owner, name, deadly(getattr(owner, name)))
    call_command("import_texts", str(SHIPPED), publish=True, json=True)


def state() -> dict:
    """What there is, by what people call it."""
    return {
        "pages": Counter(Page.objects.values_list("title", "url_path", "live")),
        "people": Counter(Person.objects.values_list("name", flat=True)),
        "organisations": Counter(Organisation.objects.values_list("name", flat=True)),
        "boilerplates": Counter(Boilerplate.objects.values_list("title", flat=True)),
        "files": Counter(Import.objects.values_list("path", "status")),
    }


@pytest.mark.django_db(transaction=True)
def test_a_kill_at_any_moment_leaves_whole_files_and_a_later_run_completes_them(newsroom, monkeypatch, tmp_path):
    def run(moment: int) -> int | None:
        return exit_code(fork(lambda: run_killed_at(moment, monkeypatch), tmp_path / "output"))

    moments = [1, 5, 9, 10, 11]
    assert [run(moment) for moment in moments] == [-signal.SIGKILL] * len(moments)
    assert_sound()
    for record in Import.objects.select_related("page"):
        assert record.page is not None and record.page.latest_revision_id == record.revision_id
    assert run(0) == 0
    assert_sound()
    after_kills = state()
    assert len(after_kills["files"]) == 5
    assert max(max(names.values()) for names in after_kills.values()) == 1
    assert run(0) == 0
    assert state() == after_kills
