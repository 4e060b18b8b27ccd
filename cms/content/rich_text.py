"""The editor of running texts."""

from __future__ import annotations

from typing import Any

from wagtail.admin.rich_text import DraftailRichTextArea

from cms.content.cleaning import clean_html


class RichTextArea(DraftailRichTextArea):
    """Wagtail's, which opens whatever is stored: links that name nothing, on which it fails, are left out."""

    def format_value(self, value: Any) -> Any:
        return super().format_value(clean_html(value) if isinstance(value, str) else value)
