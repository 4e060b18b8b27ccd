"""Reading a writer's files: YAML and front matter into forms; what is wrong is said with file and line."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

import yaml
from django.core.exceptions import ValidationError
from pydantic import BaseModel, TypeAdapter
from pydantic import ValidationError as FormError

FOLDER = Path(__file__).parent
TEXTS = FOLDER / "texts"
FRONT = re.compile(r"---\n(.*?\n)---\n", re.DOTALL)
FormT = TypeVar("FormT")


class TextError(Exception):
    """A file of the demo says something that cannot be used; the message names file and line."""

    def __init__(self, path: Path, line: int, problem: str) -> None:
        place = path.relative_to(FOLDER) if path.is_relative_to(FOLDER) else path
        super().__init__(f"{place}:{line}: {problem}")


def refused(error: ValidationError) -> tuple[str, str]:
    """Which field a model refuses, if it is one, and why."""
    if not hasattr(error, "error_dict"):
        return "", " ".join(error.messages)
    field, problems = next(iter(error.message_dict.items()))
    return field, f"“{field}”: {' '.join(problems)}"


@dataclass(frozen=True)
class Text(Generic[FormT]):
    """A file of Markdown: what its front matter says, and where its body begins."""

    path: Path
    says: FormT
    body: str
    first_line: int
    lines: Mapping[str, int]

    def wrong(self, key: str, problem: str) -> TextError:
        """The problem at that key of the front matter."""
        return TextError(self.path, self.lines.get(key, 1), problem)


@dataclass(frozen=True)
class Things(Generic[FormT]):
    """A file of YAML: the things of one kind by their keys."""

    path: Path
    by_key: Mapping[str, FormT]
    lines: Mapping[str, int]

    def wrong(self, key: str, problem: str) -> TextError:
        """The problem with the thing of that key."""
        return TextError(self.path, self.lines[key], problem)


def read_things(path: Path, form: type[FormT]) -> Things[FormT]:
    """The things in a YAML file, each below its key; raises TextError."""
    node = _composed(path.read_text(encoding="utf-8"), path)
    lines = {key.value: key.start_mark.line + 1 for key, _value in node.value}
    return Things(path, _filled(dict[str, form], node, path), lines)  # type: ignore[valid-type]


def read_one(path: Path, form: type[FormT]) -> FormT:
    """What a YAML file says; raises TextError."""
    return _filled(form, _composed(path.read_text(encoding="utf-8"), path), path)


def read_text(path: Path, form: type[FormT]) -> Text[FormT]:
    """The Markdown file with its front matter; raises TextError."""
    content = path.read_text(encoding="utf-8")
    front = FRONT.match(content)
    if front is None:
        raise TextError(path, 1, "a text begins with its front matter, between two lines of three hyphens")
    node = _composed(front[1], path, above=1)
    lines = {key.value: key.start_mark.line + 2 for key, _value in node.value}
    body = content[front.end() :]
    return Text(path, _filled(form, node, path, above=1), body, content.count("\n", 0, front.end()) + 1, lines)


def _composed(text: str, path: Path, above: int = 0) -> yaml.MappingNode:
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line if error.problem_mark else 0
        raise TextError(path, line + 1 + above, f"this is no YAML: {error.problem}") from error
    if not isinstance(node, yaml.MappingNode):
        raise TextError(path, 1 + above, "expected are lines of the form “key: value”")
    return node


def _filled(form: Any, node: yaml.MappingNode, path: Path, above: int = 0) -> Any:
    try:
        return TypeAdapter(form).validate_python(_plain(node, path, above))
    except FormError as error:
        # A key that is not known may be the missing one, misspelt: it has a line to be mended at.
        first = min(error.errors(), key=lambda found: found["type"] != "extra_forbidden")
        raise TextError(path, _line(node, first["loc"]) + above, _sentence(form, first)) from error


def _plain(node: yaml.Node, path: Path, above: int) -> Any:
    """Everything that is no list stays the text that was typed: 00421 is a postal code, and “no” a word."""
    if isinstance(node, yaml.MappingNode):
        found: dict[str, Any] = {}
        for key, value in node.value:
            if key.value in found:
                raise TextError(path, key.start_mark.line + 1 + above, f"“{key.value}” stands twice")
            found[key.value] = _plain(value, path, above)
        return found
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item, path, above) for item in node.value]
    return node.value


def _line(node: yaml.Node, place: tuple[int | str, ...]) -> int:
    """The line of the key or item at that place, or of what it is missing in."""
    line = node.start_mark.line + 1
    for step in place:
        if isinstance(node, yaml.MappingNode):
            here = [(key, value) for key, value in node.value if key.value == str(step)]
            if not here:
                break
            line, node = here[0][0].start_mark.line + 1, here[0][1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int):
            node = node.value[step]
            line = node.start_mark.line + 1
    return line


def _sentence(form: Any, error: Any) -> str:
    where = " › ".join(str(step) for step in error["loc"])
    match error["type"]:
        case "missing":
            return f"“{where}” is missing"
        case "extra_forbidden":
            known = f": known are {', '.join(form.model_fields)}" if _is_form(form) and len(error["loc"]) == 1 else ""
            return f"“{where}” is not known here{known}"
        case _:
            return f"“{where}”: {error['msg']}" if where else error["msg"]


def _is_form(form: Any) -> bool:
    return isinstance(form, type) and issubclass(form, BaseModel)
