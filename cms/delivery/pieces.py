"""Pieces of pages that many pages show, such as the card of a text in a list: each is rendered once."""

from __future__ import annotations

import json
import threading
from collections import OrderedDict
from collections.abc import Mapping
from hashlib import blake2b
from typing import Any

from django.template.loader import get_template
from django.utils.safestring import SafeString
from django.utils.translation import get_language

KEPT = 8_000_000  # characters of all pieces that a process keeps

_lock = threading.Lock()
_known: OrderedDict[bytes, SafeString] = OrderedDict()
_size = 0


def piece(template: str, given: Mapping[str, Any]) -> SafeString:
    """The template with these values, of which JSON can tell everything, in the active language. It must follow from
    them alone: not from the request, the clock or the database."""
    said = json.dumps([template, get_language(), given])
    key = blake2b(said.encode(), digest_size=20).digest()
    with _lock:
        found = _known.get(key)
        if found is not None:
            _known.move_to_end(key)
            return found
    made = SafeString(get_template(template).render(dict(given)))
    _keep(key, made)
    return made


def _keep(key: bytes, made: SafeString) -> None:
    """Keep it in place of those that were shown least lately."""
    global _size
    with _lock:
        _size += len(made) - len(_known.pop(key, ""))
        _known[key] = made
        while _size > KEPT:
            _size -= len(_known.popitem(last=False)[1])
