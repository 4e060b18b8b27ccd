"""Does a German text keep to the rules of Leichte Sprache? What a machine can tell; the people it is for decide."""

from cms.translation.plain.findings import MAX_SENTENCE, Finding, Rule
from cms.translation.plain.markup import check_html
from cms.translation.plain.rules import check

__all__ = ["MAX_SENTENCE", "Finding", "Rule", "check", "check_html"]
