"""What pyproject.toml declares is what is imported, in the versions that are installed."""

import ast
import re
import sys
import tomllib
from functools import cache
from importlib.metadata import packages_distributions, version
from pathlib import Path

from tests.test_arrows import PACKAGES

ROOT = Path(__file__).resolve().parent.parent
OURS = {*PACKAGES, "tests", "benchmarks"}
# What only developing needs may be imported here alone.
OF_DEVELOPERS = ("tests/", "benchmarks/", ".ci/")

# Declared, though nothing imports them in what is shipped, and why.
NOT_IMPORTED = {
    "babel": "`pybabel` compiles the catalogues",
    "granian": "serves (`make serve`)",
    "gunicorn": "serves where one prefers it, and in tests of several processes",
    "psycopg": "Django's database backend",
    "pystemmer": "what snowballstemmer uses where it is there, in C",
    "tzdata": "time zones, where the machine has none",
    "whitenoise": "named in the settings",
}
NOT_IMPORTED_BY_TESTS = {
    "coverage": "`make coverage`",
    "django-stubs": "types, `make lint`",
    "djlint": "`make lint`",
    "mypy": "`make lint`",
    "openapi-python-client": "run by `tests/clients/test_generated.py`",
    "pytest-django": "a plugin",
    "pytest-playwright": "a plugin",
    "ruff": "`make lint`",
    "uv": "`make lock`",
}


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def declared(requirements: list[str]) -> dict[str, str]:
    """The exact version of every distribution that is declared, by its name."""
    found = {}
    for requirement in requirements:
        match = re.fullmatch(r"([\w.-]+)(?:\[\w+\])?==([\w.]+)", requirement)
        assert match is not None, f"not declared in one exact version: {requirement}"
        found[normal(match[1])] = match[2]
    return found


PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
RUNNING = declared(PROJECT["dependencies"])
DEVELOPING = declared(PROJECT["optional-dependencies"]["dev"])


@cache
def imported() -> dict[str, set[str]]:
    """The distributions that are imported, by the files that do."""
    distributions = packages_distributions()
    found: dict[str, set[str]] = {}
    files = [path for folder in (*OURS, ".ci") for path in (ROOT / folder).rglob("*.py")] + [ROOT / "manage.py"]
    for path in files:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Import):
                modules = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and not node.level:
                modules = [node.module or ""]
            else:
                continue
            for top in {module.split(".")[0] for module in modules} - OURS - sys.stdlib_module_names:
                for name in distributions.get(top, [top]):
                    found.setdefault(normal(name), set()).add(str(path.relative_to(ROOT)))
    return found


def shipped() -> set[str]:
    """Those that more is imported by than what only developing needs."""
    return {name for name, files in imported().items() if any(not file.startswith(OF_DEVELOPERS) for file in files)}


def test_what_running_imports_is_declared():
    assert not {name: sorted(imported()[name])[:3] for name in shipped() - set(RUNNING)}


def test_what_developing_imports_is_declared():
    assert not {name: sorted(imported()[name])[:3] for name in set(imported()) - set(RUNNING) - set(DEVELOPING)}


def test_what_is_declared_is_imported_or_has_a_reason():
    assert set(RUNNING) - shipped() == set(NOT_IMPORTED)
    assert set(DEVELOPING) - set(imported()) == set(NOT_IMPORTED_BY_TESTS)


def test_the_declared_versions_are_installed_and_locked():
    wanted = RUNNING | DEVELOPING
    assert {name: version(name) for name in wanted} == wanted
    assert locked("requirements.txt").items() >= RUNNING.items()
    assert locked("requirements-dev.txt").items() >= wanted.items()


def locked(lock: str) -> dict[str, str]:
    found = re.findall(r"^([\w.-]+)(?:\[\w+\])?==([\w.]+)", (ROOT / lock).read_text(), re.MULTILINE)
    return {normal(name): number for name, number in found}
