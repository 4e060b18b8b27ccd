"""The demo newsroom, loaded once for each module and taken back at its end: loading takes seconds."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import override_settings
from wagtail.models import Site


class Loaded(NamedTuple):
    """What the command printed, and where it kept the passwords."""

    printed: str
    folder: Path


def load_demo() -> str:
    """Run the command and give what it printed."""
    out = io.StringIO()
    call_command("load_demo", stdout=out)
    return out.getvalue()


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[Loaded]:
    folder = tmp_path_factory.mktemp("demo")
    with (
        django_db_blocker.unblock(),
        override_settings(MEDIA_ROOT=str(folder / "media"), VAR_DIR=folder),
        transaction.atomic(),
    ):
        Site.clear_site_root_paths_cache()
        yield Loaded(load_demo(), folder)
        transaction.set_rollback(True)
    Site.clear_site_root_paths_cache()


@pytest.fixture(autouse=True)
def media_of_its_own():
    """The media of these tests is that of the demo, loaded once for all of them."""
