"""The import arrows of the design: who may know whom."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

# What each part may import of the project, itself always included.
ARROWS: dict[str, set[str]] = {
    "cms.settings": set(),
    "cms.users": set(),
    "cms.readonly": set(),
    "cms.outbox": {"cms.readonly"},
    "cms.content": set(),
    "cms.delivery": {"cms.content", "cms.outbox", "cms.readonly"},
    "cms.translation": {"cms.content", "cms.delivery", "cms.outbox", "cms.readonly"},
    "cms.editorial": {"cms.content", "cms.delivery", "cms.readonly", "cms.translation"},
    "cms.plain_language": {"cms.content", "cms.editorial", "cms.translation"},
    "cms.accreditation": {"cms.content", "cms.delivery", "cms.readonly"},
    "search": {"cms.content", "cms.delivery", "cms.outbox"},
    "home": {"cms.content", "cms.delivery", "cms.editorial"},
    "press": {"cms.content", "cms.delivery", "cms.editorial", "cms.outbox"},
    "events": {"cms.content", "cms.delivery", "cms.editorial"},
    "cms.demo": {
        "cms.outbox",
        "cms.content",
        "cms.delivery",
        "cms.editorial",
        "cms.translation",
        "home",
        "press",
        "events",
    },
    "cms.importer": {"cms.readonly", "cms.content", "cms.delivery", "home", "press", "events"},
    "cms.urls": {"cms.accreditation", "cms.content", "cms.delivery", "search"},
    "cms.middleware": set(),
    "cms.formats": set(),
    "cms.wsgi": {"cms.settings"},
}
# Known to all, and knowing none: which languages there are.
FOR_ALL = {"cms.locales"}
# Of cms.delivery, page types see only what presenters are made of.
PRESENTER_BASE = {"cms.delivery.context", "cms.delivery.schemas", "cms.delivery.presenter", "cms.delivery.registry"}
# What they do beside the admin's own views they must let the store know.
TOUCHING = {"cms.delivery.publications"}
# Of cms.translation, the checks of Leichte Sprache see only the words of a page.
WORDS = "cms.translation.segments.texts_of"


def parts() -> list[tuple[str, Path]]:
    found = []
    for path in sorted(ROOT.glob("**/*.py")):
        relative = path.relative_to(ROOT)
        if relative.parts[0] in {"cms", "home", "press", "events", "search"} and "migrations" not in relative.parts:
            module = ".".join(relative.with_suffix("").parts).removesuffix(".__init__")
            found.append((module, path))
    return found


def part_of(module: str) -> str | None:
    names = module.split(".")
    if names[0] == "cms":
        return ".".join(names[:2]) if len(names) > 1 else None
    return names[0] if names[0] in {"home", "press", "events", "search"} else None


def imports(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, f"{path}: relative import"
            found |= {f"{node.module}.{name.name}" for name in node.names}
    return found


@pytest.mark.parametrize(("module", "path"), parts(), ids=lambda value: value if isinstance(value, str) else "")
def test_a_module_imports_only_along_the_arrows(module, path):
    own = part_of(module)
    if own is None:
        return
    if own in FOR_ALL:
        assert not [name for name in imports(path) if part_of(name)]
        return
    assert own in ARROWS, f"{own} has no arrows: say in tests/test_arrows.py whom it may know"
    for imported in imports(path):
        target = part_of(imported)
        if target is None or target == own or target in FOR_ALL:
            continue
        assert target in ARROWS[own], f"{module} imports {imported}"
        if own in {"home", "press", "events"} and target == "cms.delivery":
            allowed = PRESENTER_BASE | TOUCHING
            assert any(imported.startswith(f"{one}.") for one in allowed), f"{module} imports {imported}"
        if own == "cms.plain_language" and target == "cms.translation":
            assert imported == WORDS, f"{module} imports {imported}"


def test_nothing_under_test_is_imported_by_the_project():
    assert not [module for module, path in parts() if any(name.startswith("tests") for name in imports(path))]
