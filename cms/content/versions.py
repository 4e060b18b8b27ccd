"""Whether two versions of a page say the same, whatever forms and editors make anew of them."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Callable
from functools import cache
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from modelcluster.models import get_all_child_relations
from wagtail import blocks
from wagtail.fields import RichTextField
from wagtail.models import COMMENTS_RELATION_NAME
from wagtail.rich_text import features as feature_registry

from cms.content.cleaning import clean_html, in_stream
from cms.content.rows import each_once
from cms.content.words import clean_content, stream_fields

# What Wagtail keeps of a page that no editor writes, and what its forms make anew.
KEPT_BY_WAGTAIL = {
    *("path", "depth", "numchild", "url_path", "draft_title", "content_type", "owner", "alias_of"),
    *("live", "live_revision", "has_unpublished_changes", "latest_revision", "latest_revision_created_at"),
    *("first_published_at", "last_published_at", "expired", "locked", "locked_at", "locked_by", "sort_order"),
}
MADE_ANEW = re.compile(r' data-block-key=\\*"[^"\\]*\\*"|\\*"id\\*": \\*"[0-9a-f-]{36}\\*"(, )?')

# When a text is public, which whoever approves it decides as well as its authors; and remarks, which nobody publishes.
TIMES = {"go_live_at", "expire_at", "embargo_until"}
NOT_WRITTEN = {*TIMES, COMMENTS_RELATION_NAME}


# What an instance refers to as it is stored, whatever a version of it says.
OF_THE_INSTANCE = (
    *("content_type", "locale", "owner", "locked_by", "alias_of"),
    *("latest_revision", "live_revision"),
)


class KnowsItsPublicVersion:
    """Which version is public, and since when, is no word of a version: one that was written before another went out
    would otherwise take what is public offline where it is published for later, and versions tell moments to the
    millisecond only."""

    _state: Any
    locale: Any
    first_published_at: datetime.datetime | None

    def with_content_json(self, content: dict[str, Any]) -> Any:
        model: Any = type(self)
        found: Any = super().with_content_json(_of_its_own(model, content))  # type: ignore[misc]
        for field in _kept(model):
            setattr(found, field.attname, getattr(self, field.attname))
        if "locale" in self._state.fields_cache:
            found.locale = self.locale
        found.first_published_at = self.first_published_at or found.first_published_at
        return found


@cache
def _kept(model: type[models.Model]) -> list[models.Field]:
    return [field for field in model._meta.fields if field.name in OF_THE_INSTANCE]


def _of_its_own(model: type[models.Model], content: dict[str, Any]) -> dict[str, Any]:
    """What the version alone says. What it says of the instance, and its children of their parent, would be looked up
    each in a statement of its own, and is not asked."""
    own = {name: value for name, value in content.items() if name not in OF_THE_INSTANCE}
    for relation in get_all_child_relations(model):
        rows, parent = own.get(relation.get_accessor_name()), relation.field.name
        if rows:
            own[relation.get_accessor_name()] = [
                {name: value for name, value in row.items() if name != parent} for row in rows
            ]
    return own


def has_the_same_words(model: type[models.Model], content: dict[str, Any], other: dict[str, Any]) -> bool:
    """True for two versions of such a page, as they are stored, that differ at most in what is no writing: when it is
    to be public, and remarks."""
    one, another = ({name: said[name] for name in said if name not in NOT_WRITTEN} for said in (content, other))
    return says_the_same(model, one, another)


def says_the_same(model: type[models.Model], content: dict[str, Any], other: dict[str, Any]) -> bool:
    """True for two versions of such a page, as they are stored, with the same words and facts; what is lost by merely
    opening and closing the editor, such as an empty line, is none."""
    if _said(content) == _said(other):
        return True
    return _said(_as_edited(model, content)) == _said(_as_edited(model, other))


def _as_edited(model: type[models.Model], content: dict[str, Any]) -> dict[str, Any]:
    """The content as the editor of rich text would give it back."""
    edited = clean_content(model, content)
    for field in model._meta.fields:
        if isinstance(field, RichTextField) and isinstance(edited.get(field.name), str):
            edited[field.name] = _through_editor(field.features)(edited[field.name])
    for stream in stream_fields(model):
        if isinstance(edited.get(stream.name), str):
            stored = json.loads(edited[stream.name] or "[]")
            edited[stream.name] = json.dumps(in_stream(stream.stream_block, stored, _way_of))
    return edited


def _way_of(block: blocks.Block) -> Callable[[str], str] | None:
    return _through_editor(block.features) if isinstance(block, blocks.RichTextBlock) else None


def _through_editor(features: list[str] | None) -> Callable[[str], str]:
    # Wagtail imports its models there, which are being made while this is imported.
    from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter

    converter = ContentstateConverter(features or feature_registry.get_default_features())

    def edited(markup: str) -> str:
        return clean_html(converter.to_database_format(converter.from_database_format(markup)))

    return edited


def _said(content: dict[str, Any]) -> str:
    kept = {name: value for name, value in content.items() if name not in KEPT_BY_WAGTAIL}
    kept |= {name: each_once(value) for name, value in kept.items() if isinstance(value, list)}
    return MADE_ANEW.sub("", json.dumps(kept, cls=DjangoJSONEncoder, sort_keys=True))
