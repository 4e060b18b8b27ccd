"""Prints deploy/environment.example: every variable that the settings read, found in their code, with what
docs/operations.md says of it. `make environment` writes it; a test holds the committed one to it."""

from __future__ import annotations

import ast
import re
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SETTINGS = [ROOT / "cms" / "settings" / f"{name}.py" for name in ("base", "production")]
ROW = re.compile(r"^\| `([A-Z_]+)` \|(.*?)\| (.*?) ?\|$", re.MULTILINE)
READERS = {
    "text",
    "required",
    "choice",
    "hosts",
    "boolean",
    "integer",
    "words",
    "networks",
    "folder",
    "url",
    "urls",
    "database",
}
LITERAL = re.compile(r"`([^`…]*)`")
# What deploy/systemd and deploy/nginx go out from; what is empty has to be filled in.
ON_A_MACHINE = {
    "SECRET_KEY": "",
    "PUBLIC_URL": "https://presse.example.de",
    "ALLOWED_HOSTS": "presse.example.de",
    "DATABASE_URL": "sqlite:////var/lib/treffpunkt/db.sqlite3",
    "MEDIA_ROOT": "/var/lib/treffpunkt/media",
    "STATIC_ROOT": "/var/lib/treffpunkt/static",
    "BEHIND_TLS_PROXY": "true",
    "WEB_CONCURRENCY": "2",
}
HEAD = """\
# The environment of Treffpunkt: copy it to /etc/treffpunkt/environment, readable for root and treffpunkt alone, since
# it holds passwords. What stands behind a # is what holds where nothing is said.

DJANGO_SETTINGS_MODULE=cms.settings.production
"""


def variables() -> list[str]:
    """The names that the settings of a public site read, in their order."""
    found = [name for path in SETTINGS for name in _read_in(ast.parse(path.read_text(encoding="utf-8")))]
    return list(dict.fromkeys(name for name in found if name != "DEBUG"))


def _read_in(tree: ast.AST) -> Iterator[str]:
    calls = sorted((node for node in ast.walk(tree) if isinstance(node, ast.Call)), key=lambda node: node.lineno)
    for call in calls:
        of_env = isinstance(call.func, ast.Attribute) and getattr(call.func.value, "id", "") == "env"
        if of_env and call.func.attr in READERS and call.args and isinstance(call.args[0], ast.Constant):
            yield str(call.args[0].value)


def explained() -> dict[str, tuple[str, str]]:
    """Default and meaning of each variable, as the table of the documentation says them."""
    text = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    return {name: (default, meaning) for name, default, meaning in ROW.findall(text)}


def example() -> str:
    """The whole file; raises KeyError for a variable that nobody has explained."""
    known = explained()
    blocks = [_block(name, *known[name]) for name in variables()]
    return "\n".join([HEAD, *blocks])


def _block(name: str, default: str, meaning: str) -> str:
    plain = re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", meaning).replace("`", "").strip()
    lines = textwrap.wrap(plain, 116, initial_indent="# ", subsequent_indent="# ", break_on_hyphens=False)
    usual = LITERAL.search(default)
    line = f"{name}={ON_A_MACHINE[name]}" if name in ON_A_MACHINE else f"#{name}={usual[1] if usual else ''}"
    return "\n".join([*lines, line, ""])


if __name__ == "__main__":
    sys.stdout.write(example())
