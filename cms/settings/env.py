"""The environment, read once and typed; a wrong value stops the start with the variable's name."""

import re
import sys
from collections.abc import Callable
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import quote, urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent.parent

_env = environ.Env()
Value = TypeVar("Value")


class WrongSetting(ImproperlyConfigured):
    """A variable is missing or has no possible value; the message names it in one line."""


def _read(name: str, read: Callable[..., Value], default: Any, expected: str) -> Value:
    try:
        return read(name, default=default)
    except ImproperlyConfigured as error:
        if name not in _env.ENVIRON:
            raise WrongSetting(f"{name} is not set.") from error
        raise WrongSetting(f"{name}: {error}") from error
    except (ValueError, TypeError, KeyError) as error:
        raise WrongSetting(f"{name} must be {expected}: {error}") from error


def text(name: str, default: Any = environ.Env.NOTSET) -> str:
    """The variable as text; raises WrongSetting where it is required and missing."""
    return _read(name, _env.str, default, "a text")


def required(name: str) -> str:
    """The variable as text; raises WrongSetting where it is missing or empty."""
    value = text(name).strip()
    if not value:
        raise WrongSetting(f"{name} is empty.")
    return value


def choice(name: str, default: str, options: set[str]) -> str:
    """The variable as one of the options, in whichever case it is written."""
    value = text(name, default).strip().upper()
    if value not in options:
        raise WrongSetting(f"{name} must be one of {', '.join(sorted(options))}, not {value!r}.")
    return value


def hosts(name: str, default: list[str]) -> list[str]:
    """The variable as a list of host names: `example.org`, `.example.org`, `[::1]`, `*`; empty only where allowed."""
    found = words(name, default)
    for host in found:
        if not re.fullmatch(r"\*|\.?[A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\]", host):
            raise WrongSetting(f"{name} must hold host names, and {host!r} is none.")
    return found


def boolean(name: str, default: bool) -> bool:
    """The variable as true or false (`true`, `1`, `yes`, `on`, or their opposites)."""
    raw = _env.str(name, default="true" if default else "false").strip().lower()
    if raw in {"true", "1", "yes", "on"}:
        return True
    if raw in {"false", "0", "no", "off"}:
        return False
    raise WrongSetting(f"{name} must be true or false, not {raw!r}.")


def integer(name: str, default: int, *, least: int = 0) -> int:
    """The variable as a whole number of at least `least`."""
    number = _read(name, _env.int, default, "a whole number")
    if number < least:
        raise WrongSetting(f"{name} must be {least} or more, not {number}.")
    return number


def words(name: str, default: list[str]) -> list[str]:
    """The variable as a list of words separated by commas."""
    return [word for word in (part.strip() for part in _env.list(name, default=default)) if word]


def networks(name: str, default: list[str]) -> list[IPv4Network | IPv6Network]:
    """The variable as a list of addresses and networks: `192.0.2.7`, `10.0.0.0/8`, `::1`; may be empty."""
    return [
        _read(name, lambda _name, default, word=word: ip_network(word), None, "a list of IP addresses or networks")
        for word in words(name, default)
    ]


def folder(name: str, default: Path) -> Path:
    """The variable as an absolute path of a folder; a file in its place is an error."""
    path = Path(text(name, str(default))).expanduser()
    path = path if path.is_absolute() else BASE_DIR / path
    nearest = next(found for found in (path, *path.parents) if found.exists())
    if not nearest.is_dir():
        raise WrongSetting(f"{name} must name a folder, and {nearest} is a file.")
    return path


def url(name: str, default: str, schemes: set[str], *, bare: bool = False) -> str:
    """The variable as an address with one of the schemes and a host, without a trailing slash; may be empty.

    Bare: nothing may follow the host.
    """
    address = text(name, default).strip().rstrip("/")
    return _checked(name, address, schemes, bare=bare) if address else ""


def urls(name: str, schemes: set[str]) -> list[str]:
    """The variable as a list of such addresses, separated by commas; may be empty."""
    return [_checked(name, address.rstrip("/"), schemes, bare=False) for address in words(name, [])]


def _checked(name: str, address: str, schemes: set[str], *, bare: bool) -> str:
    try:
        parts = urlsplit(address)
        _ = parts.port
    except ValueError as error:
        raise WrongSetting(f"{name} is not an address: {error}") from error
    has_place = bool(parts.path) if parts.scheme == "unix" else bool(parts.hostname)
    if parts.scheme not in schemes or not has_place or re.search(r"\s", address):
        raise WrongSetting(f"{name} must be an address that starts with {' or '.join(sorted(schemes))}://.")
    if bare and (parts.path or parts.query or parts.fragment):
        raise WrongSetting(f"{name} must end with its host or port: nothing may follow.")
    return address


def database(name: str, default: str, *, made: bool = True) -> dict[str, Any]:
    """The variable as a Django database setting: `sqlite:///path` or `postgres://user:password@host:port/name`.

    Where a missing file is not to be made, only `manage.py migrate` makes it: an empty database would look like a site
    that has lost everything.
    """
    address = text(name, default)
    scheme = address.partition(":")[0]
    if scheme not in {"sqlite", "postgres", "postgresql"}:
        raise WrongSetting(f"{name} must start with sqlite: or postgres:, not {scheme!r}.")
    try:
        settings = _env.db_url_config(address)
    except (ValueError, ImproperlyConfigured) as error:
        raise WrongSetting(f"{name} is not a database address: {error}") from error
    if not settings.get("NAME"):
        raise WrongSetting(f"{name} names no database.")
    if scheme == "sqlite":
        return _sqlite(name, settings, made=made or _migrates())
    return _postgresql(settings)


def _migrates() -> bool:
    return "migrate" in sys.argv


def _sqlite(variable: str, settings: dict[str, Any], *, made: bool) -> dict[str, Any]:
    name = str(settings["NAME"])
    if name != ":memory:":
        path = Path(name) if Path(name).is_absolute() else BASE_DIR / name
        if path.parent == BASE_DIR / "var":
            path.parent.mkdir(exist_ok=True)
        if path.is_dir() or not path.parent.is_dir():
            raise WrongSetting(f"{variable} must name a file in a folder that exists, not {path}.")
        settings["NAME"] = str(path)
    # Opening one takes longer than most questions; nothing is lost by keeping it.
    settings["CONN_MAX_AGE"] = None
    settings["OPTIONS"] = {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
    }
    if not made and name != ":memory:":
        # What Django connects to, in place of NAME.
        settings["OPTIONS"]["database"] = f"file:{quote(settings['NAME'])}?mode=rw"
    return settings


def _postgresql(settings: dict[str, Any]) -> dict[str, Any]:
    settings["CONN_MAX_AGE"] = 60
    settings["CONN_HEALTH_CHECKS"] = True
    # Migrations of a filled database take longer than a request may.
    limits = "" if _migrates() else " -c statement_timeout=5000 -c lock_timeout=2000"
    settings["OPTIONS"] = {
        **settings.get("OPTIONS", {}),
        "options": f"-c synchronous_commit=on -c idle_in_transaction_session_timeout=30000{limits}",
    }
    return settings
