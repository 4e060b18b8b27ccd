"""The demo newsroom, loaded once for all modules that read it and taken back at their end: loading takes a while."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from django.core.management import call_command
from django.test import override_settings

from tests import database


class Loaded(NamedTuple):
    """What the command printed, and where it kept the passwords."""

    printed: str
    folder: Path


def load_demo() -> str:
    """Run the command and give what it printed."""
    out = io.StringIO()
    call_command("load_demo", stdout=out)
    return out.getvalue()


def written(value: object) -> list[str]:
    """Every text in a document."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        value = list(value.values())
    return [text for item in value for text in written(item)] if isinstance(value, list) else []


@pytest.fixture(scope="package", autouse=True)
def bare_database(django_db_setup, django_db_blocker) -> Iterator[None]:
    """The demo makes a newsroom of its own: it wants none to be there."""
    with django_db_blocker.unblock(), database.bare():
        yield


@pytest.fixture(scope="package")
def demo(bare_database, tmp_path_factory) -> Iterator[Loaded]:
    folder = tmp_path_factory.mktemp("demo")
    with override_settings(MEDIA_ROOT=str(folder / "media"), VAR_DIR=folder):
        yield Loaded(load_demo(), folder)


@pytest.fixture(autouse=True)
def media_of_its_own():
    """The media of these tests is that of the demo, loaded once for all of them."""
