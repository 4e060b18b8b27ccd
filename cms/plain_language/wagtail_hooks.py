"""The checks of Leichte Sprache in the admin: their address, and the script on all forms for texts in it."""

from __future__ import annotations

from typing import Any

from django.forms import Media, Script
from django.urls import path, reverse
from wagtail import hooks

from cms.content import forms
from cms.locales import PLAIN_GERMAN
from cms.plain_language import views


@hooks.register("register_admin_urls")
def urls() -> list[Any]:
    return [path("plain-language/", views.findings, name="plain_language_findings")]


def media() -> Media:
    """The script and its style."""
    attributes = {
        "data-plain-language-url": reverse("plain_language_findings"),
        "data-plain-language-code": PLAIN_GERMAN,
    }
    scripts: list[Any] = [Script("js/plain-language.js", defer=True, **attributes)]
    return Media(css={"all": ["css/plain-language.css"]}, js=scripts)


forms.media_for_language(PLAIN_GERMAN, media)
