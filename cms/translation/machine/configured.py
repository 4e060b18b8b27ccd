"""The machine that the settings name."""

from __future__ import annotations

from django.conf import settings

from cms.translation.machine.deepl import DeepL
from cms.translation.machine.demo import Demo
from cms.translation.machine.interface import Machine
from cms.translation.machine.libretranslate import LibreTranslate


def configured() -> Machine | None:
    """The machine to ask; None where there is none."""
    match settings.MACHINE_TRANSLATOR:
        case "deepl":
            return DeepL(settings.MACHINE_TRANSLATOR_KEY, settings.MACHINE_TRANSLATOR_URL)
        case "libretranslate":
            return LibreTranslate(settings.MACHINE_TRANSLATOR_URL, settings.MACHINE_TRANSLATOR_KEY)
        case "demo":
            return Demo()
    return None
