"""What in a page in Leichte Sprache breaks the rules, and what a page's outlook says of it."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from wagtail.models import Page

from cms.locales import PLAIN_GERMAN
from cms.plain_language import Finding, Rule, check_html
from cms.plain_language.findings import NAMES
from cms.translation.segments import texts_of

MAX_EXAMPLES = 3


def findings_of(page: Page) -> list[Finding]:
    """The findings in all words of the page as it stands in memory; none for a page in another language.

    Places are those in the single strings, so only the excerpts tell where something is.
    """
    if page.locale_id is None or page.locale.language_code != PLAIN_GERMAN:
        return []
    return [found for strings in texts_of(page).values() for string in strings for found in check_html(string)]


def advice(page: Page) -> Iterator[str]:
    """One sentence for each rule that the page breaks, with examples, the most broken first."""
    by_rule: dict[Rule, list[str]] = {}
    for found in findings_of(page):
        by_rule.setdefault(found.rule, []).append(found.excerpt)
    for rule, excerpts in sorted(by_rule.items(), key=lambda item: -len(item[1])):
        unlike = list(dict.fromkeys(excerpts))
        examples = ", ".join(f"„{excerpt}“" for excerpt in unlike[:MAX_EXAMPLES])
        more = " …" if len(unlike) > MAX_EXAMPLES else ""
        words = {"rule": _(NAMES[rule]), "number": len(excerpts), "examples": examples + more}
        yield _("Leichte Sprache, %(rule)s (%(number)d): %(examples)s") % words
