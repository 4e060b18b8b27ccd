"""The commands that the guide to the API shows, and what stands below them."""

import json
import re
from pathlib import Path
from typing import Any, NamedTuple

from django.conf import settings

GUIDE = Path(settings.BASE_DIR) / "docs/api/README.md"
FENCED = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
COMMAND = re.compile(r"^ {4,}((?:curl|python|make) .+)$")


class Shown(NamedTuple):
    """A command, and the JSON that the guide says it gives; None where it says none right below."""

    command: str
    answer: Any


def commands() -> list[Shown]:
    """All of them, in the order of the guide."""
    found: list[Shown] = []
    text = GUIDE.read_text()
    blocks = {match.start(): match for match in FENCED.finditer(text)}
    position = 0
    while position < len(text):
        if block := blocks.get(position):
            if found and block[1] == "json" and _is_right_below(text, position, found[-1].command):
                found[-1] = Shown(found[-1].command, json.loads(block[2]))
            position = block.end()
        line = text[position:].partition("\n")[0]
        if match := COMMAND.match(line):
            found.append(Shown(match[1], None))
        position += len(line) + 1
    return found


def _is_right_below(text: str, position: int, command: str) -> bool:
    return text[:position].rstrip().endswith(command)
