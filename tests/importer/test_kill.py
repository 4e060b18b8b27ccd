"""A kill at any moment leaves whole files only, and a later run completes the rest."""

import signal
import subprocess
import sys
from collections import Counter

import pytest
from wagtail.models import Page

from cms.content.models import Boilerplate, Organisation, Person
from cms.importer.models import Import
from tests.importer.conftest import SHIPPED
from tests.processes import environment
from tests.store import assert_sound

# Runs the command and kills the process at the n-th of the moments at which something has just been written.
KILLED = """
import os, signal, sys
import django
django.setup()
from django.core.management import call_command
from cms.delivery.flush import Flush
from cms.importer import importing
from cms.importer.build import Builder
left = int(sys.argv[1])
def deadly(owner, name):
    work = getattr(owner, name)
    def then_kill(*args, **options):
        global left
        result = work(*args, **options)
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return result
    setattr(owner, name, then_kill)
importing.BATCH = 2
deadly(Builder, "_save")
deadly(Builder, "_add")
deadly(importing.Importer, "_record")
deadly(Builder, "finish")
deadly(Flush, "run")
call_command("import_texts", *sys.argv[2:], publish=True, json=True)
"""


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
def test_a_kill_at_any_moment_leaves_whole_files_and_a_later_run_completes_them(newsroom, settings):
    def run(moment: int) -> int:
        command = [sys.executable, "-c", KILLED, str(moment), str(SHIPPED)]
        return subprocess.run(command, env=environment(settings), capture_output=True, check=False).returncode

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
