"""In which other formats a page can be read, for the links in its head; they follow from its document alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.conf import settings
from django.urls import reverse

from cms.delivery import calendars, feeds
from cms.delivery.exchange import MARKDOWN, absolute, formats_of

# Of the formats of a document those that its page announces, with their media types and titles.
KINDS = (
    ("markdown", MARKDOWN, ""),
    ("ninjs", "application/json", "ninjs 3.1"),
    ("ics", calendars.MEDIA_TYPE, ""),
)


class Alternate(NamedTuple):
    """A media type (RFC 6838) and an absolute address; a title where the type alone does not tell what it is."""

    type: str
    address: str
    title: str = ""


def of(document: dict[str, Any]) -> Iterator[Alternate]:
    """All formats of the document: Markdown, ninjs, the calendar of what stands at a day, feeds of what it lists; of
    the first front page, `llms.txt` as well."""
    formats = formats_of(document)
    for name, type_, title in KINDS:
        if address := formats[name]:
            yield Alternate(type_, address, title)
    if document.get("lists"):
        for type_, address in feeds.links(document["lists"], document["locale"]):
            yield Alternate(type_, address)
    if not document["breadcrumbs"] and document["locale"] == settings.LANGUAGE_CODE:
        yield Alternate("text/plain", absolute(reverse("llms")), "llms.txt")
