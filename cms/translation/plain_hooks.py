"""The checks of Leichte Sprache in the admin: their address, and the script on the forms of pages in it."""

from __future__ import annotations

from typing import Any

from django.forms import Media, Script
from django.urls import path, reverse
from wagtail import hooks

from cms.content import forms
from cms.translation import plain_views
from cms.translation.plain_page import PLAIN

STYLE = "css/plain-language.css"


@hooks.register("register_admin_urls")
def urls() -> list[Any]:
    return [path("plain-language/", plain_views.findings, name="translation_plain_language")]


def media(*, everywhere: bool) -> Media:
    """The script and its style: for all text fields of a page's form, or for those marked `data-plain-language`."""
    attributes: dict[str, Any] = {"data-plain-language-url": reverse("translation_plain_language")}
    if everywhere:
        attributes["data-everywhere"] = True
    scripts: list[Any] = [Script("js/plain-language.js", defer=True, **attributes)]
    return Media(css={"all": [STYLE]}, js=scripts)


forms.media_for_language(PLAIN, lambda: media(everywhere=True))
