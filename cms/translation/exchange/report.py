"""What became of a file, in sentences for whoever sent it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

SHOWN = 10  # of a kind; who has more to mend begins with these


@dataclass
class Report:
    """What was taken from a file, and what was not and why: numbers, and the places by what the editor's form calls
    them. With `refused` nothing was taken at all."""

    refused: str = ""
    taken: int = 0
    unchanged: int = 0
    unfinished: int = 0
    marked: list[str] = field(default_factory=list)  # of those unfinished, what has words
    unknown: list[str] = field(default_factory=list)
    outdated: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    newer: list[str] = field(default_factory=list)

    @property
    def is_clean(self) -> bool:
        """True where everything that the file says stands now."""
        return not (self.refused or self.unknown or self.outdated or self.broken or self.newer)

    def sentences(self) -> list[str]:
        """The whole report."""
        return [self.refused] if self.refused else [self._numbers(), *self.problems()]

    def problems(self) -> list[str]:
        """What asks for somebody's attention, one sentence a kind."""
        found = [
            (_("These places are not in the text (any more): %(places)s."), self.unknown),
            (
                _("The original says something else now; your words are kept and offered with it: %(places)s."),
                self.outdated,
            ),
            (_("The markup is broken, and the words were not taken: %(places)s."), self.broken),
            (
                _(
                    "The file marks these as unfinished, and they were not taken; for those that are done, give the "
                    "state “translated” (XLIFF) or take the mark “fuzzy” away (PO), and send it again: %(places)s."
                ),
                self.marked,
            ),
            (_("Somebody else wrote other words meanwhile, which stay: %(places)s."), self.newer),
        ]
        return [sentence % {"places": _listed(places)} for sentence, places in found if places]

    def _numbers(self) -> str:
        parts = [
            ngettext("%(number)d text was taken", "%(number)d texts were taken", self.taken) % {"number": self.taken},
        ]
        if self.unchanged:
            parts.append(_("%(number)d stood so already") % {"number": self.unchanged})
        if self.unfinished:
            parts.append(_("%(number)d are not finished in the file") % {"number": self.unfinished})
        return "; ".join(parts) + "."


def excerpt(text: str) -> str:
    """As much of the words as tells one place from another."""
    return Truncator(text).chars(60)


def _listed(places: Sequence[str]) -> str:
    shown = "; ".join(places[:SHOWN])
    return shown if len(places) <= SHOWN else f"{shown}; …"
