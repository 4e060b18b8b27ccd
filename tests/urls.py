"""The URL table, as it is."""

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver


def patterns(resolver: Any = None, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    """The whole pattern of every address, with its entry in the table."""
    for found in (resolver or get_resolver()).url_patterns:
        whole = prefix + str(found.pattern)
        if isinstance(found, URLResolver):
            yield from patterns(found, whole)
        else:
            yield whole, found
