"""What people read is German where they read German."""

import re
from pathlib import Path

from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parent.parent
CATALOGUE = ROOT / "cms" / "locale" / "de" / "LC_MESSAGES" / "django.po"


def messages():
    with CATALOGUE.open("rb") as file:
        return [message for message in read_po(file) if message.id]


def test_every_string_has_a_german_translation_that_nobody_guessed():
    for message in messages():
        strings = message.string if isinstance(message.string, tuple) else (message.string,)
        assert all(strings), message.id
        assert not message.fuzzy, message.id


def test_translations_keep_their_placeholders():
    for message in messages():
        originals = message.id if isinstance(message.id, tuple) else (message.id,)
        translated = message.string if isinstance(message.string, tuple) else (message.string,)
        for original, translation in zip(originals, translated, strict=True):
            assert set(re.findall(r"%\(\w+\)s", translation)) <= set(re.findall(r"%\(\w+\)s", original))


def test_every_string_in_the_templates_is_in_the_catalogue():
    known = {
        text for message in messages() for text in (message.id if isinstance(message.id, tuple) else (message.id,))
    }
    for template in (ROOT / "templates").rglob("*.html"):
        for text in re.findall(r'{%\s*(?:translate|trans)\s+"([^"]+)"', template.read_text()):
            assert text in known, f"{template.name}: {text}: make messages collects it"
