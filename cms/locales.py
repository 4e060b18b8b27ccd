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

    `search` is the name of its Snowball stemmer; empty where there is none. `open_graph` names it with a territory, and
    `punctuation` gives the marks that are written otherwise than in English. `stop_words` are those that no text has to
    hold to be found, since what is meant is in the others: the commonest of Snowball's lists.
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
    stop_words: str = field(default="", repr=False)

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
        stop_words="""
            aber alle allem allen aller alles als am an auch auf aus bei beim bin bis bist da damit dann das dass
            dein dem den denn der des dich die dies diese diesem diesen dieser dieses dir doch dort du durch ein
            eine einem einen einer eines er es euch euer für gegen gibt hab habe haben hat hatte hier hinter ich ihm
            ihn ihnen ihr ihre im in ins ist ja jede jedem jeden jeder jedes kann kein keine können man mein meine
            mich mir mit nach nicht noch nun nur ob oder ohne sehr sein seine sich sie sind so soll sowie über um
            und uns unser unter vom von vor war waren was wegen weil welche wenn wer werden wie wir wird wo zu zum
            zur zwischen
            wann warum wieso weshalb woher wohin wem wen wessen muss müssen darf dürfen möchte möchten will wollen lange
            viel viele finde finden bekomme bekommen brauche brauchen lasse lassen mache machen geht
            meinem meinen meiner meines deine deinem deinen deiner ihrem ihren ihrer seinem seinen seiner unsere
            unserem unseren unserer
        """,
    ),
    Language(
        PLAIN_GERMAN,
        _("Leichte Sprache"),
        "Leichte Sprache",
        search="german",
        open_graph="de_DE",
        quotation_marks=("„", "“"),
    ),
    Language(
        "en",
        _("English"),
        "English",
        search="english",
        for_editors=True,
        open_graph="en_GB",
        stop_words="""
            a about all an and any are as at be been but by can do does for from had has have he her his how i if in
            into is it its me my no not of on or our she so than that the their them there these they this those to
            was we were what when where which who why will with you your
        """,
    ),
    Language(
        "fr",
        _("French"),
        "Français",
        search="french",
        open_graph="fr_FR",
        quotation_marks=(f"«{NARROW_SPACE}", f"{NARROW_SPACE}»"),
        punctuation={":": "\u00a0:", ";": f"{NARROW_SPACE};"},
        stop_words="""
            a ai au aux avec ce ces cette comme d dans de des du elle en est et il ils je l la le les leur lui ma
            mais me mes mon ne nos notre nous on ou où par pas pour qu que qui s sa sans se ses si son sont sur ta
            te tes tu un une vos votre vous y à
        """,
    ),
    # Snowball has no rules for Ukrainian: see search.stems.
    Language(
        "uk",
        _("Ukrainian"),
        "Українська",
        open_graph="uk_UA",
        quotation_marks=("«", "»"),
        stop_words="""
            а але в для до з за і із й на не про та те то у це що як від є
        """,
    ),
    Language(
        "ar",
        _("Arabic"),
        "العربيّة",
        search="arabic",
        right_to_left=True,
        open_graph="ar_AR",
        quotation_marks=("«", "»"),
        punctuation={",": "،", ";": "؛"},
        stop_words="""
            في من على إلى عن مع أن إن هذا هذه التي الذي ما لا و أو ثم قد كان كل بعد قبل
        """,
    ),
)


def language(code: str) -> Language:
    """The entry of that code, else of the language before its hyphen, else one that says nothing but the code."""
    entries = {one.code: one for one in LANGUAGES}
    return entries.get(code) or entries.get(base(code)) or Language(code, code, code, open_graph=code.replace("-", "_"))


def base(code: str) -> str:
    """The language of a code, without script, region and variant."""
    return code.partition("-")[0]
