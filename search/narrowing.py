"""By what searches are narrowed, whoever asks: kinds of filters that presenters name, year and days."""

from __future__ import annotations

import re

from django.utils.translation import pgettext_lazy

from cms.content.filters import FilterKind
from cms.delivery import registry

YEAR = FilterKind("year", pgettext_lazy("filter", "Year"), "Only what stands in this year.", 900, is_id=False)


def kinds() -> dict[str, FilterKind]:
    """What hits can be narrowed by besides their type, in the order in which it is shown."""
    found = {name: kind for name, kind in registry.filter_kinds().items() if kind.in_forms and not kind.until_over}
    return {**found, YEAR.name: YEAR}


def checked(kind: FilterKind, value: str) -> str:
    """The value in the form the index keeps; raises ValueError for one that cannot be."""
    if kind is YEAR and not re.fullmatch(r"[12][0-9]{3}", value):
        raise ValueError("not a year")
    return kind.checked(value)
