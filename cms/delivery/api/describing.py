"""What the description of the API says beside what its operations say themselves: fields in words, examples, errors,
limits, the key, whom to ask, and what is sent to receivers."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from django.conf import settings
from django.urls import reverse
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from cms.delivery import problems, registry
from cms.delivery.api.examples import example_of
from cms.delivery.api.fields import FIELDS, described
from cms.delivery.api.schemas import Problem

Description = dict[str, Any]

REFERENCE = "#/components/schemas/{model}"
PROBLEM = {"$ref": REFERENCE.format(model="Problem")}
KEY = "key"
# By the status of the answer; what each kind means stands in `cms.delivery.problems`.
PROBLEMS = {
    "400": "A parameter is unknown here, or given twice",
    "401": "The key is none, or was revoked",
    "403": "The key was issued for something else",
    "404": "Nothing public is there",
    "410": "It was withdrawn; of the change feed: replace everything",
    "422": "A parameter has a value that it cannot have",
    "429": "More requests within a minute than the limit allows",
}
HEADERS: dict[str, tuple[str, dict[str, Any]]] = {
    "ETag": ("Names these bytes; with `If-None-Match` they are sent again only once they are others.", {}),
    "Last-Modified": (
        "Of documents: when anything in them was last another; for `If-Modified-Since` without `If-None-Match`.",
        {"examples": ["Sun, 29 Nov 2026 09:30:00 GMT"]},
    ),
    "Content-Language": ("The language of the words.", {"examples": ["de"]}),
    "RateLimit-Policy": ("How many requests (`q`) are allowed within how many seconds (`w`).", {}),
    "RateLimit": ("How many requests are left (`r`), and in how many seconds all are again (`t`).", {}),
    "Retry-After": ("In how many seconds to come again.", {"type": "integer", "examples": [17]}),
}
OF_LIMITS = ("RateLimit-Policy", "RateLimit")
TAGS = {
    "publications": "Everything that is published, of all types together.",
    "changes": "What became of publications, in the order in which it did.",
    "vocabularies": "What lists can be narrowed by, with numbers.",
    "start": "What there is, and what stands at an address of the site.",
    "search": "Everything that holds the words.",
    "webhooks": "What is sent to receivers that the newsroom knows.",
}


class Webhook(NamedTuple):
    """What is sent to receivers, as the description of the API tells them."""

    summary: str
    description: str
    body: type[BaseModel]
    headers: Mapping[str, str]  # what each says
    answers: Mapping[str, str]  # what each status of the receiver's answer means


def completed(description: Description, webhooks: Mapping[str, Webhook]) -> Description:
    """The description with all that holds for every operation, and with what is sent to receivers."""
    # The API itself stands at its address without the last slash, too.
    paths = {path.rstrip("/"): operations for path, operations in description["paths"].items()}
    shapes = {**description["components"]["schemas"], **_shapes_of(Problem)}
    sent = {name: _webhook(name, webhook) for name, webhook in webhooks.items()}
    for webhook in webhooks.values():
        shapes |= _shapes_of(webhook.body)
    found = {
        **description,
        "info": {**description["info"], **_about()},
        "servers": [{"url": settings.PUBLIC_URL}],
        # Nothing is asked for, and a key is welcome.
        "security": [{}, {KEY: []}],
        "paths": paths,
        **({"webhooks": sent} if sent else {}),
    }
    for name, shape in shapes.items():
        if "properties" in shape:
            shape["properties"] = described(name, shape["properties"])
    for operation in operations_of(found):
        _complete(operation, shapes)
    found["components"] = {
        "schemas": _used(shapes, [paths, sent, PROBLEM]),
        "headers": {name: _header(*said) for name, said in HEADERS.items()},
        "responses": {status: _problem(status, shapes) for status in PROBLEMS},
        "securitySchemes": {KEY: _key()},
    }
    found["tags"] = _tags(found)
    return found


def operations_of(description: Description) -> Iterator[dict[str, Any]]:
    """Every operation that partners can ask."""
    return (operation for operations in description["paths"].values() for operation in operations.values())


def _about() -> dict[str, Any]:
    """Whom to ask, and what others may do with what they read."""
    docs = f"{settings.PUBLIC_URL}{reverse('api_docs')}"
    contact = {"name": settings.SITE_NAME, "url": docs}
    if settings.API_CONTACT:
        contact["email"] = settings.API_CONTACT
    return {"contact": contact, "license": {"name": "As each document says in `licence`", "url": docs}}


def _key() -> dict[str, Any]:
    said = "A key opens nothing that is not open to everybody; it allows more requests a minute."
    return {"type": "http", "scheme": "bearer", "description": said}


def _tags(description: Description) -> list[dict[str, str]]:
    used = {tag for operation in operations_of(description) for tag in operation["tags"]}
    used |= {"webhooks"} if "webhooks" in description else set()
    of_types = {type_: f"The {type_.replace('-', ' ')}: their list, and each in full." for type_ in registry.types()}
    return [{"name": name, "description": said} for name, said in {**TAGS, **of_types}.items() if name in used]


def _complete(operation: dict[str, Any], shapes: dict[str, Any]) -> None:
    """Add parameters as query strings know them, the example of an answer, and all the ways to fail."""
    for parameter in operation["parameters"]:
        parameter["schema"] = _in_a_query(parameter["schema"])
        if parameter["schema"].get("type") == "array":
            parameter |= {"style": "form", "explode": False}  # one value, with commas
        if parameter["in"] == "path":
            said = FIELDS[parameter["name"]]
            parameter["description"] = said.description
            parameter["schema"]["examples"] = list(said.examples)
        parameter.pop("examples", None)  # here OpenAPI wants a map; the schema has them
    responses = {str(status): response for status, response in operation["responses"].items()}
    content = responses["200"]["content"]["application/json"]
    content["example"] = example_of(content["schema"], shapes)
    responses["200"]["headers"] = _headers("ETag", "Last-Modified", "Content-Language", *OF_LIMITS)
    unchanged = "What `If-None-Match` or `If-Modified-Since` names is still what would be sent"
    responses["304"] = {"description": unchanged, "headers": _headers("ETag", "Last-Modified", *OF_LIMITS)}
    responses |= {status: {"$ref": f"#/components/responses/{status}"} for status in PROBLEMS}
    operation["responses"] = dict(sorted(responses.items()))


def _problem(status: str, shapes: dict[str, Any]) -> dict[str, Any]:
    """An error, with the example of its kind."""
    kind = next(kind for kind in problems.KINDS if kind.status == int(status))
    example = {"type": problems.type_of(kind.title), "title": kind.title, "status": kind.status}
    more = ("Retry-After",) if status == "429" else ()
    return {
        "description": PROBLEMS[status],
        "headers": _headers(*OF_LIMITS, *more),
        "content": {"application/problem+json": {"schema": PROBLEM, "example": example}},
    }


def _headers(*names: str) -> dict[str, Any]:
    return {name: {"$ref": f"#/components/headers/{name}"} for name in names}


def _header(description: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"description": description, "schema": {"type": "string", **schema}}


def _shapes_of(model: type[BaseModel]) -> dict[str, Any]:
    _, found = models_json_schema([(model, "serialization")], ref_template=REFERENCE)
    shapes: dict[str, Any] = found["$defs"]
    return shapes


def _used(shapes: dict[str, Any], described_in: Any) -> dict[str, Any]:
    """The shapes that something refers to, and those that these refer to."""
    names, waiting = set(), _referred(described_in)
    while waiting:
        names |= waiting
        waiting = _referred([shapes[name] for name in waiting]) - names
    return {name: shape for name, shape in shapes.items() if name in names}


def _referred(content: Any) -> set[str]:
    return set(re.findall(r'"#/components/schemas/([^"]+)"', json.dumps(content)))


def _webhook(name: str, webhook: Webhook) -> dict[str, Any]:
    """What is sent to receivers, as an operation of theirs."""
    parameters = [
        {"in": "header", "name": header, "required": True, "description": said, "schema": {"type": "string"}}
        for header, said in webhook.headers.items()
    ]
    schema = {"$ref": REFERENCE.format(model=webhook.body.__name__)}
    return {
        "post": {
            "operationId": f"webhook_{name}",
            "summary": webhook.summary,
            "description": webhook.description,
            "tags": ["webhooks"],
            "security": [],
            "parameters": parameters,
            "requestBody": {"required": True, "content": {"application/json": {"schema": schema}}},
            "responses": {status: {"description": said} for status, said in webhook.answers.items()},
        }
    }


def _in_a_query(schema: dict[str, Any]) -> dict[str, Any]:
    """The schema of a parameter without what repeats its name and without null, which no query string can say."""
    kept = {name: value for name, value in schema.items() if name not in {"title", "description", "anyOf"}}
    for choice in schema.get("anyOf", []):
        kept |= choice if choice != {"type": "null"} else {}
    return kept
