"""Does a German text keep to the rules of Leichte Sprache? What a machine can tell; the people it is for decide."""

from cms.plain_language.findings import MAX_SENTENCE, Finding, Rule
from cms.plain_language.markup import check_html
from cms.plain_language.rules import check

__all__ = ["MAX_SENTENCE", "Finding", "Rule", "check", "check_html"]
