"""The documentation names nothing that is not there: files, modules and what is in them, tests, commands, targets."""

import re
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import get_commands

from tests.test_arrows import PACKAGES, ROOT

DOCS = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md"))]

CODE = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"\]\(([^)\s]+)\)")
PATH = re.compile(r"([\w.-]+)(?:/[\w.-]+)+/?|([\w.-]+)/")
NAME = re.compile(rf"(?:{'|'.join(sorted(PACKAGES | {'tests'}))})(?:\.\w+)+")
TEST = re.compile(r"(?:(?P<file>tests/[\w/]+\.py)::)?(?P<test>test_\w+)")
TARGET = re.compile(r"(?:^ {4}|`)make ([a-z][a-z-]*)", re.MULTILINE)
COMMAND = re.compile(r"(?:^ {4}|`)(?:\.venv/bin/python )?manage\.py ([a-z_]+)", re.MULTILINE)


@cache
def known_tests() -> dict[str, str]:
    """The files of every test by its name."""
    found: dict[str, str] = {}
    for path in (ROOT / "tests").rglob("test_*.py"):
        for name in re.findall(r"^\s*def (test_\w+)", path.read_text(), re.MULTILINE):
            found[name] = f"{found.get(name, '')} {path.relative_to(ROOT)}"
    return found


@cache
def known_targets() -> set[str]:
    return set(re.findall(r"^([a-z][a-z-]*):", (ROOT / "Makefile").read_text(), re.MULTILINE))


@cache
def folders() -> set[str]:
    """The folders at the top, but for what is made while the site runs."""
    return {path.name for path in ROOT.iterdir() if path.is_dir()} - {"var"}


def is_module(names: list[str]) -> bool:
    path = ROOT.joinpath(*names)
    return path.is_dir() or path.with_suffix(".py").is_file()


def is_name(name: str) -> bool:
    """True for the label of a model, and for the dotted name of a module or of something in one."""
    names = name.split(".")
    if name.lower() in {model._meta.label_lower for model in apps.get_models()}:
        return True
    of_module = max(end for end in range(1, len(names) + 1) if is_module(names[:end]))
    if of_module == len(names):
        return True
    found = import_module(".".join(names[:of_module]))
    try:
        for attribute in names[of_module:]:
            found = getattr(found, attribute)
    except AttributeError:
        return False
    return True


def is_link(link: str, text: str, folder: Path) -> bool:
    path, _hash, anchor = link.partition("#")
    if "://" in link:
        return True
    target = folder / path
    return target.exists() and (not anchor or anchor in anchors(target.read_text() if path else text))


def is_there(code: str) -> bool:
    """False for code that is the name of a test, a module or something in one, or a path, and is not there."""
    if test := TEST.fullmatch(code):
        return test["test"] in known_tests() and (test["file"] or "") in known_tests()[test["test"]]
    if NAME.fullmatch(code):
        return is_name(code)
    path = PATH.fullmatch(code)
    # A path of ours begins with a folder of ours; others are addresses, or begin with a placeholder.
    return path is None or (path[1] or path[2]) not in folders() or (ROOT / code).exists()


def missing(text: str, folder: Path) -> list[str]:
    """What the text names and is not there."""
    found = [link for link in LINK.findall(text) if not is_link(link, text, folder)]
    found += [code for code in CODE.findall(text) if not is_there(code)]
    found += [f"make {name}" for name in TARGET.findall(text) if name not in known_targets()]
    found += [f"manage.py {name}" for name in COMMAND.findall(text) if name not in get_commands()]
    return found


def anchors(text: str) -> set[str]:
    """By what the headings of a text are linked."""
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("path", DOCS, ids=lambda path: path.name)
def test_what_the_documentation_names_is_there(path):
    assert missing(path.read_text(), path.parent) == []


@pytest.mark.parametrize(
    "text",
    [
        "`cms/delivery/nowhere.py`", "`tests/nowhere`", "`tests/nowhere/`", "`cms.delivery.store.nothing`",
        "`cms.delivery.flush.Flush.nothing`", "`test_nobody_wrote_this`",
        "`tests/test_docs.py::test_an_alias_is_in_the_store_at_once`", "`make nothing`", "    manage.py nothing",
        "[text](nowhere.md)", "[text](developing.md#nowhere)",
    ],
)  # fmt: skip
def test_what_is_not_there_is_found(text):
    assert missing(text, ROOT / "docs") != []


def test_the_fault_matrix_has_all_its_rows():
    rows = re.findall(r"^\| (\d+) \|", (ROOT / "docs" / "fault-matrix.md").read_text(), re.MULTILINE)
    assert [int(row) for row in rows] == list(range(1, 45))
