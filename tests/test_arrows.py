"""The import arrows of the design: who may know whom."""

import ast
from functools import cache
from pathlib import Path

import pytest
from django.apps import apps

from cms.content.models import EmbargoedPage, IndexPage
from cms.delivery import registry
from cms.delivery.schemas import Summary

ROOT = Path(__file__).resolve().parent.parent

# What each part may import of the project, itself always included.
ARROWS: dict[str, set[str]] = {
    "cms.settings": set(),
    "cms.users": set(),
    "cms.readonly": set(),
    "cms.caching": set(),
    "cms.outbox": {"cms.readonly"},
    "cms.throttling": {"cms.outbox"},
    "cms.content": set(),
    "cms.delivery": {"cms.content", "cms.outbox", "cms.readonly"},
    "cms.translation": {"cms.content", "cms.delivery", "cms.outbox", "cms.readonly"},
    "cms.editorial": {"cms.content", "cms.delivery", "cms.readonly", "cms.translation"},
    "cms.plain_language": {"cms.content", "cms.editorial", "cms.translation"},
    "cms.accreditation": {"cms.content", "cms.delivery", "cms.readonly", "cms.throttling"},
    "cms.partners": {"cms.caching", "cms.delivery"},
    "cms.webhooks": {"cms.delivery", "cms.outbox"},
    "search": {"cms.content", "cms.delivery", "cms.outbox"},
    "press": {"cms.content", "cms.delivery", "cms.editorial", "cms.outbox"},
    "cms.demo": {
        "cms.outbox",
        "cms.content",
        "cms.delivery",
        "cms.editorial",
        "cms.founding",
        "cms.importer",
        "cms.translation",
        "home",
        "press",
        "events",
    },
    "cms.founding": {"cms.content", "cms.delivery", "cms.editorial", "cms.translation", "home", "press", "events"},
    "cms.operations": {"cms.delivery", "cms.outbox"},
    "cms.importer": {"cms.readonly", "cms.content", "cms.delivery", "home", "press", "events"},
    "cms.urls": {"cms.accreditation", "cms.content", "cms.delivery", "cms.webhooks", "search"},
    "cms.middleware": set(),
    "cms.logs": set(),
    "cms.formats": set(),
    "cms.wsgi": {"cms.delivery", "cms.operations", "cms.partners", "cms.settings"},
}
# Known to all, and knowing none: which languages there are, how long who waits, who asks, whether there are tables.
FOR_ALL = {"cms.locales", "cms.patience", "cms.proxies", "cms.schema"}
# What an app of page types may import, where nothing else is said of it.
OF_PAGE_TYPES = {"cms.content", "cms.delivery", "cms.editorial"}
# Of cms.delivery, page types see only what presenters are made of.
PRESENTER_BASE = {"cms.delivery.context", "cms.delivery.schemas", "cms.delivery.presenter", "cms.delivery.registry"}
# What their own template tags are made of.
TEMPLATE_TAGS = {"cms.delivery.templatetags.newsroom"}
# What they do beside the admin's own views they must let the store know.
TOUCHING = {"cms.delivery.publications"}
# Of cms.translation, the checks of Leichte Sprache see only the words of a page.
WORDS = "cms.translation.segments.texts_of"
# The apps outside of `cms`, and those of them that hold page types.
APPS = {config.name for config in apps.get_app_configs() if (ROOT / config.name / "apps.py").is_file()}
PACKAGES = {"cms", *APPS}
PAGE_TYPES = APPS & {presenter.model._meta.app_label for presenter in registry.presenters()}
# What the store numbers are pages of lists.
COMMON_WORDS = {"number"}


@cache
def parts() -> list[tuple[str, Path]]:
    """Name and file of every module of the project but for migrations."""
    found = []
    for path in sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py")):
        relative = path.relative_to(ROOT)
        if "migrations" not in relative.parts:
            module = ".".join(relative.with_suffix("").parts).removesuffix(".__init__")
            found.append((module, path))
    return found


def part_of(module: str) -> str | None:
    names = module.split(".")
    if names[0] == "cms":
        return ".".join(names[:2]) if len(names) > 1 else None
    return names[0] if names[0] in PACKAGES else None


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
    holds_page_types = own in PAGE_TYPES
    assert own in ARROWS or holds_page_types, f"{own} has no arrows: say in tests/test_arrows.py whom it may know"
    arrows = ARROWS.get(own, OF_PAGE_TYPES)
    for imported in imports(path):
        target = part_of(imported)
        if target is None or target == own or target in FOR_ALL:
            continue
        assert target in arrows, f"{module} imports {imported}"
        if holds_page_types and target == "cms.delivery":
            allowed = PRESENTER_BASE | TEMPLATE_TAGS | TOUCHING
            assert any(imported.startswith(f"{one}.") for one in allowed), f"{module} imports {imported}"
        if own == "cms.plain_language" and target == "cms.translation":
            assert imported == WORDS, f"{module} imports {imported}"


def test_the_store_names_no_field_of_a_page_type():
    models = apps.get_models()
    of_page_types = [model for model in models if model._meta.app_label in PAGE_TYPES]
    of_others = [EmbargoedPage, IndexPage, *(model for model in models if model.__module__.startswith(("cms.", "wag")))]
    owned = {field.name for model in of_page_types for field in model._meta.local_fields}
    owned -= {field.name for model in of_others for field in model._meta.get_fields()}
    owned -= {*Summary.model_fields, *COMMON_WORDS}
    assert {"kicker", "starts_at"} <= owned
    named = {(name, module) for module, path in parts() if part_of(module) == "cms.delivery" for name in names(path)}
    assert sorted((name, module) for name, module in named if name in owned) == []


def names(path: Path) -> set[str]:
    """The attributes that a file reads and the names by which it calls or asks the database for something."""
    nodes = list(ast.walk(ast.parse(path.read_text())))
    asked = {node.arg for node in nodes if isinstance(node, ast.keyword) and node.arg}
    return {node.attr for node in nodes if isinstance(node, ast.Attribute)} | {name.split("__")[0] for name in asked}


def test_nothing_under_test_is_imported_by_the_project():
    assert not [module for module, path in parts() if any(name.startswith("tests") for name in imports(path))]
