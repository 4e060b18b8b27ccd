"""What can differ by database is tested on both: wherever SQL is written by hand, rows are locked or the database is
asked for its kind, a test module marked with `databases` names the module, and runs on PostgreSQL as well."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from tests.test_arrows import parts

CALLED = {"raw", "extra", "cursor", "select_for_update", "RawSQL", "RunSQL"}
ASKED = {"vendor", "features"}  # of a connection
NAMED = re.compile(rf"\b({'|'.join(CALLED | ASKED)})\b")


def differs(code: str) -> bool:
    """True for code that writes SQL by hand, locks rows, or asks for the database's kind or abilities."""
    return bool(NAMED.search(code)) and any(_differs(node) for node in ast.walk(ast.parse(code)))


def _differs(node: ast.AST) -> bool:
    if isinstance(node, ast.Call):
        return getattr(node.func, "attr", getattr(node.func, "id", "")) in CALLED
    return isinstance(node, ast.Attribute) and node.attr in ASKED and getattr(node.value, "id", "") == "connection"


@cache
def named_by_tests() -> set[str]:
    """The modules that the marks of test modules name."""
    found = set()
    for path in Path(__file__).parent.rglob("test_*.py"):
        code = path.read_text()
        for node in ast.walk(ast.parse(code)) if "databases(" in code else ():
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "databases":
                found |= {argument.value for argument in node.args if isinstance(argument, ast.Constant)}
    return found


@pytest.mark.parametrize(
    "module", [module for module, path in parts() if differs(path.read_text()) and ".settings" not in module]
)
def test_a_module_with_sql_of_its_own_is_tested_on_both_databases(module):
    assert module in named_by_tests(), f"mark the tests of {module}: pytest.mark.databases({module!r})"


def test_every_module_that_a_mark_names_is_there():
    assert named_by_tests() <= {module for module, _path in parts()}


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("found = Job.objects.select_for_update().get()", True),
        ("with connection.cursor() as cursor: pass", True),
        ("order = RawSQL('rank', [])", True),
        ("if connection.vendor == 'postgresql': pass", True),
        ("cursor = Position.parse(text)", False),
        ("found = Job.objects.filter(pk=1)", False),
    ],
)
def test_code_that_does_something_of_its_own_is_recognised(code, expected):
    assert differs(code) is expected
