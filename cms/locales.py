"""The languages of the site. To add one, write its entry here and its catalogue in `cms/locale`; what else depends on
a language follows from the entry."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

DEFAULT = "de"
"""The language of the originals, and of whatever is said in no other."""
PLAIN_GERMAN = "de-simple"
"""Leichte Sprache: German in a registered variant (decision 0008). What its catalogue lacks is said in German."""
NARROW_SPACE = "\u202f"


@dataclass(frozen=True)
class Language:
    """A language: its BCP 47 code, what others call it, and what it calls itself.

    `search` is the name of its text search configuration in PostgreSQL and of its Snowball stemmer, which are the
    same; empty where there is none, and words are then compared as they are written. `open_graph` names it with a
    territory, and `punctuation` gives the marks that are written otherwise than in English.
    """

    code: str
    name: str | Promise
    own_name: str
    search: str = ""
    right_to_left: bool = False
    for_editors: bool = False
    open_graph: str = ""
    quotation_marks: tuple[str, str] = ("“", "”")
    punctuation: Mapping[str, str] = field(default_factory=dict)

    @property
    def direction(self) -> str:
        """The writing direction as HTML names it."""
        return "rtl" if self.right_to_left else "ltr"


LANGUAGES = (
    Language(
        "de",
        _("German"),
        "Deutsch",
        search="german",
        for_editors=True,
        open_graph="de_DE",
        quotation_marks=("„", "“"),
    ),
    Language(
        PLAIN_GERMAN,
        _("Leichte Sprache"),
        "Leichte Sprache",
        search="german",
        open_graph="de_DE",
        quotation_marks=("„", "“"),
    ),
    Language("en", _("English"), "English", search="english", for_editors=True, open_graph="en_GB"),
    Language(
        "fr",
        _("French"),
        "Français",
        search="french",
        open_graph="fr_FR",
        quotation_marks=(f"«{NARROW_SPACE}", f"{NARROW_SPACE}»"),
        punctuation={":": "\u00a0:", ";": f"{NARROW_SPACE};"},
    ),
    # Neither PostgreSQL nor Snowball has rules for Ukrainian.
    Language("uk", _("Ukrainian"), "Українська", open_graph="uk_UA", quotation_marks=("«", "»")),
    Language(
        "ar",
        _("Arabic"),
        "العربيّة",
        search="arabic",
        right_to_left=True,
        open_graph="ar_AR",
        quotation_marks=("«", "»"),
        punctuation={",": "،", ";": "؛"},
    ),
)


def language(code: str) -> Language:
    """The entry of that code, else of the language before its hyphen, else one that says nothing but the code."""
    entries = {one.code: one for one in LANGUAGES}
    return entries.get(code) or entries.get(base(code)) or Language(code, code, code, open_graph=code.replace("-", "_"))


def base(code: str) -> str:
    """The language of a code, without script, region and variant."""
    return code.partition("-")[0]
