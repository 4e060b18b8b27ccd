"""What two descriptions of the API promise differently, and what of that breaks programs that rely on the first one."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, NamedTuple

Schema = dict[str, Any]

# What is only said of a value, and those parts of a schema that are compared by themselves.
WORDS = {"title", "description", "examples", "example", "deprecated", "discriminator"}
COMPARED = {"enum", "const", "items", "properties", "required"}
NULL = '{"type": "null"}'


class Difference(NamedTuple):
    """What became another; `breaks` where a program that was right before may be wrong now."""

    where: str
    what: str
    breaks: bool = False

    def __str__(self) -> str:
        return f"{'BREAKS' if self.breaks else 'new   '} {self.where}: {self.what}"


def differences(before: Schema, after: Schema) -> list[Difference]:
    """All that differs, in the order of the first description; none where only words and examples do."""
    return [
        *_operations("", before.get("paths", {}), after.get("paths", {})),
        *_operations("webhook ", before.get("webhooks", {}), after.get("webhooks", {})),
        *_shapes(before["components"]["schemas"], after["components"]["schemas"]),
    ]


def _operations(kind: str, before: Schema, after: Schema) -> Iterator[Difference]:
    were = {f"{kind}{method.upper()} {path}": one for path, ones in before.items() for method, one in ones.items()}
    are = {f"{kind}{method.upper()} {path}": one for path, ones in after.items() for method, one in ones.items()}
    yield from _names("", were, are)
    for name in (name for name in were if name in are):
        yield from _parameters(name, _by_name(were[name]), _by_name(are[name]))
        yield from _types(f"{name} answer", _content(were[name]), _content(are[name]))


def _by_name(operation: Schema) -> Schema:
    return {parameter["name"]: parameter for parameter in operation.get("parameters", [])}


def _content(operation: Schema) -> Schema:
    """The schema of what an operation sends: its answer, or the body that a receiver gets."""
    sent = operation.get("requestBody") or operation.get("responses", {}).get("200", {})
    schema: Schema = sent.get("content", {}).get("application/json", {}).get("schema", {})
    return schema


def _parameters(where: str, before: Schema, after: Schema) -> Iterator[Difference]:
    for name in before:
        if name not in after:
            yield Difference(where, f"parameter {name} is gone", breaks=True)
    for name, parameter in after.items():
        needed, was_there = parameter.get("required", False), name in before
        if not was_there:
            yield Difference(where, f"parameter {name}{', required' if needed else ''}", breaks=needed)
            continue
        if needed and not before[name].get("required", False):
            yield Difference(where, f"parameter {name} became required", breaks=True)
        yield from _types(f"{where} parameter {name}", before[name].get("schema", {}), parameter.get("schema", {}))


def _shapes(before: Schema, after: Schema) -> Iterator[Difference]:
    yield from _names("shape ", before, after)
    for name, shape in before.items():
        if name in after:
            yield from _fields(name, shape, after[name])


def _fields(where: str, before: Schema, after: Schema) -> Iterator[Difference]:
    were, are = before.get("properties", {}), after.get("properties", {})
    yield from _names(f"{where}.", were, are)
    may_lack = set(before.get("required", [])) - set(after.get("required", []))
    for name, field in were.items():
        if name in are:
            if name in may_lack:
                yield Difference(f"{where}.{name}", "may be missing now", breaks=True)
            yield from _types(f"{where}.{name}", field, are[name])


def _names(where: str, before: Schema, after: Schema) -> Iterator[Difference]:
    for name in before:
        if name not in after:
            yield Difference(f"{where}{name}", "is gone", breaks=True)
    for name in after:
        if name not in before:
            yield Difference(f"{where}{name}", "is there")


def _types(where: str, before: Schema, after: Schema) -> Iterator[Difference]:
    """What differs between the values that two schemas allow."""
    were, are = ({_kind(one): one for one in _choices(schema)} for schema in (before, after))
    for kind in (kind for kind in were if kind not in are):
        yield Difference(where, f"is no {kind} any more", breaks=kind != NULL)
    for kind in (kind for kind in are if kind not in were):
        # Who reads passes over a kind that is not known; that a value may be missing nobody has reckoned with.
        yield Difference(where, f"may be {kind}", breaks=kind == NULL)
    for kind, one in were.items():
        if kind in are:
            yield from _values(where, one, are[kind])
            yield from _types(f"{where}[]", one["items"], are[kind].get("items", {})) if "items" in one else ()


def _choices(schema: Schema) -> list[Schema]:
    choices: list[Schema] = schema.get("anyOf") or schema.get("oneOf") or [schema]
    return choices


def _kind(schema: Schema) -> str:
    """The type of a value with everything that limits it, but for what is compared by itself."""
    kept = {name: value for name, value in schema.items() if name not in WORDS | COMPARED and name[:2] != "x-"}
    return json.dumps(kept, sort_keys=True)


def _values(where: str, before: Schema, after: Schema) -> Iterator[Difference]:
    were, are = _named(before), _named(after)
    if were is None and are is not None:
        yield Difference(where, f"is only {', '.join(are)} now", breaks=True)
    for value in [value for value in were or [] if are is not None and value not in are]:
        yield Difference(where, f"value {value} is gone", breaks=True)
    for value in [value for value in are or [] if were is not None and value not in were]:
        yield Difference(where, f"value {value}")


def _named(schema: Schema) -> list[str] | None:
    """The values that a schema names; None where it names none."""
    named = schema.get("enum", [schema["const"]] if "const" in schema else None)
    return None if named is None else [str(value) for value in named]
