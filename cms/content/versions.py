"""Whether two versions of a page say the same, whatever forms and editors make anew of them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from wagtail import blocks
from wagtail.fields import RichTextField
from wagtail.rich_text import features as feature_registry

from cms.content.cleaning import clean_html, in_stream
from cms.content.words import clean_content, stream_fields

# What Wagtail keeps of a page that no editor writes, and what its forms make anew.
KEPT_BY_WAGTAIL = {
    *("path", "depth", "numchild", "url_path", "draft_title", "content_type", "owner", "alias_of"),
    *("live", "live_revision", "has_unpublished_changes", "latest_revision", "latest_revision_created_at"),
    *("first_published_at", "last_published_at", "expired", "locked", "locked_at", "locked_by", "sort_order"),
}
MADE_ANEW = re.compile(r' data-block-key=\\*"[^"\\]*\\*"|\\*"id\\*": \\*"[0-9a-f-]{36}\\*"(, )?')


# When a text is public, which whoever approves it decides as well as its authors.
TIMES = {"go_live_at", "expire_at", "embargo_until"}


def differs_in_times_only(content: dict[str, Any], other: dict[str, Any]) -> bool:
    """True for two versions of a page, as they are stored, that say the same but for when it is to be public."""
    one, another = ({name: value for name, value in said.items() if name not in TIMES} for said in (content, other))
    return _said(one) == _said(another)


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
    for name, value in kept.items():
        if isinstance(value, list):
            kept[name] = [_without_order(child) for child in value]
    return MADE_ANEW.sub("", json.dumps(kept, cls=DjangoJSONEncoder, sort_keys=True))


def _without_order(child: Any) -> Any:
    return {name: value for name, value in child.items() if name != "sort_order"} if isinstance(child, dict) else child
