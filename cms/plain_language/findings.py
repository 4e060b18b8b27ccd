"""What the checks find, by which rule, and where that rule comes from."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext_noop

# None of the three names a number, they ask for short sentences; those who write Leichte Sprache for a living say
# 8 to 15 words. The limit between them is this newsroom's own (decision 0008).
MAX_SENTENCE = 12
# A word of more letters is hard to take in at once, whatever it means; without its endings, see rules.py.
MAX_STEM = 12

MAX_EXCERPT = 80

BITV = "BITV 2.0, Anlage 2 Teil 2 Nr. %d"
NETZWERK = "Netzwerk Leichte Sprache, „Die Regeln für Leichte Sprache“: %s"
DIN = "DIN SPEC 33429"


class Rule(StrEnum):
    """A rule of Leichte Sprache that a machine can look after."""

    SENTENCE_LENGTH = "sentence_length"
    ONE_IDEA = "one_idea"
    PASSIVE = "passive"
    GENITIVE = "genitive"
    SUBJUNCTIVE = "subjunctive"
    NEGATION = "negation"
    HARD_WORD = "hard_word"
    LONG_WORD = "long_word"
    NUMBER = "number"
    ABBREVIATION = "abbreviation"
    SPECIAL_CHARACTER = "special_character"


# The names of rules and their authors are German in every language of the admin.
SOURCES = {
    Rule.SENTENCE_LENGTH: f"{BITV % 5}; {MAX_SENTENCE} Wörter: Grenze dieser Redaktion",
    Rule.ONE_IDEA: f"{NETZWERK % 'Sätze'}; {DIN}",
    Rule.PASSIVE: BITV % 1,
    Rule.GENITIVE: BITV % 1,
    Rule.SUBJUNCTIVE: BITV % 1,
    Rule.NEGATION: BITV % 1,
    Rule.HARD_WORD: BITV % 4,
    Rule.LONG_WORD: BITV % 4,
    Rule.NUMBER: NETZWERK % "Zahlen und Zeichen",
    Rule.ABBREVIATION: BITV % 1,
    Rule.SPECIAL_CHARACTER: BITV % 6,
}

NAMES = {
    Rule.SENTENCE_LENGTH: gettext_noop("long sentence"),
    Rule.ONE_IDEA: gettext_noop("more than one idea in a sentence"),
    Rule.PASSIVE: gettext_noop("passive voice"),
    Rule.GENITIVE: gettext_noop("genitive"),
    Rule.SUBJUNCTIVE: gettext_noop("subjunctive"),
    Rule.NEGATION: gettext_noop("negation"),
    Rule.HARD_WORD: gettext_noop("hard word"),
    Rule.LONG_WORD: gettext_noop("long word"),
    Rule.NUMBER: gettext_noop("number that is hard to read"),
    Rule.ABBREVIATION: gettext_noop("abbreviation"),
    Rule.SPECIAL_CHARACTER: gettext_noop("special character"),
}


@dataclass(frozen=True)
class Finding:
    """One place that breaks a rule, in words; `start` and `end` count characters of the text that was checked."""

    rule: Rule
    message: str
    excerpt: str
    start: int
    end: int
    source: str


def finding(rule: Rule, message: str, text: str, start: int, end: int) -> Finding:
    """A finding about that part of the text, with its beginning as excerpt."""
    found = " ".join(text[start : min(end, start + MAX_EXCERPT)].split())
    excerpt = f"{found} …" if end - start > MAX_EXCERPT else found
    return Finding(rule, message, excerpt, start, end, SOURCES[rule])
