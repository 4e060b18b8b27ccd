"""Running the importer, and comparing what it says with what a careful reader found."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.management import CommandError, call_command

from cms.importer import dates
from tests.store import assert_sound

SHIPPED = Path(dates.__file__).parent / "samples"
TODAY = "2026-11-24T12:00:00+01:00"


class Command:
    """The command on a machine whose clock stands still; `failed` tells whether the last run ended with an error."""

    failed = ""

    def __call__(self, *paths: Any, **options: Any) -> str:
        out = io.StringIO()
        self.failed = ""
        with time_machine.travel(TODAY, tick=False):
            try:
                call_command("import_texts", *map(str, paths), stdout=out, stderr=io.StringIO(), **options)
            except CommandError as error:
                self.failed = str(error)
        assert_sound()
        return out.getvalue()

    def json(self, *paths: Any, **options: Any) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self(*paths, json=True, **options).splitlines()]


@pytest.fixture
def import_texts(newsroom) -> Command:
    return Command()


def fits(expected: Any, got: Any, *, in_order: bool = True) -> bool:
    """True where `got` has everything expected; texts are compared without their line breaks, addresses without a
    closing slash, and of `any_of` one is enough."""
    if isinstance(expected, dict) and set(expected) == {"any_of"}:
        return any(fits(one, got, in_order=in_order) for one in expected["any_of"])
    if isinstance(expected, dict):
        return isinstance(got, dict) and all(fits(value, got.get(key)) for key, value in expected.items())
    if isinstance(expected, list):
        if not isinstance(got, list) or len(expected) != len(got):
            return False
        if in_order:
            return all(fits(one, other) for one, other in zip(expected, got, strict=True))
        rest = list(got)
        for one in expected:
            match = next((other for other in rest if fits(one, other)), None)
            if match is None:
                return False
            rest.remove(match)
        return True
    return _plain(expected) == _plain(got)


def _plain(value: Any) -> Any:
    return " ".join(value.split()).rstrip("/") if isinstance(value, str) else value
