"""Whether editors have changed a page: a mark of its own words and facts, not of what else it shows."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from modelcluster.models import get_all_child_relations, get_field_value
from wagtail.models import Page

from cms.content.kinds import is_tracked, parental_key

# Of what Wagtail itself knows of a page; the rest is its place, its state and its history.
WORDS_OF_EVERY_PAGE = {"title", "seo_title", "search_description"}


def fingerprint(page: Page) -> str:
    """The SHA-256, in hexadecimal, of what editors said in the page and its children, without what these refer to."""
    said: dict[str, Any] = _of(page, _kept_by_wagtail())
    for relation in get_all_child_relations(type(page)):
        if is_tracked(relation.related_model):
            rows = getattr(page, relation.get_accessor_name()).all()
            said[relation.name] = [_of(row, _place_of(relation.related_model)) for row in rows]
    return hashlib.sha256(json.dumps(said, sort_keys=True, cls=DjangoJSONEncoder).encode()).hexdigest()


def _of(instance: Any, left_out: frozenset[str]) -> dict[str, Any]:
    model: Any = type(instance)
    return {field.name: get_field_value(field, instance) for field in _fields(model, left_out)}


@cache
def _fields(model: Any, left_out: frozenset[str]) -> list[Any]:
    return [field for field in model._meta.fields if field.serialize and field.name not in left_out]


@cache
def _kept_by_wagtail() -> frozenset[str]:
    return frozenset({"page_ptr"} | {field.name for field in Page._meta.get_fields()} - WORDS_OF_EVERY_PAGE)


@cache
def _place_of(model: Any) -> frozenset[str]:
    """The fields by which a row is told from others: publishing may write it anew."""
    parent = parental_key(model)
    return frozenset({"id", "locale", "translation_key", parent.name if parent else ""})
