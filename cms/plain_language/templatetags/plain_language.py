"""The link between a German text and the same in Leichte Sprache."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template

from cms import locales

register = template.Library()

COUNTERPARTS = {locales.DEFAULT: locales.PLAIN_GERMAN, locales.PLAIN_GERMAN: locales.DEFAULT}


@register.inclusion_tag("plain_language/link.html")
def plain_language_link(doc: Mapping[str, Any]) -> dict[str, Any]:
    """From a document in German to the one in Leichte Sprache, or back; nothing where there is no such translation."""
    wanted = COUNTERPARTS.get(doc["locale"])
    link = next((one for one in doc["translations"] if one["locale"] == wanted), None)
    return {"link": link, "plain_german": locales.PLAIN_GERMAN}
