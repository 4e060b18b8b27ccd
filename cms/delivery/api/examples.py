"""Examples of whole answers, made from the examples of their fields."""

from __future__ import annotations

from typing import Any

BY_FORMAT = {
    "date": "2026-11-29",
    "date-time": "2026-11-29T09:30:00Z",
    "time-local": "10:00:00",
    "uuid": "8105e912-7aa8-5123-abf8-fd773b187452",
}
BY_TYPE = {"integer": 1, "number": 0.5, "boolean": False, "null": None, "string": ""}


def example_of(schema: dict[str, Any], shapes: dict[str, Any]) -> Any:
    """A value that fits the schema; `shapes` are those that references lead to, by name."""
    for chosen in ("examples", "enum"):
        if chosen in schema:
            return schema[chosen][0]
    if "const" in schema:
        return schema["const"]
    if "$ref" in schema:
        return example_of(shapes[schema["$ref"].rpartition("/")[2]], shapes)
    if choices := schema.get("anyOf") or schema.get("oneOf"):
        return example_of(choices[0], shapes)
    if schema.get("type") == "array":
        return [example_of(schema["items"], shapes)]
    if schema.get("type") == "object":
        return {name: example_of(field, shapes) for name, field in schema.get("properties", {}).items()}
    return BY_FORMAT.get(schema.get("format", ""), BY_TYPE.get(schema.get("type", "")))
