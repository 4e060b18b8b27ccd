"""What the API promises: its description is kept, and what would break programs is told from what is only more."""

import copy
import json
import os
import subprocess
import sys
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import call_command

from cms.delivery.api.contract import differences

ROOT = settings.BASE_DIR
FILE = ROOT / "docs/api/openapi.json"


def contract(*arguments: str) -> str:
    """What the command says."""
    said = StringIO()
    call_command("contract", *arguments, stdout=said)
    return said.getvalue()


def test_the_kept_description_is_the_present_one():
    # In a process of its own, without the page type of the tests and without settings of this machine.
    kept = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "LANG"}}
    environment = {**kept, "DJANGO_SETTINGS_MODULE": "cms.settings.development"}
    command = [sys.executable, "manage.py", "contract", str(FILE)]
    found = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert found.stdout == "Nothing differs.\n", f"{found.stdout}{found.stderr}\nmake contract keeps it anew."


def test_it_says_what_would_break_and_writes_only_where_it_is_asked_to(tmp_path):
    file = tmp_path / "openapi.json"
    assert contract(str(file), "--write") == "None is kept.\n"
    assert contract(str(file)) == "Nothing differs.\n"
    kept = json.loads(file.read_text())
    kept["components"]["schemas"]["Fallback"]["properties"]["gone"] = {"type": "string"}
    file.write_text(json.dumps(kept))
    with pytest.raises(SystemExit, match="1"):
        contract(str(file))
    assert json.loads(file.read_text()) == kept
    assert contract(str(file), "--write") == "BREAKS Fallback.gone: is gone\n"
    assert contract(str(file)) == "Nothing differs.\n"
    kept["info"]["title"] = "Other words"
    del kept["components"]["schemas"]["Fallback"]["properties"]["gone"]
    file.write_text(json.dumps(kept))
    assert contract(str(file)) == "Only words and examples differ.\n"


BEFORE = {
    "paths": {
        "/events": {
            "get": {
                "parameters": [
                    {"name": "locale", "schema": {"type": "string", "enum": ["de", "uk"]}},
                    {"name": "id", "required": True, "schema": {"type": "string"}},
                ],
                "responses": {"200": {"content": {"application/json": {"schema": {"$ref": "#/Event"}}}}},
            }
        }
    },
    "webhooks": {"test": {"post": {"requestBody": {"content": {"application/json": {"schema": {"$ref": "#/A"}}}}}}},
    "components": {
        "schemas": {
            "Event": {
                "type": "object",
                "required": ["title", "blocks"],
                "properties": {
                    "title": {"type": "string", "description": "Its name."},
                    "day": {"anyOf": [{"type": "string", "format": "date"}, {"type": "null"}]},
                    "kind": {"type": "string", "const": "one"},
                    "blocks": {"type": "array", "items": {"oneOf": [{"$ref": "#/A"}, {"$ref": "#/B"}]}},
                },
            }
        }
    },
}
GET = ("paths", "/events", "get")
FIELDS = ("components", "schemas", "Event", "properties")
ANSWER = (*GET, "responses", "200", "content", "application/json", "schema", "$ref")
GONE = object()


def changed(path, value):
    """The description with another value at the path."""
    after = copy.deepcopy(BEFORE)
    *way, last = path
    place = after
    for name in way:
        place = place[name]
    if value is GONE:
        del place[last]
    elif isinstance(place, list) and last == len(place):
        place.append(value)
    else:
        place[last] = value
    return differences(BEFORE, after)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("paths", "/events"), GONE),
        (GET, GONE),
        (("webhooks", "test"), GONE),
        ((*GET, "parameters", 0), GONE),
        ((*GET, "parameters", 0, "required"), True),
        ((*GET, "parameters", 0, "schema", "enum"), ["de"]),
        ((*GET, "parameters", 1, "schema", "type"), "integer"),
        ((*GET, "parameters", 1, "schema", "enum"), ["a"]),
        ((*GET, "parameters", 2), {"name": "key", "required": True, "schema": {"type": "string"}}),
        (ANSWER, "#/Other"),
        (("webhooks", "test", "post", "requestBody", "content", "application/json", "schema", "$ref"), "#/B"),
        (("components", "schemas", "Event"), GONE),
        ((*FIELDS, "title"), GONE),
        ((*FIELDS, "title", "type"), "integer"),
        ((*FIELDS, "title"), {"anyOf": [{"type": "string"}, {"type": "null"}]}),
        ((*FIELDS, "kind", "const"), "two"),
        ((*FIELDS, "day", "anyOf", 0, "format"), "date-time"),
        ((*FIELDS, "blocks", "items", "oneOf"), [{"$ref": "#/A"}]),
        (("components", "schemas", "Event", "required"), ["title"]),
    ],
)
def test_what_a_program_may_rely_on_breaks_when_it_goes(path, value):
    assert any(difference.breaks for difference in changed(path, value))


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("paths", "/places"), {"get": {}}),
        (("webhooks", "other"), {"post": {}}),
        ((*GET, "parameters", 2), {"name": "limit", "schema": {"type": "integer"}}),
        ((*GET, "parameters", 1, "required"), False),
        ((*GET, "parameters", 0, "schema", "enum"), ["de", "uk", "fr"]),
        (("components", "schemas", "Place"), {"type": "object"}),
        ((*FIELDS, "place"), {"type": "string"}),
        ((*FIELDS, "day"), {"type": "string", "format": "date"}),
        ((*FIELDS, "blocks", "items", "oneOf"), [{"$ref": "#/A"}, {"$ref": "#/B"}, {"$ref": "#/C"}]),
        ((*FIELDS, "kind"), {"type": "string", "enum": ["one", "two"]}),
    ],
)
def test_what_is_only_more_breaks_nothing(path, value):
    found = changed(path, value)
    if value is not False and path[-1] != "day":
        assert found
    assert not any(difference.breaks for difference in found)


def test_words_and_the_same_are_no_difference():
    assert differences(BEFORE, BEFORE) == []
    assert changed((*FIELDS, "title", "description"), "Another word.") == []
