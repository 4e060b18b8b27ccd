"""Words as they stand in addresses and file names: ASCII letters, German ones spelt as Germans do without them."""

from __future__ import annotations

import posixpath
import re
import unicodedata

from anyascii import anyascii
from django.utils.text import slugify

from cms.content.cleaning import clean_line

GERMAN = {"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss", "ẞ": "SS"}
MAX_SLUG = 200  # characters; what makes it differ from others has room behind it
_GERMAN = str.maketrans(GERMAN)


def in_ascii(text: str) -> str:
    """The text in ASCII, whether its letters are composed or not: ä is ae, ß is ss, all else transliterated."""
    return anyascii(unicodedata.normalize("NFC", clean_line(text)).translate(_GERMAN))


def slug_of(title: str) -> str:
    """The part of an address that a title proposes; empty where it has neither letters nor digits."""
    return slugify(in_ascii(title))[:MAX_SLUG].strip("-_")


def is_proposed(slug: str, title: str) -> bool:
    """True for what the title proposes as its slug, with or without a number behind it."""
    proposal = slug_of(title)
    return bool(proposal) and re.fullmatch(rf"{re.escape(proposal)}(-\d+)?", slug) is not None


def file_name(name: str) -> str:
    """The name of an uploaded file in ASCII, its folder left as it is."""
    folder, base = posixpath.split(name)
    return posixpath.join(folder, in_ascii(base))
