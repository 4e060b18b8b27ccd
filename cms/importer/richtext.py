"""Running text as the rich text that the editor and Wagtail's reference index expect: escaped, double-quoted, keyed."""

from __future__ import annotations

import hashlib
from html import escape

from cms.importer.contacts import find_links


def inline(text: str) -> str:
    """The text with its web addresses as links."""
    html, position = "", 0
    for link in find_links(text):
        html += escape(text[position : link.start], quote=False)
        shown = escape(link.shown, quote=False)
        html += f'<a href="{escape(link.url)}">{shown}</a>' if link.url else shown
        position = link.end
    return html + escape(text[position:], quote=False)


def paragraph(text: str) -> str:
    """The text as a paragraph. It carries the key that the editor would give it, so that saving changes nothing."""
    key = hashlib.sha256(text.encode()).hexdigest()[:5]
    return f'<p data-block-key="{key}">{inline(text)}</p>'


def plain(text: str) -> str:
    """The text for a field without markup: broken tags leave the words of their links."""
    result, position = "", 0
    for link in find_links(text):
        result += text[position : link.start] + (link.shown if link.was_broken else text[link.start : link.end])
        position = link.end
    return result + text[position:]
