"""Every setting comes from the environment, and a wrong value stops the start with the variable's name."""

import os
import subprocess
import sys

import pytest
from django.core.exceptions import ImproperlyConfigured

from cms.settings import env

WRONG = [
    ("development", "DATABASE_URL", "mysql://localhost/x"),
    ("development", "DATABASE_URL", "postgres://localhost"),
    ("development", "DEBUG", "perhaps"),
    ("development", "PUBLIC_URL", "example.org"),
    ("development", "PUBLIC_URL", "ftp://example.org"),
    ("development", "REDIS_URL", "http://localhost"),
    ("development", "ELASTICSEARCH_URL", "localhost:9200"),
    ("development", "MEDIA_ROOT", __file__),
    ("production", "SECRET_KEY", None),
    ("production", "ALLOWED_HOSTS", None),
    ("production", "PUBLIC_URL", None),
    ("production", "PUBLIC_URL", "http://example.org"),
    ("production", "EMAIL_PORT", "many"),
]
COMPLETE = {"SECRET_KEY": "x" * 60, "ALLOWED_HOSTS": "example.org", "PUBLIC_URL": "https://example.org"}


def start(module: str, **environment: str | None) -> subprocess.CompletedProcess[str]:
    """Read the settings in a process of their own, with nothing else in its environment."""
    values = {"PATH": os.environ["PATH"], **(COMPLETE if module == "production" else {}), **environment}
    return subprocess.run(
        [sys.executable, "-c", f"import cms.settings.{module}"],
        env={name: value for name, value in values.items() if value is not None},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(("module", "name", "value"), WRONG)
def test_a_wrong_or_missing_value_stops_the_start_with_its_name(module, name, value):
    done = start(module, **{name: value})
    assert done.returncode != 0
    assert "ImproperlyConfigured" in done.stderr
    assert name in done.stderr.strip().splitlines()[-1]


@pytest.mark.parametrize("module", ["development", "production"])
def test_nothing_else_is_needed(module):
    assert start(module).returncode == 0


def test_a_list_is_separated_by_commas(monkeypatch):
    monkeypatch.setitem(env._env.ENVIRON, "ALLOWED_HOSTS", "a.example, b.example,")
    assert env.words("ALLOWED_HOSTS", []) == ["a.example", "b.example"]


def test_a_number_has_a_least_value(monkeypatch):
    monkeypatch.setitem(env._env.ENVIRON, "EMAIL_PORT", "0")
    with pytest.raises(ImproperlyConfigured, match="EMAIL_PORT"):
        env.integer("EMAIL_PORT", 25, least=1)
