"""Links in the HTML that the API gives lead to the site from wherever it is shown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any, get_args

from django.conf import settings
from pydantic import BaseModel

from cms.delivery import registry
from cms.delivery.search_text import marks

RELATIVE = 'href="/'
RELATIVE_LINK = re.compile(r'href="(?=/(?!/))')


def with_absolute_links(content: Any, *, is_html: bool = False) -> Any:
    """A stored document or summary whose links have a host."""
    if isinstance(content, str):
        return (
            RELATIVE_LINK.sub(f'href="{settings.PUBLIC_URL}', content) if is_html and RELATIVE in content else content
        )
    if isinstance(content, list):
        return [with_absolute_links(item, is_html=is_html) for item in content]
    if isinstance(content, dict):
        names = html_fields()
        return {name: with_absolute_links(value, is_html=name in names) for name, value in content.items()}
    return content


@cache
def html_fields() -> frozenset[str]:
    """The names of the fields that hold HTML, in the documents of all types."""
    shapes = {shape for type_ in registry.types() for shape in _shapes(registry.document_schema(type_))}
    return frozenset(name for shape in shapes for name, mark in marks(shape).items() if mark and mark.html)


def _shapes(annotation: Any) -> Iterator[type[BaseModel]]:
    """Every shape that values of that type are made of."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
        for field in annotation.model_fields.values():
            yield from _shapes(field.annotation)
    for inner in get_args(annotation):
        yield from _shapes(inner)
