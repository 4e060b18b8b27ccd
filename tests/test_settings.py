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
    ("development", "DATABASE_URL", "sqlite:////nowhere/at/all/db.sqlite3"),
    ("development", "DATABASE_URL", "sqlite:////tmp"),
    ("development", "DEBUG", "perhaps"),
    ("development", "PUBLIC_URL", "example.org"),
    ("development", "PUBLIC_URL", "ftp://example.org"),
    ("development", "PUBLIC_URL", "http://exam ple.org"),
    ("development", "PUBLIC_URL", "http://example.org/path?query"),
    ("development", "ALLOWED_HOSTS", "https://example.org"),
    ("development", "LOG_LEVEL", "loud"),
    ("development", "REDIS_URL", "http://localhost"),
    ("development", "ELASTICSEARCH_URL", "localhost:9200"),
    ("development", "REDIS_URL", "unix://"),
    ("development", "TRUSTED_PROXIES", "proxy.example"),
    ("development", "TRUSTED_PROXIES", "10.0.0.1/8"),
    ("development", "OUTBOX_THREAD", "sometimes"),
    ("development", "OUTBOX_KEEP_DAYS", "0"),
    ("development", "FRONTEND_CACHE_URL", "cache:6081"),
    ("development", "FRONTEND_CACHE_URL", "http://cache:6081/path"),
    ("development", "MACHINE_TRANSLATOR", "babelfish"),
    ("development", "MACHINE_TRANSLATOR_URL", "translate.example"),
    ("development", "MEDIA_ROOT", __file__),
    ("development", "MEDIA_ROOT", f"{__file__}/media"),
    ("production", "SECRET_KEY", None),
    ("production", "SECRET_KEY", ""),
    ("production", "ALLOWED_HOSTS", None),
    ("production", "ALLOWED_HOSTS", ","),
    ("production", "PUBLIC_URL", None),
    ("production", "PUBLIC_URL", ""),
    ("production", "PUBLIC_URL", "http://example.org"),
    ("production", "EMAIL_PORT", "many"),
    ("production", "EMAIL_ENCRYPTION", "ssl"),
    ("production", "EMAIL_HOST_PASSWORD", "goes in the clear"),
    ("production", "EMAIL_HOST_PASSWORD", "geheimß"),
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
    assert "WrongSetting" in done.stderr
    assert name in done.stderr.strip().splitlines()[-1]


@pytest.mark.parametrize(("machine", "name"), [("deepl", "KEY"), ("libretranslate", "URL")])
def test_a_machine_that_cannot_work_as_it_is_set_stops_the_start(machine, name):
    done = start("development", MACHINE_TRANSLATOR=machine)
    assert f"MACHINE_TRANSLATOR_{name} is not set" in done.stderr.strip().splitlines()[-1]


def test_a_command_says_what_is_wrong_in_one_line():
    done = subprocess.run(
        [sys.executable, "manage.py", "check"],
        env={"PATH": os.environ["PATH"], "DATABASE_URL": "mysql://localhost/x"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr == "Wrong setting: DATABASE_URL must start with sqlite: or postgres:, not 'mysql'.\n"


def test_redis_may_listen_on_a_socket():
    assert start("development", REDIS_URL="unix:///run/redis.sock?db=1").returncode == 0


@pytest.mark.parametrize(
    ("database", "thread"), [("sqlite:///var/db.sqlite3", "True"), ("postgres://u:p@localhost/x", "False")]
)
def test_the_server_works_off_the_outbox_itself_where_it_has_no_database_server(database, thread):
    code = "from cms.settings import development; print(development.OUTBOX_THREAD)"
    environment = {"PATH": os.environ["PATH"], "DATABASE_URL": database}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == thread


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
